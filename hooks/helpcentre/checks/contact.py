"""Whether every faq leads to a person, and every channel that is named can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.links import target_path
from helpcentre.content.schema import nearest


def missing_contact(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each faq, in each locale, that neither lists a channel nor links to one's page."""
    if not catalogue.has_channels:
        return
    pages = {catalogue.channel_page(channel) for channel in catalogue.declared_channels}
    known = ", ".join(sorted(catalogue.declared_channels))
    for file in catalogue.published_files():
        # A value that could not be read is told by front-matter-invalid.
        listed = file.meta.contact or (file.head.document.keys() >= {"contact"} and file.head.document.value["contact"])
        if file.meta.kind != "faq" or listed or _links_to(file, pages):
            continue
        yield Finding(
            "contact-missing",
            file.path,
            "the faq offers no way to reach support, expected contact: or a link to a channel's page",
            *file.key_position("contact" if file.lists_key("contact") else "kind"),
            hint=f"Add contact: [{known}] to the front matter, or those that suit.",
        )


def _links_to(file: ArticleFile, pages: set[str]) -> bool:
    return any(target_path(link.target, file) in pages for link in file.document.links if link.kind == "link")


def unknown_channels(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each channel that an article names and nobody declared, and for each without a page.

    Where there is no channels.yml, or nothing in it, nobody has declared any; what is in one that cannot be read is
    not known.
    """
    if catalogue.has_unreadable_channels:
        return
    known = catalogue.declared_channels
    for file in catalogue.published_files():
        for index, channel in enumerate(file.meta.contact or ()):
            if channel not in known:
                at = file.key_position("contact", index)
                message = f'the channel "{channel}" does not exist, expected one of channels.yml'
                hint = nearest(channel, known) or "Declare it in channels.yml, or take contact: out."
                yield Finding("contact-unknown", file.path, message, *at, hint)
    for channel in catalogue.channels.channels:
        page = catalogue.channel_page(channel)
        for locale in catalogue.settings.published:
            if catalogue.get(locale.key, page) is None:
                yield Finding(
                    "contact-unknown",
                    f"{locale.key}/{page}",
                    f'the channel "{channel}" of channels.yml has no page in {locale.key}, expected its words here',
                    hint="Write the page (kind: channel), or take the channel out of channels.yml.",
                )
