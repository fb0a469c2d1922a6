"""The index that the builder writes, read by the browser's side: one file or parts, the hits are the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown.extensions.toc import slugify

from helpcentre.output import search_index
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from helpcentre.output.search_text import terms
from output.search_corpora import CORPUS, corpora, entries, questions
from output.search_driver import SearchDriver

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VECTORS = json.loads((HERE / "search_vectors.json").read_text("utf-8"))
FIELDS = ("title", "keywords", "headings", "lead", "text", "article")


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut even a small index into many parts."""
    monkeypatch.setattr(search_index, "PART_BITS", 300)
    monkeypatch.setattr(search_index, "SPELT_WORDS", 7)
    monkeypatch.setattr(search_index, "SHOWN_ENTRIES", 2)


def fields_of(entry: SearchEntry) -> dict[str, str]:
    """Return what MiniSearch's own indexer would be given; a field without words is absent."""
    if entry.lead:
        fields = {"title": entry.title, "keywords": "\n".join(entry.keywords), "lead": entry.text}
    else:
        fields = {"headings": entry.section, "text": entry.text, "article": entry.title}
    return {name: value for name, value in fields.items() if value}


def told(found: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return what an index tells of `(url, term, field)`: no text's term that the entry's title or heading has too."""
    places = set(found)
    named = {(url, term) for url, term, field in places if field in ("title", "headings", "article")}
    return {place for place in places if place[:2] not in named or place[2] not in ("lead", "text")}


def queries(locale: str) -> list[str]:
    """Return titles, headings, words, beginnings of words and words with a mistake in them."""
    found: list[str] = []
    for entry in entries(locale):
        found += [entry.title, entry.section, entry.text]
        for word in entry.text.split():
            found += [word, word[:3], word[: len(word) // 2] + word[len(word) // 2 + 1 :]]
    return list(dict.fromkeys(query for query in found if query))


# --- what MiniSearch finds


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize("locale", sorted(CORPUS))
@pytest.mark.usefixtures("small_parts")
def test_terms_stand_where_minisearch_finds_them(driver: SearchDriver, locale: str, one_file: bool) -> None:
    asked = list(dict.fromkeys(term for query in queries(locale)[::3] for term in terms(query)))
    assert len(asked) >= 30
    given = [{"url": entry.url, **fields_of(entry)} for entry in entries(locale)]
    own = [told(map(tuple, found)) for found in driver.ask(own=given, fields=FIELDS, terms=asked)]
    driver.open(index_files(entries(locale), one_file=one_file))
    ours = driver.matches(asked, prefix=True)
    assert dict(zip(asked, ours, strict=True)) == dict(zip(asked, own, strict=True))
    assert sum(map(bool, own)) > len(asked) / 2


def test_reads_text_as_the_builder_does(driver: SearchDriver) -> None:
    read = driver.ask(read=[vector["text"] for vector in VECTORS])
    for vector, answer in zip(VECTORS, read, strict=True):
        together = list(dict.fromkeys(vector["terms"]))
        assert answer == {"terms": vector["terms"], "query": vector["query"], "together": together}, vector["text"]


# --- one file or parts


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.usefixtures("small_parts")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(corpus=[SearchEntry("a0/", "", "المحفظة")], asked=["وxالمحفظة"])
@given(corpus=corpora(), asked=st.lists(questions(), min_size=1, max_size=6))
def test_parts_give_the_same_hits_and_scores_as_one_file(
    driver: SearchDriver, monkeypatch: pytest.MonkeyPatch, large: bool, corpus: list[SearchEntry], asked: list[str]
) -> None:
    monkeypatch.setattr(search_index, "LARGE", 0 if large else 1000)
    monkeypatch.setattr(search_index, "ENOUGH", 1000)  # only of a file that travels words are left
    answers = []
    for one_file in (True, False):
        manifest = driver.open(index_files(corpus, one_file=one_file))
        assert bool(manifest["limits"]["known"]) == large
        found = [driver.find(query) for query in asked]
        for answer in found:
            assert answer.pop("complete")
            answer.pop("fetched")
        answers.append(found)
    assert answers[0] == answers[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(headings=["Pay: card, e-mail & more", "root_path", "-", "Über uns", "a\x1cb", "  A  \u2003b "], one_file=True)
@given(headings=st.lists(st.text(st.characters(max_codepoint=0x17F)), min_size=1, max_size=4), one_file=st.booleans())
def test_sections_keep_their_fragments(driver: SearchDriver, headings: list[str], one_file: bool) -> None:
    fragments = [slugify(heading, "-") or "x" for heading in headings]
    given = [
        SearchEntry(f"a{number}/#{fragment}", "", "password", f"ledger {heading}")
        for number, (fragment, heading) in enumerate(zip(fragments, headings, strict=True))
    ]
    given += [
        SearchEntry(f"b{number}/#{slugify(entry.section, '-')}", "", "password", entry.section)
        for number, entry in enumerate(given)
    ]
    files = index_files(given, one_file=one_file)
    driver.open(files)
    assert {hit["url"] for hit in driver.find("password", 99)["hits"]} == {entry.url for entry in given}


def test_fragments_that_markdown_makes_are_not_told() -> None:
    told = [("How to pay", "a/#how-to-pay"), ("Über uns", "a/#über-uns"), ("How to ask", "a/#ask")]
    index = json.loads(index_files(SearchEntry(url, "", "", heading) for heading, url in told)["index.json"])
    assert index["whole"]["fragments"] == [0, "#über-uns", "#ask"]


# --- parts


@pytest.mark.parametrize(("held", "is_common"), [(5, False), (6, True)])
def test_what_a_tenth_of_the_texts_hold_is_common_though_titles_hold_it_too(
    monkeypatch: pytest.MonkeyPatch, held: int, is_common: bool
) -> None:
    monkeypatch.setattr(search_index, "LARGE", 0)
    given = [
        SearchEntry(f"a{number}/", "a ledger" if number < held else "", "ledger" * (number < held))
        for number in range(50)
    ]
    index = json.loads(index_files(given, one_file=False)["index.json"])
    assert index["common"] == (["ledger"] if is_common else [])


@pytest.mark.usefixtures("small_parts")
def test_a_query_loads_what_it_asks_for(driver: SearchDriver) -> None:
    files = index_files(entries("en"), one_file=False)
    driver.open(files)
    first = driver.find("password")
    assert first["hits"]
    assert {name.split("/")[1].split("-")[0] for name in first["fetched"]} >= {"terms", "texts"}
    assert len(first["fetched"]) < (len(files) - 1) / 3
    assert driver.find("password")["fetched"] == []


def test_titles_do_not_wait_for_texts(driver: SearchDriver) -> None:
    files = index_files(entries("en"), one_file=True)
    assert len(files) == 2
    driver.open(files)
    first = driver.find("password", texts=False)
    assert (first["complete"], first["fetched"], first["hits"][0]["marked"]["text"]) == (False, [], [])
    whole = driver.find("password")
    assert whole["complete"]
    assert len(whole["fetched"]) == 1
    assert "".join(piece for piece, _ in whole["hits"][0]["marked"]["text"])
    assert driver.find("password", texts=False)["complete"]


def test_form_follows_size(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "whole" in json.loads(index_files(entries("en"))["index.json"])
    monkeypatch.setattr(search_index, "ONE_FILE", 100)
    assert "whole" not in json.loads(index_files(entries("en"))["index.json"])


def test_extra_travels_with_the_index(driver: SearchDriver) -> None:
    assert driver.open(index_files(entries("en"), extra={"synonyms": [["a", "b"]]}))["extra"] == {
        "synonyms": [["a", "b"]]
    }


@pytest.mark.parametrize("one_file", [True, False])
def test_an_index_without_entries_finds_nothing(driver: SearchDriver, one_file: bool) -> None:
    driver.open(index_files([], one_file=one_file))
    assert driver.find("password")["total"] == 0


def test_two_entries_with_one_url_are_refused() -> None:
    entry = SearchEntry(url="en/fees/", title="Fees", text="")
    with pytest.raises(ValueError, match="en/fees/"):
        index_files([entry, entry])


# --- mistakes

MISTAKES = {
    "a letter left out": ("walet", ["wallet"]),
    "a letter too many": ("wallxet", ["wallet"]),
    "two other letters": ("wabbet", []),
    "another letter at the end": ("wallek", ["wallet"]),
    "another letter at the beginning": ("tallet", ["wallet"]),
    "two letters swapped": ("walelt", ["wallet"]),
    "two letters swapped across the middle": ("exoprt", ["export"]),
    "two in a long word": ("recoverxphrse", ["recoveryphrase"]),
    "one at each end of a long word": ("xecoveryphrasx", []),
    "a letter of another alphabet": ("wаllet", ["wallet"]),
    "a short word": ("feld", ["feed"]),
}


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize("case", MISTAKES)
@pytest.mark.usefixtures("small_parts")
def test_mistakes(driver: SearchDriver, case: str, one_file: bool) -> None:
    given, found = MISTAKES[case]
    words = ["wallet", "recoveryphrase", "feed", "unrelated", "ballast", "export"]
    driver.open(index_files([SearchEntry(f"{w}/", w, "") for w in words], one_file=one_file))
    most = 2 if len(given) > 8 else 1
    [matched] = driver.matches([given], fuzzy=most)
    assert [url.rstrip("/") for url, _, field in matched if field == "title"] == found


# --- the same bytes, and no more of them new than must be


def test_same_entries_give_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import sys, hashlib; sys.path[:0] = ['hooks', 'tests'];"
        "from output.search_corpora import entries; from helpcentre.output.search_index import index_files;"
        "files = [index_files(entries(x), one_file=form) for x in ('en', 'zh', 'ar') for form in (True, False)];"
        "print(hashlib.sha256(repr(files).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.usefixtures("small_parts")
def test_parts_of_two_builds_never_mix(driver: SearchDriver, one_file: bool) -> None:
    yesterday = index_files(entries("en"), one_file=one_file)
    edited = [*entries("en"), SearchEntry("new/", "A new password", "")]
    today = index_files(edited, one_file=one_file)
    assert set(yesterday) & set(today) == {"index.json"}
    # A reader's index of yesterday, on a host that has today's parts.
    driver.open({**today, "index.json": yesterday["index.json"]})
    with pytest.raises(RuntimeError, match="404"):
        driver.find("password")


def test_a_query_that_fails_leaves_nothing_to_the_next(driver: SearchDriver) -> None:
    """Its lists were half read: of a part that a broken line has damaged."""
    titles = ["Account", *(f"Ledger{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200))]
    files = index_files([SearchEntry(f"{title}/", title, "Text", lang="en") for title in titles], one_file=False)
    [part] = [path for path in files if "/terms-" in path]
    spoilt = json.loads(files[part])
    spoilt["lists"]["bits"][1] = None
    driver.open({**files, part: json.dumps(spoilt).encode()})
    with pytest.raises(RuntimeError):
        driver.find("ledger")
    assert [hit["title"] for hit in driver.find("account")["hits"]] == ["Account"]


# --- the codes
