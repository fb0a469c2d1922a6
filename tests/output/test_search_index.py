"""The index that the builder writes, read by the browser's side: one file or parts, the hits are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcentre.output import search_index
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from helpcentre.output.search_text import terms
from output.search_driver import SearchDriver

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS: dict[str, list[dict[str, Any]]] = json.loads((HERE / "search_corpus.json").read_text("utf-8"))
VECTORS = json.loads((HERE / "search_vectors.json").read_text("utf-8"))
FIELDS = ("title", "keywords", "headings", "lead", "text", "article")


@pytest.fixture(scope="module")
def driver() -> Iterator[SearchDriver]:
    with SearchDriver() as driver:
        yield driver


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut even a small index into many parts."""
    monkeypatch.setattr(search_index, "PART_BITS", 300)
    monkeypatch.setattr(search_index, "SPELT_WORDS", 7)
    monkeypatch.setattr(search_index, "SHOWN_ENTRIES", 2)


def entries(locale: str) -> list[SearchEntry]:
    return [SearchEntry(**{**raw, "keywords": tuple(raw.get("keywords", ()))}) for raw in CORPUS[locale]]


def fields_of(entry: SearchEntry) -> dict[str, str]:
    """Return what MiniSearch's own indexer would be given; a field without words is absent."""
    if entry.lead:
        fields = {"title": entry.title, "keywords": "\n".join(entry.keywords), "lead": entry.text}
    else:
        fields = {"headings": entry.section, "text": entry.text, "article": entry.title}
    return {name: value for name, value in fields.items() if value}


def queries(locale: str) -> list[str]:
    """Return titles, headings, words, beginnings of words and words with a mistake in them."""
    found: list[str] = []
    for entry in entries(locale):
        found += [entry.title, entry.section, entry.text]
        for word in entry.text.split():
            found += [word, word[:3], word[: len(word) // 2] + word[len(word) // 2 + 1 :]]
    return list(dict.fromkeys(query for query in found if query))


# --- MiniSearch's own results


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize("locale", sorted(CORPUS))
@pytest.mark.usefixtures("small_parts")
def test_results_and_scores_are_minisearchs_own(driver: SearchDriver, locale: str, one_file: bool) -> None:
    asked = queries(locale)[::3]
    assert len(asked) >= 30
    options = {"prefix": True, "boost": {"title": 6, "headings": 3}, "weights": {"prefix": 0.4, "fuzzy": 0.4}}
    given = [{"url": entry.url, **fields_of(entry)} for entry in entries(locale)]
    own = driver.ask(own=given, fields=FIELDS, queries=asked, options=options)
    manifest = driver.open(index_files(entries(locale), one_file=one_file))
    assert manifest["entries"] == own["documentCount"]
    figures = [average or 0 for average in own["averageFieldLength"]]
    assert manifest["averages"][: len(figures)] == pytest.approx(figures, rel=1e-12)
    found = 0
    for query, results in zip(asked, own["results"], strict=True):
        ours = driver.search({"queries": terms(query), "combineWith": "OR"}, **options)
        assert dict(ours) == pytest.approx(dict(map(tuple, results)), rel=1e-9), query
        found += bool(results)
    assert found > len(asked) / 2


def test_reads_text_as_the_builder_does(driver: SearchDriver) -> None:
    read = driver.ask(read=[vector["text"] for vector in VECTORS])
    assert read == [{"terms": vector["terms"], "query": vector["query"]} for vector in VECTORS]


# --- one file or parts

WORDS = st.sampled_from(
    [
        "ledger",
        "ledgers",
        "ledgar",
        "lodger",
        "export",
        "exports",
        "expert",
        "transport",
        "network",
        "networks",
        "nettwork",
        "fee",
        "fees",
        "account",
        "accounts",
        "wallet-connect",
        "TRC20",
        "1,200",
        "kontoeröffnung",
        "kontoeröffnungen",
        "ausgabe",
        "提现",
        "提现失败",
        "网络",
        "手续费",
        "失败",
        "المحفظة",
        "محفظة",
        "والمحفظة",
        "سحب",
        "السحب",
        "кошелёк",
        "кошелька",
        "вывод",
        "вывода",
        "𠀀𠀁",
        "the",
        "of",
        "to",
    ]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@st.composite
def corpora(draw: st.DrawFn) -> list[SearchEntry]:
    """Articles with and without a beginning, sections, keywords and topics."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        url, title = f"a{number}/", draw(TEXTS)
        about = {"kind": draw(st.sampled_from(["faq", "guide"])), "topic": draw(st.sampled_from(["", "One", "Two"]))}
        sections = draw(st.lists(st.tuples(WORDS, TEXTS), max_size=4))
        if draw(st.booleans()) or not sections:
            keywords = tuple(draw(st.lists(WORDS, max_size=2)))
            lang = draw(st.sampled_from(["en", "en", "fr"]))
            found.append(SearchEntry(url, title, draw(TEXTS), keywords=keywords, lang=lang, **about))
        for place, (heading, text) in enumerate(sections):
            found.append(SearchEntry(f"{url}#s{place}", title, text, heading, **about))
    return found


@st.composite
def questions(draw: st.DrawFn) -> str:
    """Words as they are, begun, with a mistake, and with two letters swapped."""
    asked = []
    for word in draw(st.lists(WORDS, min_size=1, max_size=3)):
        at = draw(st.integers(0, len(word) - 1))
        asked.append(
            draw(
                st.sampled_from(
                    [
                        word,
                        word[: at + 1],
                        word[:at] + word[at + 1 :],
                        word[:at] + "x" + word[at:],
                        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
                    ]
                )
            )
        )
    return " ".join(asked)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.usefixtures("small_parts")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpus=corpora(), asked=st.lists(questions(), min_size=1, max_size=6))
def test_parts_give_the_same_hits_and_scores_as_one_file(
    driver: SearchDriver, monkeypatch: pytest.MonkeyPatch, large: bool, corpus: list[SearchEntry], asked: list[str]
) -> None:
    monkeypatch.setattr(search_index, "LARGE", 0 if large else 1000)
    answers = []
    for one_file in (True, False):
        manifest = driver.open(index_files(corpus, one_file=one_file))
        assert bool(manifest["limits"]["prefix"]) == large
        found = [driver.find(query) for query in asked]
        for answer in found:
            assert answer.pop("complete")
            answer.pop("fetched")
        answers.append(found)
    assert answers[0] == answers[1]
