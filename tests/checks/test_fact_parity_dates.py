"""Dates, times and zones in a language's own forms are the source's, or a finding at their line."""

from __future__ import annotations

import pytest

from compared_facts import assert_found_at_marks, compared

# Locale, source, translation; `⟨…⟩` is where the finding stands, and the text it names.
FAULTS = {
    "another month in another case": ("ru", "In January 2026.", "В ⟨феврале 2026⟩ года."),
    "another year beside a month in another case": ("ru", "In May 2026.", "В ⟨мае 2027⟩ года."),
    "another minute in Chinese": ("zh", "At 9:30 am.", "⟨上午 9 点 40 分⟩。"),
    "another minute in Chinese, by 24 hours": ("zh", "At 21:30.", "⟨21 点 40 分⟩。"),
    "an hour for half an hour more": ("zh", "At 5:00 pm.", "⟨下午 5 点半⟩。"),
    "another end of a range of days": (
        "zh",
        "From 28 April to 5 May 2026.",
        "2026 年 4 月 28 日至 ⟨5 月 6 日⟩。",
    ),
    "another year of a range of days": (
        "zh",
        "From 28 April to 5 May 2026.",
        "⟨2025 年 4 月 28 日⟩至 ⟨5 月 5 日⟩。",
    ),
    "a date that another year stands beside": (
        "de",
        "From 28 April 2026 to 5 May 2027.",
        "Vom 28. April 2026 bis ⟨5. Mai 2026⟩.",
    ),
    "another month by its number": ("zh", "It is open in May.", "⟨6⟩ 月开放。"),
    "a number that only a verb seems to name": ("zh", "You may call.", "⟨5⟩ 月可以致电。"),
    "another minute behind a stop": ("de", "At 5:30 pm.", "Um ⟨17.40⟩ Uhr."),
    "another day beside am": ("de", "On the 1st and 15th.", "Am 1. und ⟨16⟩. jedes Monats."),
    "another half hour of a zone": ("fr", "At 14:20 (UTC+5:30).", "À 14 h 20 (⟨UTC+05:00⟩)."),
    "the other side of the world": ("ru", "At 14:20 (UTC+5).", "В 14:20 (⟨UTC-5⟩)."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_another_date_or_time_is_found_at_its_line(name: str) -> None:
    assert_found_at_marks(*FAULTS[name])


SAME = {
    "a month in Ukrainian": ("uk", "In December 2026.", "У грудні 2026 року."),
    "a month in Polish": ("pl", "In December 2026.", "W grudniu 2026 roku."),
    "a month in Czech": ("cs", "In July 2026.", "V červenci 2026."),
    "minutes in Chinese, with spaces": ("zh", "At 9:30 am.", "上午 9 点 30 分。"),
    "minutes in Chinese, without": ("zh", "At 9:30 am.", "上午9点30分。"),
    "minutes in Chinese, by 24 hours": ("zh", "At 21:30.", "21 点 30 分。"),
    "half past in Chinese": ("zh", "At 5:30 pm.", "下午 5 点半。"),
    "half past in Japanese": ("ja", "At 5:30 pm.", "午後5時半。"),
    "minutes in Korean": ("ko", "At 5:30 pm.", "오후 5시 30분."),
    "an hour, then minutes of waiting": ("zh", "At 5 pm, for 30 minutes.", "下午 5 点 30 分钟。"),
    "a range of days whose year stands first": (
        "zh",
        "From 28 April to 5 May 2026.",
        "2026 年 4 月 28 日至 5 月 5 日。",
    ),
    "a range of days whose year stands twice": (
        "de",
        "From 28 April to 5 May 2026.",
        "Vom 28. April 2026 bis zum 5. Mai 2026.",
    ),
    "a month by its number": ("zh", "It is open in May.", "5 月开放。"),
    "a month by its number in Japanese": ("ja", "It is open in May.", "5月に開きます。"),
    "a German time": ("de", "At 5:30 pm.", "Um 17.30 Uhr."),
    "a Russian time with a stop": ("ru", "At 5:30 pm.", "В 17.30."),
    "a Spanish time with a stop": ("es", "At 21:30.", "A las 21.30."),
    "a German preposition": ("de", "On the 1st and 15th.", "Am 1. und 15. jedes Monats."),
    "a German preposition behind a number": ("de", "Step 1 on the phone.", "Schritt 1 am Telefon."),
    "an English part of the day that stays": ("es", "At 2 pm.", "A las 2 PM."),
    "a zone with two digits": ("fr", "At 14:20 (UTC+5:30).", "À 14 h 20 (UTC+05:30)."),
    "a zone by its other name": ("fr", "At 14:20 (GMT+8).", "À 14 h 20 (UTC+8)."),
    "a zone in the west": ("fr", "At 14:20 (GMT-5).", "À 14 h 20 (UTC−5)."),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_date_or_time_in_another_form_is_no_finding(name: str) -> None:
    locale, source, translation = SAME[name]
    assert compared(locale, source, translation) == []


IN_MONTHS = {
    "January": "январе",
    "February": "феврале",
    "March": "марте",
    "April": "апреле",
    "May": "мае",
    "June": "июне",
    "July": "июле",
    "August": "августе",
    "September": "сентябре",
    "October": "октябре",
    "November": "ноябре",
    "December": "декабре",
}


@pytest.mark.parametrize("english", IN_MONTHS)
def test_a_month_in_another_case_is_the_month(english: str) -> None:
    assert compared("ru", f"In {english} 2026.", f"В {IN_MONTHS[english]} 2026 года.") == []


@pytest.mark.parametrize("words", ["5 марок", "5 маек", "5 майских"])
def test_words_that_begin_like_months_are_none(words: str) -> None:
    assert compared("ru", "5 things", words) == []
