"""Small indexes, what is asked of them, and what is found."""

from __future__ import annotations

from typing import Any

from helpcentre.content.glossary import Glossary
from helpcentre.content.synonyms import Synonyms, read_synonyms
from helpcentre.output.query_words import query_words
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from output.search_driver import SearchDriver


def entry(url: str, title: str, text: str = "", lang: str = "en", **fields: Any) -> SearchEntry:
    return SearchEntry(url=url, title=title, text=text, lang=lang, **fields)


def synonyms(text: str) -> Synonyms:
    read, findings = read_synonyms(text, "synonyms.yml", frozenset({"de", "en", "ru", "zh"}))
    assert findings == []
    return read


def found(
    driver: SearchDriver, entries: list[SearchEntry], query: str, words: str = "", *, one_file: bool = True
) -> Any:
    """Return `{total, hits, suggestion}` of a query; `words` is a synonyms.yml of one locale, the entries' language."""
    lang = entries[0].lang
    extra = query_words(synonyms(words), Glossary(), lang)
    driver.open(index_files(entries, extra=extra, one_file=one_file))
    return driver.find(query)


def urls(answer: Any) -> list[str]:
    return [hit["url"] for hit in answer["hits"]]
