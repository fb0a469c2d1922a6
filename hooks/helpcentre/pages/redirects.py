"""The pages that lead from an article's old address to where it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from helpcentre.pages.site import LocaleSite, PageLink
from helpcentre.pages.urls import absolute_url, page_url


@dataclass(frozen=True, slots=True)
class MovedPage:
    """An address that an article had in one locale."""

    url: str
    """Relative to the site root."""
    page: PageLink
    """Where the article is now in the same locale."""
    canonical: str
    """The address of the text, in its own locale; absolute."""

    @property
    def base(self) -> str:
        """What leads from the old address to the site root."""
        return "../" * self.url.count("/") or "./"


def moved_pages(site: LocaleSite) -> Iterator[MovedPage]:
    """Yield every old address of a locale that leads to an article which readers can open.

    Addresses are percent-encoded. One that an article has today, or a page of the engine's own, is left to it; of two
    lines for one address the first holds, as it does for hosts.
    """
    catalogue, settings = site.catalogue, site.settings
    first = {site.url(old): old for old in reversed(list(catalogue.redirects))}
    for old in catalogue.redirects:
        new = catalogue.moved_to(old) if first[site.url(old)] == old else ""
        shown = catalogue.shown(site.locale.key, new) if new else None
        if shown is not None:
            link = site.link(shown)
            canonical = page_url(settings, shown.locale, new)
            yield MovedPage(
                quote(site.url(old)), replace(link, url=quote(link.url)), absolute_url(settings, quote(canonical))
            )
