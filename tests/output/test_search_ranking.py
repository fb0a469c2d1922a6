"""What a query means and how hits are ranked: small indexes that read like a specification."""

from __future__ import annotations

import pytest

from output.little_index import entry, found, urls
from output.search_driver import SearchDriver

LEDGERS = [
    entry("c/", "C", "To balance a ledger line by line."),
    entry("b/", "Balance", "Another text."),
    entry("a/", "Export the ledger", "How a ledger leaves the house."),
]

# What readers type, and the articles found, the best first.
MEANT = {
    "a form of a word": ("exporting ledgers", ["a/", "c/"]),
    "one mistake": ("exprot", ["a/"]),
    "a letter of another alphabet": ("expбrt ledger", ["a/"]),
    "two mistakes in a long word": ("exportt legder", ["a/", "c/"]),
    "the beginning of the last word": ("bal", ["b/", "c/"]),
    "an earlier word is whole": ("bal export", ["a/"]),
}


@pytest.mark.parametrize("case", MEANT)
def test_what_is_meant(driver: SearchDriver, case: str) -> None:
    query, expected = MEANT[case]
    assert urls(found(driver, LEDGERS, query))[: len(expected)] == expected


@pytest.mark.parametrize("one_file", [True, False])
def test_ranks_the_same_in_one_file_and_in_parts(driver: SearchDriver, one_file: bool) -> None:
    words = "en: {two_way: [[ledger, account book]], weak: [the, a]}"
    answer = found(driver, LEDGERS, "balance account book", words, one_file=one_file)
    assert urls(answer) == ["c/", "b/", "a/"]


SYNONYMS = """
en:
  two_way:
    - [bicycle, push bike]
  one_way:
    puncture: [flat, flat tyre]
"""
SHOP = [
    entry("bicycle/", "Rent a bicycle"),
    entry("puncture/", "A puncture on the way"),
    entry("flat/", "A flat for the holidays"),
    entry("push/", "The push bike museum"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bicycle", ["bicycle/", "push/"]),
        ("push bike", ["push/", "bicycle/"]),
        ("flat tyre", ["puncture/", "flat/"]),
        ("flat", ["flat/", "puncture/"]),
        ("puncture", ["puncture/"]),
    ],
    ids=["both ways", "a phrase both ways", "a phrase one way", "a word one way", "and not back"],
)
def test_synonyms(driver: SearchDriver, query: str, expected: list[str]) -> None:
    assert urls(found(driver, SHOP, query, SYNONYMS)) == expected


@pytest.mark.parametrize("query", ["debuging", "debbugging", "Debuggign"])
def test_a_misspelt_title_comes_before_those_that_hold_more(driver: SearchDriver, query: str) -> None:
    entries = [
        entry("parts/", "Debugging parts", "Debugging, and debugging once more."),
        entry("whole/", "Debugging", "Find out what went wrong."),
    ]
    assert urls(found(driver, entries, query)) == ["whole/", "parts/"]


def test_a_name_with_a_mistake_in_it_and_more_is_no_better_than_a_keyword(driver: SearchDriver) -> None:
    entries = [
        entry("heading/", "A"),
        entry("heading/#parts", "A", "Text.", section="Debugging parts"),
        entry("keyword/", "B", "Text.", keywords=("debugging",)),
    ]
    assert urls(found(driver, entries, "debuging"))[0] == "keyword/"
    assert urls(found(driver, entries, "debugging"))[0] == "heading/#parts"


@pytest.mark.parametrize("one_file", [True, False])
def test_a_synonym_is_spelt_right_and_stands_for_its_forms_only(driver: SearchDriver, one_file: bool) -> None:
    """A reader may have misspelt a word, a site's own synonym is as it is: "tethar" is no tether, nor is "teether"."""
    entries = [
        entry("form/", "Tethers"),
        entry("shown/", "Coins", "USDT, and what we could not tethar."),
        entry("other/", "Teether and tethar"),
    ]
    answer = found(driver, entries, "USDT", "en: {two_way: [[tether, USDT]]}", one_file=one_file)
    assert urls(answer) == ["shown/", "form/"]
    [shown] = [hit["marked"]["text"] for hit in answer["hits"] if hit["url"] == "shown/"]
    assert [piece for piece, is_marked in shown if is_marked] == ["USDT"]
    assert "other/" in urls(found(driver, entries, "tethre", "en: {two_way: [[tether, USDT]]}", one_file=one_file))


