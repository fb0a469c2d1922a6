"""Search reads text as the table says; the browser's module is held to the same vectors elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpcentre.output.search_table import fold, lower
from helpcentre.output.search_text import distinct_terms, groups, query, terms

VECTORS = json.loads((Path(__file__).parent / "search_vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['lang']}: {vector['text']}")
def test_vector(vector: dict[str, object]) -> None:
    text = str(vector["text"])
    assert terms(text) == vector["terms"]
    assert [[list(form) for form in forms] for forms in query(text)] == vector["query"]


def test_vectors_cover_all_languages_of_the_first_site() -> None:
    languages = [vector["lang"] for vector in VECTORS]
    assert all(languages.count(lang) >= 7 for lang in ("en", "zh", "es", "fr", "de", "ru", "ar"))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Überweisung", "uberweisung"),
        ("Straße", "STRASSE"),
        ("contraseña", "contrasena"),
        ("l’adresse", "adresse"),
        ("ещё не пришёл", "еще не пришел"),
        ("المحفظة", "محفظه"),
        ("والسحب", "للسحب"),
        ("إلى", "الى"),
        ("٥٬٠٠٠", "5000"),
        ("5.000", "5,000"),
        ("2,5", "2.5"),
        ("ＵＳＤＴ提现", "usdt 提现"),
        ("TRC-20", "trc20"),
        ("WalletConnect", "walletconnect"),
        ("e-mail", "email"),
    ],
)
def test_is_found_as_readers_type_it(written: str, typed: str) -> None:
    found = set(terms(written))
    assert all(any(set(form) <= found for form in forms) for forms in query(typed))


@given(st.text())
def test_a_text_is_found_by_itself(text: str) -> None:
    found = set(terms(text))
    assert all(any(set(form) <= found for form in forms) for forms in query(text))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_terms_hold_no_capitals_and_no_spaces(text: str) -> None:
    for term in terms(text):
        assert term
        assert term == "".join(char.lower() for char in term)
        assert not any(char.isspace() for char in term)


@given(st.text())
def test_folding_is_done_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="提现一直没到账", min_size=1, max_size=12), st.data())
def test_every_piece_of_chinese_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = terms(text)
    # A single character is looked up as a prefix.
    assert all(any(term.startswith(forms[0][0]) for term in found) for forms in query(piece))
    assert [group.tail for group in groups(text)].count(True) == (len(text) > 1)


PIECES = [
    "5",
    "000",
    "12",
    "٣",
    "½",
    "²",
    "(5",
    "5),",
    "wallet",
    "Wallet",
    "TRC20",
    "l'",
    "提现",
    "サ",
    "提现x",
    "-",
    "'",
    ".",
    "(",
    "\u0338",
    "\u2003",
    "\u200b",
    "ΣΑΣ",
    "والسحب",
]
"""What can meet at a space: digits of several kinds, marks, letters that are read in pairs, folded and dropped ones."""


@example("提J'5")
@given(st.one_of(st.text(), st.lists(st.sampled_from([*PIECES, " ", " ", " ", "\n"]), max_size=12).map("".join)))
def test_distinct_terms_are_the_terms(text: str) -> None:
    found = distinct_terms(text)
    assert len(found) == len(set(found))
    assert set(found) == set(terms(text))


@given(st.text())
def test_small_letters_are_each_by_itself(text: str) -> None:
    assert lower(text) == "".join(map(str.lower, text))
