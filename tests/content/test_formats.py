from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpcentre.content.channels import read_channels
from helpcentre.content.facts import Duration, DurationFact, MoneyFact, NumberFact
from helpcentre.content.formats import Formats, fact_text, phone_text
from helpcentre.content.interface_words import read_interface_words
from helpcentre.content.opening_hours import Span, parse_week
from helpcentre.content.settings import Options, Settings, make_locale

ROOT = Path(__file__).parents[2]


@cache
def formats(locale: str) -> Formats:
    """How a site writes a language, with the engine's interface words."""
    found = make_locale(locale, locale, Options(), published=True)
    places = (ROOT / "mkdocs.yml", ROOT / "docs", ROOT / "site")
    words = read_interface_words(Settings(*places, (found,), locale, theme_dirs=(ROOT / "overrides",)))
    return Formats(found.cldr, words.translations(found))


def plain(text: str) -> str:
    """Return a text with ordinary spaces and without invisible marks, so that tables can be read."""
    return text.translate({0xA0: " ", 0x202F: " ", 0x2009: " ", 0x200F: None, 0x200E: None, 0x61C: None, 0x2060: None})


NUMBERS = {
    "en": {"1234.5": "1,234.5", "5000": "5,000", "0.0005": "0.0005", "1000000": "1,000,000"},
    "zh": {"1234.5": "1,234.5", "5000": "5,000", "0.0005": "0.0005"},
    "es": {"1234567.5": "1.234.567,5", "12345": "12.345", "0.0005": "0,0005"},
    "fr": {"1234.5": "1 234,5", "5000": "5 000", "0.0005": "0,0005"},
    "de": {"1234.5": "1.234,5", "5000": "5.000", "0.0005": "0,0005"},
    "ru": {"1234.5": "1 234,5", "5000": "5 000", "0.0005": "0,0005"},
    "ar": {"1234.5": "1,234.5", "5000": "5,000", "0.0005": "0.0005"},
}


@pytest.mark.parametrize(("locale", "value", "text"), [(k, v, t) for k, row in NUMBERS.items() for v, t in row.items()])
def test_a_number_has_the_separators_of_its_language(locale: str, value: str, text: str) -> None:
    fact = NumberFact(kind="number", value=Decimal(value))
    assert plain(fact_text(fact, formats(locale))) == text


MONEY = {
    "en": {("5000", "USD"): "$5,000", ("0.50", "EUR"): "€0.50", ("1.234", "USD"): "$1.234", ("1500", "JPY"): "¥1,500"},
    "zh": {("5000", "USD"): "US$5,000", ("2000.5", "CNY"): "¥2,000.50"},
    "es": {("50000", "USD"): "50.000 US$", ("0.5", "EUR"): "0,50 €"},
    "fr": {("5000", "USD"): "5 000 $US", ("0.5", "EUR"): "0,50 €"},
    "de": {("5000", "USD"): "5.000 $", ("19.9", "EUR"): "19,90 €"},
    "ru": {("5000", "USD"): "5 000 $", ("0.5", "EUR"): "0,50 €"},
    "ar": {("5000", "USD"): "5,000 دولار أمريكي", ("0.5", "EUR"): "0.50 يورو", ("1.234", "EUR"): "1.234 يورو"},
}


@pytest.mark.parametrize(("locale", "money", "text"), [(k, m, t) for k, row in MONEY.items() for m, t in row.items()])
def test_an_amount_stands_as_its_language_writes_it(locale: str, money: tuple[str, str], text: str) -> None:
    fact = MoneyFact(kind="money", amount=Decimal(money[0]), currency=money[1])
    assert plain(fact_text(fact, formats(locale))) == text


