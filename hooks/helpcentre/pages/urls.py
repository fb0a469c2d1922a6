"""Where pages stand in the built site, relative to its root."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from helpcentre.content.settings import Settings


def page_url(settings: Settings, locale: str, shared_path: str) -> str:
    """Return a page's address: `fr` and `fees/x.md` -> `fr/fees/x/`; the source locale has no folder."""
    folder = "" if locale == settings.source else f"{locale}/"
    return folder + _address_in_folder(shared_path, settings.directory_urls)


@lru_cache(maxsize=10_000)  # each page leads to the same page of other locales
def _address_in_folder(shared_path: str, directory_urls: bool) -> str:
    stem = posixpath.splitext(shared_path)[0]
    if not directory_urls:
        return f"{stem}.html"
    stem = posixpath.dirname(shared_path) if posixpath.basename(stem) == "index" else stem
    return f"{stem}/" if stem else ""


def absolute_url(settings: Settings, path: str) -> str:
    """Return an address with the site's own in front, or from the host's root where mkdocs.yml names no site_url."""
    return f"{(settings.site_url or '/').rstrip('/')}/{path}"
