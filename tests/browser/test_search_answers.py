"""Search as readers of each language use it: their own questions, asked of the built site in a browser.

The questions stand in docs/<locale>/search-tests.yml, written by writers. Where a test fails, mend the engine, the
synonyms, keywords or texts; never the questions.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from helpcentre.content.formats import phone_digits
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.output.search_table import fold
from helpcentre.pages.site import LocaleSite
from static_host import StaticHost

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue(read_settings(ROOT / "mkdocs.yml"))
SETTINGS = CATALOGUE.settings
LOCALES = [locale.key for locale in SETTINGS.published]
FIRST = 5
SHOWN = 10
RECALL, MEAN_RECIPROCAL_RANK = 0.95, 0.85
RECALL_MISSPELT = 0.92
RECALL_PREFIXED = 0.97
ARABIC_PREFIXES = ("", "ال", "وال", "بال", "لل", "و")
SEARCH = """async ([queries, locale, limit]) => {
  const { search } = await import(new URL("assets/search/search.js", document.baseURI));
  const answers = [];
  for (const query of queries) answers.push(await search(query, { locale, limit }));
  return answers;
}"""

Hits = list[dict[str, Any]]
Ask = Callable[[str, Sequence[str]], list[Hits]]


@pytest.fixture(scope="module")
def ask(host: StaticHost, browser: Browser) -> Iterable[Ask]:
    """Returns the hits of each of a locale's queries, from one page."""
    page = browser.new_page()
    page.goto(host.url)
    yield lambda locale, queries: page.evaluate(SEARCH, [list(queries), locale, SHOWN])
    page.close()


def questions(locale: str) -> list[tuple[str, str]]:
    """Return each question and the address of the article that must answer it, relative to the root."""
    asked = yaml.safe_load((ROOT / "docs" / locale / "search-tests.yml").read_text("utf-8"))
    site = LocaleSite(CATALOGUE, SETTINGS.locale(locale))
    return [(entry["question"], site.url(entry["article"])) for entry in asked]


def articles(hits: Hits, host: StaticHost) -> list[str]:
    """Return the address of each hit's article, in order."""
    return [hit["url"].removeprefix(host.url).partition("#")[0] for hit in hits]


def titles(locale: str) -> dict[str, str]:
    """Return the titles of a locale's pages by address."""
    site = LocaleSite(CATALOGUE, SETTINGS.locale(locale))
    return {site.url(file.shared_path): file.title for file in CATALOGUE.pages(locale)}


def said(asked: Sequence[tuple[str, str]], found: Sequence[list[str]], limit: int) -> str:
    """Return a line for each query whose article is not among the first: what came instead."""
    missed = [
        f"{query!r}: expected {url}, found {', '.join(urls[:FIRST]) or 'nothing'}"
        for (query, url), urls in zip(asked, found, strict=True)
        if url not in urls[:limit]
    ]
    return "\n".join(["", *missed])


@pytest.mark.parametrize("locale", LOCALES)
def test_readers_questions_lead_to_their_articles(locale: str, ask: Ask, host: StaticHost) -> None:
    asked = questions(locale)
    found = [articles(hits, host) for hits in ask(locale, [question for question, _ in asked])]
    among_first = [url in urls[:FIRST] for (_, url), urls in zip(asked, found, strict=True)]
    ranks = [1 / (urls.index(url) + 1) if url in urls else 0 for (_, url), urls in zip(asked, found, strict=True)]
    assert sum(among_first) / len(asked) >= RECALL, said(asked, found, FIRST)
    assert sum(ranks) / len(asked) >= MEAN_RECIPROCAL_RANK, said(asked, found, 1)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_address_that_a_reader_copies_leads_to_its_channel(locale: str, ask: Ask, host: StaticHost) -> None:
    cards = LocaleSite(CATALOGUE, SETTINGS.locale(locale)).channels.values()
    asked = [(address.text, card.url) for card in cards for address in card.addresses]
    for card in cards:
        if card.kind == "phone":
            asked += [(digits, card.url) for digits in phone_digits(str(card.href).removeprefix("tel:"))]
    found = [articles(hits, host) for hits in ask(locale, [text for text, _ in asked])]
    assert [pair for pair, urls in zip(asked, found, strict=True) if pair[1] not in urls[:1]] == []


UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
UMLAUT = re.compile("[äöüÄÖÜß]")
OTHER_LETTERS = {0x600: "تن", 0x400: "\u0435\u0438", 0: "ea"}
"""Letters that a finger may hit instead, by the first code point of their script."""


def misspelt(word: str, way: int) -> str:
    """Return the word with one mistake: a letter left out, two swapped, another in its place, or one doubled."""
    middle = len(word) // 2
    before, letter, after = word[:middle], word[middle], word[middle + 1 :]
    script = next(low for low in (0x600, 0x400, 0) if ord(letter) >= low)
    other = next(one for one in OTHER_LETTERS[script] if one != letter)
    return (
        before + after,
        before[:-1] + letter + before[-1] + after,
        before + other + after,
        before + letter + letter + after,
    )[way]