def test_a_chinese_phrase_stands_for_another_wherever_it_is(driver: SearchDriver) -> None:
    entries = [entry("a/", "提现没有到账", lang="zh"), entry("b/", "转账很慢", lang="zh")]
    words = "zh: {one_way: {提现: [取钱, tixian]}}"
    assert urls(found(driver, entries, "昨天取钱了", words)) == ["a/"]
    assert urls(found(driver, entries, "tixian", words)) == ["a/"]
    assert urls(found(driver, entries, "tixian")) == []


def test_weak_words_decide_nothing_against_others(driver: SearchDriver) -> None:
    entries = [
        entry("a/", "Why does my my parcel wait", "Why, my parcel?"),
        entry("b/", "Refunds", "The refund of a cancelled order."),
        *(entry(f"{n}/", f"Other {n}", "my order, why") for n in range(5)),
    ]
    query = "why does my refund"
    weak = "en: {weak: [why, does, my]}"
    assert urls(found(driver, entries, query))[0] == "a/"
    assert urls(found(driver, entries, query, weak))[0] == "b/"


@pytest.mark.parametrize("one_file", [True, False])
def test_a_pair_with_a_particle_tells_little_beside_others(driver: SearchDriver, one_file: bool) -> None:
    entries = [
        entry("a/", "提现了怎么办", "等待到账。", lang="zh"),
        entry("b/", "手续费", "提现的手续费，是我的。", lang="zh"),
        entry("c/", "安全", "那是我的密码，也是他的。", lang="zh"),
    ]

    def asked(query: str) -> list[str]:
        return urls(found(driver, entries, query, one_file=one_file))

    assert asked("我的手续费") == ["b/"]
    assert sorted(asked("我的")) == ["b/", "c/"]  # nothing else is asked
    assert asked("提现了")[0] == "a/"  # a name that holds it


def test_a_compound_that_nothing_holds_is_read_by_its_parts(driver: SearchDriver) -> None:
    entries = [entry("a/", "Gebühren einer Karte", lang="de"), entry("b/", "Anderes", lang="de")]
    assert urls(found(driver, entries, "Kartengebühren")) == ["a/"]


def test_all_words_of_a_name_come_before_the_same_words_apart(driver: SearchDriver) -> None:
    entries = [
        entry("a/", "Network fees and a long list of what else costs money", "fee network fee network"),
        entry("b/", "Network fee"),
    ]
    assert urls(found(driver, entries, "network fee"))[0] == "b/"


DRAWERS = [
    entry("name/", "The locked drawers", "All about them."),
    entry("name/#next", "The locked drawers", "A drawer of steel.", section="One drawer"),
    entry("text/", "Furniture", "A cupboard with much in it."),
    entry("text/#lock", "Furniture", "Not all that locks with a key is a drawer.", section="Keys"),
    entry("begun/", "Drawerless", "No chests, and nothing to lock."),
]
# What readers type, and what is found, the best first: the word itself, then other forms, then what begins so.
EXACT = {
    "drawer": ["name/#next", "text/#lock", "name/", "begun/"],
    "locks": ["text/#lock", "name/"],
    "drawers": ["name/", "name/#next", "text/#lock"],
}


@pytest.mark.parametrize("query", EXACT)
def test_the_word_itself_comes_before_another_form_of_it_in_a_title(driver: SearchDriver, query: str) -> None:
    expected = EXACT[query]
    assert urls(found(driver, DRAWERS, query))[: len(expected)] == expected


def test_what_holds_all_of_a_few_chinese_words_comes_before_names_that_hold_some(driver: SearchDriver) -> None:
    entries = [
        entry("a/", "粘贴和编辑", "如何粘贴，如何编辑。", lang="zh"),
        entry("b/", "文字", "双击以编辑，再粘贴，根据格式调整。", lang="zh"),
    ]
    assert urls(found(driver, entries, "粘贴 编辑 根据格式")) == ["b/", "a/"]
    assert urls(found(driver, entries, "根据格式编辑")) == ["b/", "a/"]


