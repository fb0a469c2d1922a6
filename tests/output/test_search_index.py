"""The index is MiniSearch's own: the same results and scores as when MiniSearch indexes the same entries."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from helpcentre.output.search_index import FIELDS, SearchEntry, index_json, shortened

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS: dict[str, list[dict[str, Any]]] = json.loads((HERE / "search_corpus.json").read_text("utf-8"))
VECTORS = json.loads((HERE / "search_vectors.json").read_text("utf-8"))


def entries(locale: str) -> list[SearchEntry]:
    return [SearchEntry(**{**raw, "keywords": tuple(raw.get("keywords", ()))}) for raw in CORPUS[locale]]


def queries(locale: str) -> list[str]:
    """Return titles, headings, words, beginnings of words and words with a mistake in them."""
    found: list[str] = []
    for entry in entries(locale):
        found += [entry.title, entry.section, entry.text]
        for word in entry.text.split():
            found += [word, word[:3], word[: len(word) // 2] + word[len(word) // 2 + 1 :]]
    return list(dict.fromkeys(query for query in found if query))


def reference(locale: str) -> dict[str, Any]:
    if not shutil.which("node") or not (ROOT / "node_modules" / "minisearch").is_dir():
        pytest.fail("MiniSearch is missing: run `npm ci` first")
    documents = [{"url": entry.url, **entry.fields(), "kind": entry.kind} for entry in entries(locale)]
    given = {
        "entries": documents,
        "fields": FIELDS,
        "index": index_json(entries(locale)).decode(),
        "queries": queries(locale),
        "vectors": [vector["text"] for vector in VECTORS],
    }
    ran = subprocess.run(
        ["node", str(HERE / "minisearch_reference.mjs")],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


@pytest.fixture(scope="module", params=sorted(CORPUS))
def answered(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return request.param, reference(request.param)


def test_same_results_and_scores(answered: tuple[str, dict[str, Any]]) -> None:
    locale, answer = answered
    asked = queries(locale)
    assert len(asked) >= 100
    for query, own, ours in zip(asked, answer["own"], answer["ours"], strict=True):
        assert dict(map(tuple, ours)) == pytest.approx(dict(map(tuple, own)), rel=1e-12), query
    assert sum(1 for own in answer["own"] if own) > len(asked) / 2


def test_same_terms_and_figures(answered: tuple[str, dict[str, Any]]) -> None:
    locale, answer = answered
    ours = json.loads(index_json(entries(locale)))
    assert dict(ours["index"]) == answer["terms"]
    assert {key: ours[key] for key in answer["figures"]} == answer["figures"]


def test_vectors_in_javascript(answered: tuple[str, dict[str, Any]]) -> None:
    for vector, read in zip(VECTORS, answered[1]["read"], strict=True):
        assert read == {"terms": vector["terms"], "query": vector["query"]}, vector["text"]


def test_same_entries_give_the_same_bytes() -> None:
    assert index_json(entries("en")) == index_json(iter(entries("en")))


def test_an_index_without_entries_loads() -> None:
    index = json.loads(index_json([]))
    assert (index["documentCount"], index["index"]) == (0, [])


def test_two_entries_with_one_url_are_refused() -> None:
    entry = SearchEntry(url="en/fees/", title="Fees", text="")
    with pytest.raises(ValueError, match="en/fees/"):
        index_json([entry, entry])


def test_a_section_carries_the_title_with_less_weight() -> None:
    entry = SearchEntry(url="fees/#network", title="Fees", section="Network fee", text="Miners receive it.")
    assert entry.fields() == {"headings": "Network fee", "text": "Miners receive it.", "article": "Fees"}


def test_an_absent_value_is_not_stored() -> None:
    assert SearchEntry(url="fees/", title="Fees", text="").stored() == {"title": "Fees", "kind": "guide"}


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 10, "short"),
        ("two\n lines", 10, "two lines"),
        ("cut between the words", 12, "cut between…"),
        ("comma, and more words", 8, "comma…"),
        ("没有空格的句子在这里", 10, "没有空格的…"),
        ("unbrokenandverylong", 8, "unbroken…"),
    ],
)
def test_shortened(text: str, width: int, shown: str) -> None:
    assert shortened(text, width) == shown
