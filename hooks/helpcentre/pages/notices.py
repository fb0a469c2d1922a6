"""Incident notices as the pages of a locale carry them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

import markdown

from helpcentre.content.article_file import NoticeFile
from helpcentre.content.catalogue import Catalogue, RunningNotice
from helpcentre.content.formats import Formats
from helpcentre.content.links import resolve
from helpcentre.content.placeholders import in_markdown, in_text
from helpcentre.content.settings import Locale
from helpcentre.pages.urls import page_url

ICONS = {
    "info": "material/information-outline",
    "warning": "material/alert-outline",
    "critical": "material/alert-octagon-outline",
}
_ROOT = "\ue000"
"""Stands in a notice's HTML for the way to the site's root, which each page has its own of."""
_HREF = re.compile(r'(?<=\bhref=")([^"]*)')


@dataclass(frozen=True, slots=True)
class NoticeTime:
    """A moment for readers and for machines."""

    text: str
    iso: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice in one locale."""

    severity: str
    icon: str
    title: str
    html: str
    language: Locale | None
    """Of title and text, where it is not the page's."""
    topics: tuple[str, ...]
    since: NoticeTime
    until: NoticeTime
    current: bool
    """Whether it is shown without a script: it had begun when the site was built."""

    def html_below(self, base: str) -> str:
        """Return the text for a page from which `base` leads to the site's root."""
        return self.html.replace(_ROOT, escape(base))

    def concerns(self, topic: str) -> bool:
        """Whether pages of a topic show it; a notice without topics stands everywhere."""
        return not self.topics or topic in self.topics


def notice_view(
    running: RunningNotice, catalogue: Catalogue, locale: Locale, formats: Formats, values: Mapping[str, str]
) -> NoticeView:
    """Return a notice for readers of a locale; `values` are the placeholder values of the text's own language."""
    notice, file = running.notice, running.file
    own = file.locale == locale.key
    return NoticeView(
        severity=notice.severity,
        icon=ICONS[notice.severity],
        title=in_text(file.title, values),
        html=_html(file, catalogue, locale, values),
        language=None if own else catalogue.settings.locale(file.locale),
        topics=notice.topics,
        since=NoticeTime(formats.moment(notice.since), notice.since.isoformat()),
        until=NoticeTime(formats.moment(notice.until), notice.until.isoformat()),
        current=running.current,
    )


def _html(file: NoticeFile, catalogue: Catalogue, locale: Locale, values: Mapping[str, str]) -> str:
    """Return the text, its links leading to pages of the reader's locale."""
    addresses = {}
    for link in file.document.links:
        destination = resolve(link, file, catalogue)
        if destination.state == "page":
            fragment = f"#{destination.fragment}" if destination.fragment else ""
            addresses[link.target] = _ROOT + page_url(catalogue.settings, locale.key, destination.path) + fragment
        elif destination.state == "asset":
            addresses[link.target] = _ROOT + destination.path.removeprefix(f"{catalogue.settings.source}/")
    html = markdown.markdown(in_markdown(file.text, values), extensions=["attr_list", "sane_lists"])
    return _HREF.sub(lambda href: escape(addresses.get(unescape(href[1]), unescape(href[1]))), html)
