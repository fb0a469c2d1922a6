"""Small numbers that a translation spells out: another number or unit is found, the same in words is not."""

from __future__ import annotations

import pytest

from compared_facts import assert_found_at_marks, compared

# Locale, source, translation; `⟨…⟩` is where the finding stands.
FAULTS = {
    "two hours for one": ("fr", "Wait 1 hour.", "Attendez ⟨deux heures⟩."),
    "two hours for one in German": ("de", "Wait 1 hour.", "Warten Sie ⟨zwei Stunden⟩."),
    "two hours for one in Spanish": ("es", "Wait 1 hour.", "Espere ⟨dos horas⟩."),
    "two hours for one in Russian": ("ru", "Wait 1 hour.", "Подождите ⟨два часа⟩."),
    "three hours for one in Chinese": ("zh", "Wait 1 hour.", "请等待⟨三小时⟩。"),
    "eleven hours for one in Chinese": ("zh", "Wait 1 hour.", "请等待⟨十一个小时⟩。"),
    "five hours for one in Arabic": ("ar", "Wait 1 hour.", "انتظر ⟨خمس ساعات⟩."),
    "days for hours": ("fr", "Wait 3 hours.", "Attendez ⟨trois jours⟩."),
    "days for hours in Russian": ("ru", "Wait 3 hours.", "Подождите ⟨три дня⟩."),
    "five days for two": ("ar", "Wait 2 days.", "انتظر ⟨خمسة أيام⟩."),
    "five devices for two": ("ar", "On 2 devices.", "على ⟨خمسة أجهزة⟩."),
    "a figure for an hour": ("fr", "Wait an hour.", "Attendez ⟨2 heures⟩."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_another_number_in_words_is_found(name: str) -> None:
    assert_found_at_marks(*FAULTS[name])


SAME = {
    "one hour": ("fr", "Wait 1 hour.", "Attendez une heure."),
    "an hour": ("ru", "Wait 1 hour.", "Подождите час."),
    "one hour in Chinese": ("zh", "Wait 1 hour.", "请等待一小时。"),
    "a week, which has seven days": ("de", "Wait 1 week.", "Warten Sie sieben Tage."),
    "three hours": ("fr", "Wait 3 hours.", "Attendez trois heures."),
    "three working days": ("ru", "Wait 3 working days.", "Подождите три рабочих дня."),
    "an hour, or two in words": ("ru", "Wait 1 hour or two hours.", "Подождите час или два часа."),
    "two hours and one": ("ru", "Wait 2 hours and 1 hour.", "Подождите два часа и час."),
    "one hour or two": ("fr", "Wait 1 or 2 hours.", "Attendez une ou deux heures."),
    "three hours of three days": ("es", "3 hours on 3 days", "tres horas en tres días"),
    "an hour, and the third day": ("zh", "Wait 1 hour, or till the third day.", "请等待一小时，或等到第三天。"),
    "a dual": ("ar", "Wait 2 days.", "انتظر يومين."),
    "a dual beside another number": ("ar", "Wait 2 days, then five.", "انتظر يومين ثم خمسة."),
    "a dual of money": ("ar", "It costs $2.", "التكلفة دولاران."),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_number_in_words_is_no_finding(name: str) -> None:
    locale, source, translation = SAME[name]
    assert compared(locale, source, translation) == []
