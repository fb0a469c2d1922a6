"""Queries as readers write them who are without the keyboard of a language, or read it in other characters."""

from __future__ import annotations

import pytest

from helpcentre.content.glossary import Glossary
from helpcentre.output.query_words import query_words
from helpcentre.output.search_index import index_files
from output.little_index import entry, found, synonyms, urls
from output.search_driver import SearchDriver


def test_letters_of_a_reader_without_the_keyboard(driver: SearchDriver) -> None:
    entries = [entry("a/", "Забыл пароль", lang="ru"), entry("b/", "Вывод средств", lang="ru")]
    assert urls(found(driver, entries, "zabyl parol")) == ["a/"]
    assert urls(found(driver, entries, "vyvod sredstv")) == ["b/"]
    for other in ("en", "no-such-language-tag"):
        assert urls(found(driver, [entry("a/", "Забыл пароль", lang=other)], "zabyl")) == []


@pytest.mark.parametrize(
    ("lang", "title", "query", "meant"),
    [
        ("ru", "Забыл пароль", "pf,sk gfhjkm", "забыл пароль"),
        ("ru", "Код не приходит", "Rjl yt ghb[jlbn", "код не приходит"),
        ("ar", "حسابي محظور", "pshfd", "حسابي"),
        ("ar", "الإيداع", "hgYd]hu", "الإيداع"),  # Shift writes another letter: a mistake
        ("ar", "الاسترداد", "hghsjv]h]", "الاسترداد"),
    ],
)
def test_a_keyboard_that_was_left_at_another_language(
    driver: SearchDriver, lang: str, title: str, query: str, meant: str
) -> None:
    entries = [entry("a/", title, lang=lang), entry("b/", "2024")]
    answer = found(driver, entries, query)
    assert (urls(answer), answer["suggestion"]) == (["a/"], meant)
    assert urls(driver.find(meant)) == ["a/"]


def test_what_is_found_as_it_is_typed_is_not_typed_anew(driver: SearchDriver) -> None:
    entries = [entry("a/", "Пароль", lang="ru"), entry("b/", "gfhjkm", lang="ru")]
    answer = found(driver, entries, "gfhjkm")
    assert (urls(answer), answer["suggestion"]) == (["b/"], "")
    assert found(driver, [entry("a/", "Пароль", lang="en")], "gfhjkm")["total"] == 0


@pytest.mark.parametrize("query", [",", ", .", "[]", "gf", "2024, 2025"])
def test_signs_and_two_letters_are_no_words_of_another_keyboard(driver: SearchDriver, query: str) -> None:
    entries = [entry("a/", "Пароль, б ю хъ", lang="ru")]
    assert found(driver, entries, query)["total"] == 0


UMLAUTS = [
    entry("a/", "Konto löschen", lang="de"),
    entry("b/", "Neue Steuern im Quartal", lang="de"),
    entry("c/", "Häuser", "Eine Überweisung.", lang="de"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("konto loeschen", ["a/"]),
        ("LOESCHEN", ["a/"]),
        ("Ueberweisung", ["c/"]),
        ("haeuser", ["c/"]),
        ("neue", ["b/"]),
        ("steuern quartal", ["b/"]),
    ],
)
def test_german_letters_of_a_reader_without_the_keyboard(driver: SearchDriver, query: str, expected: list[str]) -> None:
    """They are no mistake: nothing is suggested in their place."""
    answer = found(driver, UMLAUTS, query)
    assert (urls(answer), answer["suggestion"]) == (expected, "")
    assert answer["hits"][0]["score"] >= (1 if " " in query else 2), "it stands there as it is"


def test_german_letters_stand_for_the_words_that_the_site_knows(driver: SearchDriver) -> None:
    words = "de: {one_way: {konto: [überweisung], haus: [neue, aktuelle lage]}}"
    for query, url in {"ueberweisung": "a/", "neue": "b/", "aktuelle lage": "b/"}.items():
        entries = [entry("a/", "Konto", lang="de"), entry("b/", "Haus", lang="de")]
        assert urls(found(driver, entries, query, words)) == [url]


def test_other_languages_have_no_german_letters(driver: SearchDriver) -> None:
    assert urls(found(driver, [entry("a/", "Poésie à lu", lang="fr")], "luee")) == []


CHARACTERS = [
    entry("a/", "忘记密码", lang="zh-Hans"),
    entry("b/", "密码规则", "不要忘记。", lang="zh-Hans"),
    entry("c/", "账户被盗", lang="zh-Hans"),
]


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize(
    ("query", "expected"),
    [("忘記密碼", ["a/", "b/"]), ("密碼規則", ["b/", "a/"]), ("賬戶被盜", ["c/"]), ("戶", ["c/"])],
)
def test_traditional_characters_are_simplified_ones(
    driver: SearchDriver, query: str, expected: list[str], one_file: bool
) -> None:
    answer = found(driver, CHARACTERS, query, one_file=one_file)
    assert urls(answer) == expected
    assert any(is_marked for _, is_marked in answer["hits"][0]["marked"]["title"])


def test_traditional_characters_stand_for_the_words_that_the_site_knows(driver: SearchDriver) -> None:
    words = "zh: {one_way: {账户: [帐号, 線上號]}}"
    entries = [entry("a/", "账户", lang="zh-Hans"), entry("b/", "手续费", lang="zh-Hans")]
    files = index_files(entries, extra=query_words(synonyms(words), Glossary(), "zh"))
    driver.open(files)
    assert [urls(driver.find(query)) for query in ("帳號", "線上號", "線下")] == [["a/"], ["a/"], []]


def test_an_index_in_traditional_characters_is_asked_for_them(driver: SearchDriver) -> None:
    entries = [entry("a/", "忘記密碼", lang="zh-Hant"), entry("b/", "密码", lang="zh-Hant")]
    assert urls(found(driver, entries, "密碼")) == ["a/"]
