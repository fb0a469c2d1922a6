"""Facts as each language writes them: what CLDR makes of numbers, dates and times is read back."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest
from babel import Locale as CldrLocale
from babel.core import get_global
from babel.dates import format_date, format_time
from babel.localedata import locale_identifiers
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcentre.checks.fact_reading import JOINED, OF_JOINED_DIGITS, facts_in
from helpcentre.checks.locale_forms import forms_of
from helpcentre.content.section_parts import Run


def written(text: str, locale: CldrLocale) -> set[object]:
    """Return all that the first fact in a text can mean."""
    facts = facts_in([Run("text", text, 1, 1)], forms_of(locale))
    return set().union(*(fact.readings for fact in facts))


@pytest.mark.parametrize(
    ("locale", "text", "told"),
    [
        ("zh", "24 小时内到账", "24 小时"),
        ("zh", "24个小时内", "24个小时"),
        ("zh", "将原点 (0 点)，请拖动", "0 点"),
        ("ja", "3日以内", "3日"),
        ("zh", "而不是 “https://a.example/x”。", "https://a.example/x"),
        ("en", "50 USDT a day", "50 USDT"),
        ("en", "USDT 50 per day", "50"),
        ("de", "3 Stunden später", "3 Stunden"),
        ("en", "See https://a.example/x, and wait", "https://a.example/x"),
    ],
)
def test_a_fact_is_told_with_what_it_counts_and_no_more(locale: str, text: str, told: str) -> None:
    assert facts_in([Run("text", text, 1, 1)], forms_of(CldrLocale.parse(locale)))[0].text == told


LOCALES = [CldrLocale.parse(name) for name in sorted(locale_identifiers()) if name != "root"]
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**12).map(Decimal)


@given(number=NUMBERS, locale=st.sampled_from(LOCALES), system=st.sampled_from(["latn", "default"]))
@settings(max_examples=300)
def test_a_number_is_read_as_it_is_written_in_any_language(number: Decimal, locale: CldrLocale, system: str) -> None:
    text = format_decimal(number, locale=locale, decimal_quantization=False, numbering_system=system)
    assert ("number", number.normalize()) in written(text, locale), (text, str(locale))


OWN = [CldrLocale.parse(name, sep="-") for name in ("en", "zh-Hans", "es", "fr", "de", "ru", "ar", "pt-BR", "ja")]


@pytest.mark.parametrize("locale", OWN, ids=str)
@given(date=st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31)))
@settings(max_examples=30)
def test_a_date_is_read_as_it_is_written(locale: CldrLocale, date: datetime.date) -> None:
    for form in ("long", "medium"):
        text = format_date(date, form, locale=locale)
        assert ("date", date.year, date.month, date.day) in written(text, locale), text


@pytest.mark.parametrize("locale", OWN, ids=str)
@given(time=st.times())
@settings(max_examples=30)
def test_a_time_is_read_as_it_is_written(locale: CldrLocale, time: datetime.time) -> None:
    text = format_time(time, "short", locale=locale)
    assert ("time", time.hour, time.minute) in written(text, locale), text


@pytest.mark.parametrize("locale", OWN, ids=str)
@pytest.mark.parametrize("number", [20_000, 3_000_000, 500_000_000])
def test_large_numbers_in_words(locale: CldrLocale, number: int) -> None:
    width = "long" if "long" in locale.compact_decimal_formats else "short"
    text = format_compact_decimal(number, locale=locale, format_type=width)
    assert ("number", Decimal(number)) in written(text, locale), text


CODES = sorted(
    {
        code
        for currencies in get_global("territory_currencies").values()
        for code, _, end, tender in currencies
        if tender and end is None and code != "TOP"  # paʻanga, which some languages write with an apostrophe
    }
)


@pytest.mark.parametrize("locale", OWN, ids=str)
def test_money_by_its_name_is_that_of_its_code(locale: CldrLocale) -> None:
    for code in CODES:
        text = format_currency(21, code, locale=locale, format_type="name", currency_digits=False)
        number = next(f for f in facts_in([Run("text", text, 1, 1)], forms_of(locale)) if f.kind == "number")
        assert code in number.units, text


@pytest.mark.parametrize("language", sorted({locale.language for locale in LOCALES} | {"en_001", "es_419"}))
def test_every_language_has_its_forms(language: str) -> None:
    forms_of(CldrLocale.parse(language)).work_out()


@pytest.mark.parametrize(("locale", "three"), [("pl", "trzy"), ("fa", "سه"), ("cs", "tři"), ("es_419", "tres")])
def test_number_words_of_languages_without_ordinals_and_of_regions(locale: str, three: str) -> None:
    assert forms_of(CldrLocale.parse(locale)).says(Decimal(3), f"x {three} x", ordinal=True)


@pytest.mark.parametrize("pattern", OF_JOINED_DIGITS)
@given(data=st.data())
def test_a_text_without_joined_digits_holds_none_of_what_is_looked_for_in_others_only(
    pattern: re.Pattern[str], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=st.characters(max_codepoint=0x2020)))
    assert JOINED.search(text)


@pytest.mark.parametrize("text", ["3 days", "Within 24 hours.", "(1) and 2, 30%", "24小时", "No. 7"])
def test_numbers_between_words_are_not_joined(text: str) -> None:
    assert not JOINED.search(text)