def test_beside_the_other_words_stands_what_a_misspelt_one_may_have_been(driver: SearchDriver) -> None:
    entries = [
        entry("a/", "Ranges of a sheet", "A sheet has ranges."),
        entry("b/", "Tables", "Each pivot takes ranges of one sheet."),
    ]
    for misspelt in ("pivto", "pivt"):
        assert urls(found(driver, entries, f"{misspelt} ranges sheet")) == ["b/", "a/"]
    assert urls(found(driver, entries, "zzzzz ranges sheet")) == ["a/", "b/"]


def test_a_word_that_is_only_near_others_need_not_be_there(driver: SearchDriver) -> None:
    entries = [entry("a/", "The number of our shop"), entry("b/", "Sites", "This site has a number of pages.")]
    assert urls(found(driver, entries, "gite number"))[0] == "a/"


def test_what_the_site_says_means_the_same_is_the_word_itself(driver: SearchDriver) -> None:
    words = "en: {one_way: {locked drawers: [shut]}}"
    entries = [*DRAWERS, entry("shut/", "A door", "It will not shut.")]
    assert urls(found(driver, entries, "shut", words))[0] == "name/"


def test_an_article_is_shown_by_the_section_that_answers(driver: SearchDriver) -> None:
    entries = [
        entry("a/", "Your card", "All about it."),
        entry("a/#lost", "Your card", "Call us and block it.", section="When it is lost"),
        entry("a/#new", "Your card", "It comes by post.", section="A new one"),
    ]
    assert urls(found(driver, entries, "lost"))[0] == "a/#lost"


# What is typed, and what is suggested.
SUGGESTED = [
    ("exprot the ledger", "export the ledger"),
    ("ledgr", "ledger"),
    ("Balnace", "balance"),
    ("export the ledger", ""),
    ("exports", ""),
    ("ledg", ""),
    ("zzzzzz", ""),
    ("zzzzzz ledgr", "zzzzzz ledger"),
]


@pytest.mark.parametrize(("typed", "suggested"), SUGGESTED)
def test_did_you_mean(driver: SearchDriver, typed: str, suggested: str) -> None:
    assert found(driver, LEDGERS, typed)["suggestion"] == suggested


def test_a_suggestion_is_spelt_as_the_texts_spell_it(driver: SearchDriver) -> None:
    entries = [entry("a/", "Une récupération", lang="fr"), entry("b/", "Autre chose", lang="fr")]
    assert found(driver, entries, "recuperatoin")["suggestion"] == "récupération"
    assert found(driver, entries, "recuperation")["suggestion"] == ""


def test_a_suggestion_finds_what_it_says(driver: SearchDriver) -> None:
    answer = found(driver, LEDGERS, "exprot")
    assert urls(answer) == urls(found(driver, LEDGERS, answer["suggestion"]))


def test_a_part_of_a_compound_that_was_not_found_is_no_suggestion(driver: SearchDriver) -> None:
    entries = [entry("a/", "APIRoute", "How a route is made.")]
    assert urls(answer := found(driver, entries, "route APIRut")) == ["a/"]
    assert answer["suggestion"] == ""


def test_a_query_of_nothing_finds_nothing(driver: SearchDriver) -> None:
    assert found(driver, LEDGERS, " …?") == {"total": 0, "hits": [], "suggestion": "", "complete": True, "fetched": []}


def test_what_two_sections_tell_comes_before_what_one_does(driver: SearchDriver) -> None:
    entries = [
        entry(
            f"{article}/#{section}",
            f"Article {article}",
            "A ledger." if tells else "A book.",
            section=f"Section {section}",
        )
        for article, sections in {"once": (True, False), "twice": (True, True)}.items()
        for section, tells in enumerate(sections)
    ]
    assert urls(found(driver, entries, "ledger"))[0] == "twice/#0"


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 8])
def test_the_first_hits_are_those_of_all(driver: SearchDriver, limit: int) -> None:
    """Though several are worth the same."""
    entries = [entry(f"{n}/", f"Ledger {n % 2}", kind="faq" if n % 3 else "guide") for n in range(6)]
    whole = found(driver, entries, "ledger")
    assert whole["total"] == len(whole["hits"]) == 6
    assert driver.find("ledger", limit) == {**whole, "hits": whole["hits"][:limit], "fetched": []}