# Least, most and unit -> text.
DURATIONS: dict[str, dict[tuple[int | None, int, Any], str]] = {
    "en": {
        (None, 1, "hours"): "1 hour",
        (None, 2, "minutes"): "2 minutes",
        (1, 24, "hours"): "1–24 hours",
        (0, 1, "days"): "0–1 day",
        (3, 3, "days"): "3 days",
        (None, 1, "working-days"): "1 working day",
        (3, 10, "working-days"): "3–10 working days",
        (None, 1500, "minutes"): "1,500 minutes",
    },
    "zh": {(None, 1, "hours"): "1 小时", (1, 24, "hours"): "1–24 小时", (1, 3, "working-days"): "1–3 个工作日"},
    "es": {
        (None, 1, "hours"): "1 hora",
        (1, 3, "working-days"): "1–3 días hábiles",
        (None, 30, "minutes"): "30 minutos",
    },
    "fr": {(None, 1, "days"): "1 jour", (1, 3, "working-days"): "1–3 jours ouvrés", (None, 24, "hours"): "24 heures"},
    "de": {(None, 1, "days"): "1 Tag", (None, 2, "days"): "2 Tage", (1, 3, "working-days"): "1–3 Arbeitstage"},
    "ru": {
        (None, 1, "hours"): "1 час",
        (None, 2, "hours"): "2 часа",
        (None, 3, "days"): "3 дня",
        (None, 5, "hours"): "5 часов",
        (None, 11, "hours"): "11 часов",
        (None, 21, "minutes"): "21 минута",
        (1, 24, "hours"): "1–24 часа",
        (3, 10, "working-days"): "3–10 рабочих дней",
        (1, 3, "working-days"): "1–3 рабочих дня",
    },
}


@pytest.mark.parametrize(
    ("locale", "span", "text"), [(k, s, t) for k, row in DURATIONS.items() for s, t in row.items()]
)
def test_a_duration_has_the_plural_of_its_language(locale: str, span: tuple[int | None, int, Any], text: str) -> None:
    least, most, unit = span
    assert plain(formats(locale).duration(Duration(min=least, max=most, unit=unit))) == text
    fact = DurationFact(kind="duration", min=least, max=most, unit=unit)
    assert plain(fact_text(fact, formats(locale))) == text


# Arabic has six forms, chosen by the larger number; a word of each shows which.
ARABIC_HOURS = {1: "ساعة", 2: "ساعتان", 3: "ساعات", 10: "ساعات", 11: "ساعة", 99: "ساعة", 100: "ساعة", 103: "ساعات"}


@pytest.mark.parametrize(("count", "word"), ARABIC_HOURS.items())
def test_arabic_counts_in_its_six_forms(count: int, word: str) -> None:
    text = formats("ar").duration(Duration(max=count, unit="hours"))
    assert text.endswith(word) or word in text, text
    assert str(count) in text or count in (1, 2), text


@pytest.mark.parametrize("locale", ["en", "zh", "es", "fr", "de", "ru", "ar"])
def test_a_range_names_both_ends_in_every_language(locale: str) -> None:
    for least, most in ((1, 2), (1, 3), (2, 11), (1, 24), (3, 10), (1, 100)):
        for unit in ("minutes", "hours", "days", "working-days"):
            text = formats(locale).duration(Duration.model_validate({"min": least, "max": most, "unit": unit}))
            assert f"{least}–\u2060{most}" in text, text


DATES = {
    "en": "November 20, 2026",
    "zh": "2026年11月20日",
    "es": "20 de noviembre de 2026",
    "fr": "20 novembre 2026",
    "de": "20. November 2026",
    "ru": "20 ноября 2026 г.",
    "ar": "20 نوفمبر 2026",
}
PLACES = {
    "Asia/Singapore": {
        "en": "Singapore",
        "zh": "新加坡",
        "es": "Singapur",
        "de": "Singapur",
        "ru": "Сингапур",
        "ar": "سنغافورة",
    },
    "Europe/Berlin": {"en": "Berlin", "es": "Berlín", "fr": "Berlin", "ru": "Берлин"},
    "America/New_York": {"en": "New York", "zh": "纽约", "es": "Nueva York", "ar": "نيويورك"},
    "UTC": {"en": "UTC", "zh": "UTC"},
}
LISTS = {
    "en": "a, b, and c",
    "zh": "a、b和c",
    "es": "a, b y c",
    "fr": "a, b et c",
    "de": "a, b und c",
    "ru": "a, b и c",
    "ar": "a وb وc",
}
LANGUAGES = {
    "en": "Chinese",
    "zh": "中文",
    "es": "chino",
    "fr": "chinois",
    "de": "Chinesisch",
    "ru": "китайский",
    "ar": "الصينية",
}


@pytest.mark.parametrize(("locale", "text"), DATES.items())
def test_a_date_is_written_in_words(locale: str, text: str) -> None:
    date = formats(locale).date(datetime.date(2026, 11, 20))
    assert plain(date) == text
    assert ["2026" in part for part in date.split(" ")] in ([True], [False, True]), "a line may break at the year"