@pytest.mark.parametrize("locale", [key for key in LOCALES if key != "zh"])
def test_a_question_with_a_typing_mistake(locale: str, ask: Ask, host: StaticHost) -> None:
    ways = itertools.cycle(range(4))
    asked = [
        (question.replace(word, misspelt(word, next(ways)), 1), url)
        for question, url in questions(locale)
        for word in re.findall(r"[^\W\d_]{5,}", question)
    ]
    assert len(asked) >= 60
    found = [articles(hits, host) for hits in ask(locale, [query for query, _ in asked])]
    among_first = [url in urls[:FIRST] for (_, url), urls in zip(asked, found, strict=True)]
    assert sum(among_first) / len(asked) >= RECALL_MISSPELT, said(asked, found, FIRST)


@pytest.mark.parametrize("locale", ["en", "es", "fr", "de", "ru"])
def test_a_question_without_diacritics_finds_the_same(locale: str, ask: Ask) -> None:
    written = [question for question, _ in questions(locale)] + list(titles(locale).values())
    bare = ["".join(c for c in unicodedata.normalize("NFD", q) if not unicodedata.combining(c)) for q in written]
    bare = [query.replace("ß", "ss").replace("œ", "oe") for query in bare]
    changed = [pair for pair in zip(written, bare, strict=True) if pair[0] != pair[1]]
    assert locale == "en" or len(changed) >= 20
    assert ask(locale, [query for query, _ in changed]) == ask(locale, [query for _, query in changed])


def test_a_question_without_umlauts_leads_to_the_same_article(ask: Ask, host: StaticHost) -> None:
    written = [query for query in [*(q for q, _ in questions("de")), *titles("de").values()] if UMLAUT.search(query)]
    assert len(written) >= 20
    bare = [UMLAUT.sub(lambda found: UMLAUTS[found[0]], query) for query in written]
    pairs = zip(written, ask("de", written), ask("de", bare), strict=True)
    assert [query for query, one, other in pairs if articles(one, host)[:1] != articles(other, host)[:1]] == []


def test_every_piece_of_a_chinese_title_leads_to_a_title_that_holds_it(ask: Ask, host: StaticHost) -> None:
    named = titles("zh")
    pieces = sorted(
        {
            run[start : start + size]
            for title in named.values()
            for run in re.findall(r"[\u4e00-\u9fff]+", title)
            for size in (2, 3, 4)
            for start in range(len(run) - size + 1)
        }
    )
    assert len(pieces) > 300
    found = [articles(hits, host)[:FIRST] for hits in ask("zh", pieces)]
    lost = {
        piece: [named[url] for url in urls]
        for piece, urls in zip(pieces, found, strict=True)
        if not any(piece in named[url] for url in urls)
    }
    assert lost == {}


def test_arabic_words_with_another_prefix(ask: Ask, host: StaticHost) -> None:
    named = titles("ar")
    asked: list[tuple[str, str]] = []
    for url, title in named.items():
        for word in re.findall(r"[\u0621-\u064a]{5,}", title):
            bare = re.sub("^(?:وال|بال|فال|كال|لل|ال)", "", word)
            if bare != word and len(bare) >= 3:
                asked += [(title.replace(word, prefix + bare, 1), url) for prefix in ARABIC_PREFIXES]
    assert len(asked) >= 200
    found = [articles(hits, host) for hits in ask("ar", [query for query, _ in asked])]
    among_first = [url in urls[:FIRST] for (_, url), urls in zip(asked, found, strict=True)]
    assert sum(among_first) / len(asked) >= RECALL_PREFIXED, said(asked, found, FIRST)


def test_one_arabic_word_with_another_prefix(ask: Ask, host: StaticHost) -> None:
    named = titles("ar")
    words = {word for title in named.values() for word in re.findall(r"ال[\u0621-\u064a]{3,}", title)}
    asked = [(prefix + word[2:], word[2:]) for word in sorted(words) for prefix in ARABIC_PREFIXES]
    found = [articles(hits, host)[:FIRST] for hits in ask("ar", [query for query, _ in asked])]
    held = [any(fold(bare) in fold(named[url]) for url in urls) for (_, bare), urls in zip(asked, found, strict=True)]
    assert sum(held) / len(asked) >= RECALL_PREFIXED, [a for a, ok in zip(asked, held, strict=True) if not ok]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_hit_is_in_another_language(locale: str, ask: Ask, host: StaticHost) -> None:
    queries = [question for key in LOCALES for question, _ in questions(key)[::3]]
    hits = [hit for answer in ask(locale, queries) for hit in answer]
    assert {hit["lang"] for hit in hits} == {SETTINGS.locale(locale).lang}
    assert {hit["url"].removeprefix(host.url).partition("#")[0] for hit in hits} <= titles(locale).keys()
