from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpcentre.pages.search_panel import search_panel
from helpcentre.pages.site import LocaleSite
from trees import CONFIG, catalogue_of, mkdocs_yml

CHANNELS = """\
channels:
  email: {kind: email, address: help@shop.example, languages: [en], hours: always}
  desk: {kind: chat, url: "https://shop.example/chat?from=help#now", languages: [fr], hours: always}
routing: {bills: [email, desk], default: [email]}
"""
FILES = {
    "channels.yml": CHANNELS,
    "en/index.md": "---\nsearches: [late parcel]\n---\n# Help\n",
    "fr/index.md": "---\nsearches: [colis en retard]\n---\n# Aide\n",
    "en/contact/email.md": "---\nkind: channel\nprepare: [Your order]\n---\n# E-mail\n",
    "en/contact/desk.md": "---\nkind: channel\n---\n# Chat\n",
    "en/bills/index.md": "# Bills\n",
    **{f"en/bills/{name}.md": f"---\nkind: faq\ncontact: [desk]\n---\n# Bill {name}\n" for name in "abcde"},
}


def panel_of(folder: Path, locale: str, files: dict[str, str] | None = None, **options: Any) -> Any:
    config = mkdocs_yml("en", "fr", "ar", options=options)
    catalogue = catalogue_of(folder, {**FILES, **(files or {}), CONFIG: config})
    return search_panel(LocaleSite(catalogue, catalogue.settings.locale(locale)))


def test_searches_are_the_locales_own(tmp_path: Path) -> None:
    assert panel_of(tmp_path, "fr").searches == ("colis en retard",)
    assert panel_of(tmp_path, "ar").searches == ()


@pytest.mark.parametrize(
    ("locale", "usual", "expected"),
    [
        pytest.param("en", "email", ["email", "desk"], id="the usual first"),
        pytest.param("en", "desk, email", ["email", "desk"], id="of these, those that answer in the reader's language"),
        pytest.param("fr", "desk, email", ["desk", "email"], id="in another language"),
        pytest.param("fr", "email", ["email", "desk"], id="the usual first, though it answers in another language"),
    ],
)
def test_all_channels_are_there_and_the_usual_come_first(
    tmp_path: Path, locale: str, usual: str, expected: list[str]
) -> None:
    channels = CHANNELS.replace("default: [email]", f"default: [{usual}]")
    panel = panel_of(tmp_path, locale, {"channels.yml": channels})
    assert [offer.card.id for offer in panel.channels] == expected
    assert {offer.card.id for offer in panel.channels if offer.usual} == set(usual.split(", "))


def test_a_mail_takes_the_question_and_a_chat_only_where_it_is_told_how(tmp_path: Path) -> None:
    email, desk = panel_of(tmp_path / "plain", "en").channels
    assert email.question_href == (
        "mailto:help@shop.example?subject=Question%3A%20%7Bquery%7D&body=Please%20fill%20in%3A%0D%0A-%20Your%20order%3A%20"
    )
    assert email.href.startswith("mailto:help@shop.example?subject=Question%3A%20a%20question%20about")
    assert (desk.href, desk.question_href) == ("https://shop.example/chat?from=help#now", None)
    told = CHANNELS.replace("hours: always}\nrouting", "hours: always, question_parameter: text}\nrouting")
    _, desk = panel_of(tmp_path / "told", "en", {"channels.yml": told}).channels
    assert desk.question_href == "https://shop.example/chat?from=help&text=%7Bquery%7D#now"
    assert desk.href == "https://shop.example/chat?from=help#now"


@pytest.mark.parametrize(
    ("locale", "options", "expected"),
    [
        pytest.param("fr", {}, ["en"], id="the source unless another is named"),
        pytest.param("en", {}, [], id="none for the source"),
        pytest.param("ar", {"search": {"fallback": {"ar": ["fr", "en"]}}}, ["fr", "en"], id="a chain"),
        pytest.param("ar", {"search": {"fallback": {"ar": []}}}, [], id="none"),
        pytest.param("en", {"search": {"fallback": {"en": ["fr"]}}}, ["fr"], id="the source may have one"),
    ],
)
def test_fallback_languages(tmp_path: Path, locale: str, options: dict[str, Any], expected: list[str]) -> None:
    found = json.loads(panel_of(tmp_path, locale, **options).fallbacks)
    assert [one["locale"] for one in found] == expected


def test_a_fallback_language_comes_with_all_that_a_group_needs(tmp_path: Path) -> None:
    (found,) = json.loads(panel_of(tmp_path, "en", search={"fallback": {"en": ["ar"]}}).fallbacks)
    assert found == {
        "locale": "ar",
        "lang": "ar",
        "dir": "rtl",
        "name": "Arabic",
        "heading": "Results in Arabic",
        "prefix": "ar/",
    }


def test_a_language_that_is_not_built_is_no_fallback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPCENTRE_LOCALES", "ar")
    found = json.loads(panel_of(tmp_path, "ar", search={"fallback": {"ar": ["fr", "en"]}}).fallbacks)
    assert [one["locale"] for one in found] == ["en"]
