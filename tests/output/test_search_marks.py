"""What of a hit is marked as found: small indexes that read like a specification."""

from __future__ import annotations

import pytest

from output.search_driver import SearchDriver
from output.test_search_ranking import entry, found

# What a text says, what readers type, what the site says of words, and what is marked in the text.
MARKED = {
    "a form of a word": ("en", "Ledgers, a ledger.", "ledger", "", ["Ledgers", "ledger"]),
    "a word with its accent": ("fr", "Une récupération.", "recuperation", "", ["récupération"]),
    "a word with its vowel marks": ("ar", "طلب سَحْبٌ.", "سحب", "", ["سَحْبٌ"]),
    "a short word, and not what it begins": ("ar", "لماذا لم يصل.", "لم يصل", "", ["لم", "يصل"]),
    "what a character begins": ("zh", "钱包丢失。", "钱 丢失", "", ["钱包丢失"]),
    "pairs that overlap are one": ("zh", "如何提现金额。", "提现金", "", ["提现金"]),
    "a phrase that means the same": (
        "en",
        "Cash it out.",
        "withdraw",
        "en: {two_way: [[cash out, withdraw]]}",
        ["Cash", "out"],
    ),
    "and not a word of it alone": (
        "en",
        "Withdraw, or go out.",
        "withdraw",
        "en: {two_way: [[cash out, withdraw]]}",
        ["Withdraw"],
    ),
    "what a word begins, and not what it may be a mistake for": (
        "en",
        "Ledgerbook in the lodge.",
        "ledge",
        "",
        ["Ledgerbook"],
    ),
}


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize("case", MARKED)
def test_what_is_marked(driver: SearchDriver, case: str, one_file: bool) -> None:
    lang, text, query, words, expected = MARKED[case]
    entries = [entry("shown/", "A", text, lang), entry("other/", "Cash out", "", lang)]
    answer = found(driver, entries, query, words, one_file=one_file)
    [shown] = [hit["marked"]["text"] for hit in answer["hits"] if hit["url"] == "shown/"]
    assert "".join(piece for piece, _ in shown) == text
    assert [piece for piece, is_marked in shown if is_marked] == expected
