from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.formats import Formats
from helpcentre.content.placeholders import (
    channel_languages,
    in_markdown,
    in_text,
    placeholder_names,
    placeholder_values,
)
from trees import EMAIL, EMAIL_PAGE, catalogue_of, mkdocs_yml

VALUES = {
    "facts.time": "1–3 days",
    "channels.email.address": "a&b@shop.example",
    "channels.phone.number": "+1 202-555-0142",
}
ISOLATED = '<bdi dir="ltr">a&amp;b@shop.example</bdi>'
MAIL = "{{ channels.email.address }}"

MARKDOWN = {
    "Takes {{ facts.time }}.": "Takes 1–3 days.",
    "Takes {{facts.time}}.": "Takes 1–3 days.",
    f"Write to {MAIL}.": f"Write to {ISOLATED}.",
    "اتصل {{ channels.phone.number }}": 'اتصل <bdi class="phone-number" dir="ltr">+1 202-555-0142</bdi>',
    f"`{MAIL}`": "`a&b@shop.example`",
    f"``x ` {MAIL}``": "``x ` a&b@shop.example``",
    f"```\n{MAIL}\n```\n{MAIL}": f"```\na&b@shop.example\n```\n{ISOLATED}",
    f"[{MAIL}](mailto:{MAIL})": f"[{ISOLATED}](mailto:a&b@shop.example)",
    f'<a href="mailto:{MAIL}">{MAIL}</a>': f'<a href="mailto:a&b@shop.example">{ISOLATED}</a>',
    f"A ` alone.\n\n{MAIL}\n\nAnother `.": f"A ` alone.\n\n{ISOLATED}\n\nAnother `.",
    f"| a |\n| - |\n| {MAIL} |": f"| a |\n| - |\n| {ISOLATED} |",
    "{{ facts.other }} {{ x }}": "{{ facts.other }} {{ x }}",
}


@pytest.mark.parametrize("text", MARKDOWN, ids=repr)
def test_values_stand_in_markdown(text: str) -> None:
    assert in_markdown(text, VALUES) == MARKDOWN[text]


def test_values_stand_in_plain_text_as_they_are() -> None:
    assert in_text(f"{MAIL}, {{{{ facts.time }}}}", VALUES) == "a&b@shop.example, 1–3 days"


@given(st.text(alphabet="`~{} facts.time()[]<>\n\\"))
def test_a_text_without_known_names_stays_as_it_is(text: str) -> None:
    assert in_markdown(text, {}) == text


def test_every_name_has_a_value_in_every_language(tmp_path: Path) -> None:
    channels = EMAIL + (
        "    first_reply: {max: 2, unit: days}\n"
        "  phone: {kind: phone, number: '+12025550142', languages: [en, fr],\n"
        "          hours: {mon: ['09:00-17:00']}, timezone: Asia/Singapore}\n"
        "  chat: {kind: chat, url: 'https://shop.example/', languages: [fr], hours: always}\n"
        "  social: {kind: social, accounts: [{name: X, handle: shop}], languages: [fr], hours: always}\n"
    )
    catalogue = catalogue_of(tmp_path, {"channels.yml": channels, "facts.yml": "n: {kind: number, value: 5}\n"})
    names = placeholder_names(catalogue)
    assert names > {
        "facts.n",
        "channels.email.first_reply",
        "channels.phone.number",
        "channels.chat.url",
        "channels.social.hours",
    }
    for locale in catalogue.settings.locales:
        values = placeholder_values(catalogue, Formats(locale.cldr, catalogue.words.translations(locale)))
        assert values.keys() == names
        assert all(values.values())


def test_languages_name_their_region_only_where_the_site_has_two_of_them(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": mkdocs_yml("en", "pt-BR", "zh-Hans", "zh-Hant"),
        "channels.yml": EMAIL.replace("[en]", "[en, pt-BR, zh-Hans, zh-Hant]"),
        "en/contact/email.md": EMAIL_PAGE,
    }
    catalogue = catalogue_of(tmp_path, files)
    english = catalogue.settings.locale("en")
    own = Formats(english.cldr, catalogue.words.translations(english))
    text = channel_languages(catalogue, catalogue.channels.channels["email"], own)
    assert text == "English, Portuguese, Chinese (Simplified), and Chinese (Traditional)"
