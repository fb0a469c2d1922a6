"""What the search of a locale can find: each article's beginning and each of its sections."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.catalogue import ArticleFile
from helpcentre.content.markdown import LEAD
from helpcentre.content.placeholders import in_text
from helpcentre.output.search_index import SearchEntry
from helpcentre.pages.site import LocaleSite


def search_entries(site: LocaleSite) -> Iterator[SearchEntry]:
    """Yield the entries of a locale's own pages; a fallback page's text is found in its own language only."""
    for file in site.catalogue.pages(site.locale.key):
        if file.locale == site.locale.key:
            yield from _of_article(site, file)


def _of_article(site: LocaleSite, file: ArticleFile) -> Iterator[SearchEntry]:
    url, kind, lang = site.url(file.shared_path), file.meta.kind, site.locale.lang
    topic = site.topic(file.topic)
    topic_title = topic.page.title if topic else ""
    outdated = site.outdatedness(file)
    # What the page does not show cannot be found; the source's passages are found in the source's language.
    unseen = outdated.replaced | outdated.withdrawn if outdated else frozenset()
    lead = next((s.plain for s in file.document.sections if s.id == LEAD and LEAD not in unseen), "")
    text = in_text("\n".join(part for part in (file.meta.description, lead) if part), site.values)
    yield SearchEntry(url, file.title, text, "", kind, topic_title, lang, file.meta.keywords)
    for section in file.document.sections:
        if section.id and section.id != LEAD and section.title and section.id not in unseen:
            plain = in_text(section.plain, site.values)
            yield SearchEntry(f"{url}#{section.id}", file.title, plain, section.title, kind, topic_title, lang)
