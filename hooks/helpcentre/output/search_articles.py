"""The articles of a search index: what they and their sections are called, and what hits show of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpcentre.output.search_coding import coded_texts
from helpcentre.output.search_entry import SearchEntry


@dataclass(slots=True)
class Article:
    """An article's entries; entry number `start` is its beginning, even where there is none to be found."""

    start: int
    url: str
    title: str
    lead: SearchEntry | None = None
    sections: list[SearchEntry] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many entries it takes."""
        return len(self.sections) + 1

    @property
    def first(self) -> SearchEntry:
        """The entry that tells of its kind, topic and language."""
        return self.lead or self.sections[0]


def articles_of(entries: Iterable[SearchEntry]) -> list[Article]:
    """Return the articles that entries are of, in order. Raises ValueError where two entries have one URL."""
    articles: dict[str, Article] = {}
    urls: set[str] = set()
    for entry in entries:
        if entry.url in urls:
            raise ValueError(f"two search entries have the URL {entry.url!r}; each needs its own")
        urls.add(entry.url)
        url = entry.url.partition("#")[0]
        article = articles.setdefault(url, Article(0, url, entry.title))
        if entry.lead:
            article.lead = entry
        else:
            article.sections.append(entry)
    start = 0
    for article in articles.values():
        article.start = start
        start += article.size
    return list(articles.values())


def heads_of(articles: Sequence[Article], topics: Sequence[str], lang: str) -> dict[str, list[Any]]:
    """Return what articles and their sections are called, each of one sort side by side, for gzip to find likeness.

    What most sites write in ASCII comes first. `topics` are numbers, of none -1; `langs` are those that are not the
    index's, by the article's place in the list; `fragments` are 0 where they are made of the heading.
    """
    sections = [(article, section) for article in articles for section in article.sections]
    return {
        "urls": [article.url for article in articles],
        "topics": [topics.index(article.first.topic) if article.first.topic else -1 for article in articles],
        "langs": [[place, a.first.lang] for place, a in enumerate(articles) if a.first.lang != lang],
        "fragments": [_told_fragment(article, section) for article, section in sections],
        "titles": [article.title for article in articles],
        "headings": [section.section for _, section in sections],
    }


def _told_fragment(article: Article, section: SearchEntry) -> str | int:
    fragment, heading = section.url.removeprefix(article.url), section.section
    return 0 if heading.isascii() and fragment == made_fragment(heading) else fragment


def made_fragment(heading: str) -> str:
    """Return the fragment that Markdown makes of a heading in ASCII: index.js must agree on what a letter is."""
    return "#" + _GAPS.sub("-", _SIGNS.sub("", heading).strip().lower())


_SIGNS = re.compile(r"[^\w\s-]", re.ASCII)
_GAPS = re.compile(r"[-\s]+", re.ASCII)


def coded_heads(heads: dict[str, list[Any]]) -> dict[str, Any]:
    """Return the same with titles and headings in fewer bytes, and the letters that were replaced in them."""
    coded = coded_texts(heads["titles"] + heads["headings"])
    texts = coded.pop("texts")
    count = len(heads["titles"])
    return heads | {"titles": texts[:count], "headings": texts[count:]} | coded


def texts_of(article: Article) -> list[str]:
    """Return what hits can show of an article's beginning and its sections."""
    return [article.lead.shown_text if article.lead else "", *(section.shown_text for section in article.sections)]