@pytest.mark.parametrize(("zone", "locale", "text"), [(z, k, t) for z, row in PLACES.items() for k, t in row.items()])
def test_a_zone_is_a_place(zone: str, locale: str, text: str) -> None:
    assert formats(locale).zone(zone) == text


@pytest.mark.parametrize(("locale", "text"), LISTS.items())
def test_a_list_has_the_words_of_its_language(locale: str, text: str) -> None:
    assert formats(locale).listed("abc") == text


@pytest.mark.parametrize(("locale", "text"), LANGUAGES.items())
def test_a_language_is_named_in_the_readers_language(locale: str, text: str) -> None:
    assert formats(locale).language("zh") == text


WEEK = parse_week({"mon-fri": ["09:00-12:30", "13:30-18:00"], "sun": ["10:00-24:00"]})
TABLES = {
    "en": [("Mon–Fri", "9:00 AM – 12:30 PM", "1:30 – 6:00 PM"), ("Sat",), ("Sun", "10:00 AM – 12:00 AM")],
    "zh": [("周一至周五", "09:00–12:30", "13:30–18:00"), ("周六",), ("周日", "10:00–24:00")],
    "de": [("Mo–Fr", "09:00–12:30 Uhr", "13:30–18:00 Uhr"), ("Sa",), ("So", "10:00–24:00 Uhr")],
    "fr": [("lun.–ven.", "09:00 – 12:30", "13:30 – 18:00"), ("sam.",), ("dim.", "10:00 – 24:00")],
}


@pytest.mark.parametrize("locale", TABLES)
def test_a_week_is_a_row_for_each_run_of_equal_days(locale: str) -> None:
    rows = [(plain(row.days), *map(plain, row.spans)) for row in formats(locale).hours_table(WEEK)]
    assert rows == TABLES[locale]


@pytest.mark.parametrize("locale", ["en", "zh", "es", "fr", "de", "ru", "ar"])
def test_hours_in_one_line_name_days_spans_and_place(locale: str) -> None:
    text = (
        "channels:\n  phone:\n    kind: phone\n    number: '+12025550142'\n    languages: [en]\n"
        "    timezone: Asia/Singapore\n    hours: {mon-fri: ['09:00-17:00']}\n"
    )
    channel = read_channels(text, "channels.yml", frozenset({"en"}))[0].channels["phone"]
    own = formats(locale)
    line, row = own.hours(channel), own.hours_table(channel.week or ())[0]
    assert row.days.replace(" ", "\u00a0") in line
    assert row.spans[0] in line
    assert own.zone("Asia/Singapore") in line
    assert "%" not in line


def test_a_whole_day_is_24_hours_and_no_empty_span() -> None:
    assert formats("en").span(Span(0, 1440)) == "24 hours"
    (row,) = formats("en").hours_table(parse_week({"mon-sun": ["00:00-24:00"]}))
    assert (plain(row.days), row.spans) == ("Mon–Sun", ("24 hours",))


@pytest.mark.parametrize(
    ("number", "text"),
    [("+12025550142", "+1 202-555-0142"), ("+493012345678", "+49 30 12345678"), ("+861062345678", "+86 10 6234 5678")],
)
def test_a_phone_number_is_grouped_as_people_write_it(number: str, text: str) -> None:
    assert phone_text(number) == text


@pytest.mark.parametrize(
    ("locale", "categories"),
    [
        ("en", {"one", "other"}),
        ("zh", {"other"}),
        ("ru", {"one", "few", "many"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
    ],
)
def test_a_counted_message_has_each_plural_form_of_its_language(locale: str, categories: set[str]) -> None:
    forms = formats(locale).plural_forms("%(amount)s hour", "%(amount)s hours")
    assert forms.keys() == categories
    assert all(forms.values())


@example(Decimal("9" * 30 + "." + "1" * 30))  # the longest that facts.yml takes
@given(st.decimals(min_value=0, max_value=10**9, places=8).map(lambda d: Decimal(f"{d:f}")))
def test_no_digit_of_a_number_is_rounded_away(value: Decimal) -> None:
    assert Decimal(formats("en").number(value).replace(",", "")) == value
    money = formats("en").money(MoneyFact.model_validate({"kind": "money", "amount": f"{value:f}", "currency": "USD"}))
    assert Decimal(money.replace(",", "").removeprefix("$")) == value
