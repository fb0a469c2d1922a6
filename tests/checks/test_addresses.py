from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.checks.addresses import is_placeholder
from trees import EMAIL_PAGE, findings_of, mkdocs_yml

RULE = "placeholder-address"

ADDRESSES = {
    "https://shop.example/chat": True,
    "https://www.SHOP.Example.": True,
    "https://example.com/": True,
    "https://help.example.org/x?y": True,
    "https://shop.test": True,
    "https://shop.invalid/": True,
    "https://shop.localhost:8000/": True,
    "help@shop.example": True,
    "help@example.net": True,
    "+12025550142": True,
    "+18005550199": True,
    "shop-XXXX": True,
    "https://shop.com/XXX": True,
    "https://shop.com/chat": False,
    "https://example.shop.com/": False,
    "https://notexample.com/": False,
    "https://shop.com/example.com": False,
    "help@testing.org": False,
    "example@shop.com": False,
    "+12025550242": False,
    "+12025551142": False,
    "+442025550142": False,
    "+493012345678": False,
    "shop_official": False,
    "+shop": False,
    "XX": False,
    "https://[broken": False,
}


@pytest.mark.parametrize(("address", "expected"), ADDRESSES.items())
def test_an_address_is_for_show_or_real(address: str, expected: bool) -> None:
    assert is_placeholder(address) is expected


@given(st.text())
def test_any_text_is_judged(address: str) -> None:
    assert is_placeholder(address) in (True, False)


CHANNELS = """\
channels:
  phone:
    kind: phone
    number: "+12025550142"
    languages: [en]
    hours: always
  email:
    kind: email
    address: help@shop.com
    languages: [en]
    hours: always
  social:
    kind: social
    accounts:
      - {name: X, url: https://x.com/shop}
      - {name: QQ, handle: 12-XXXX}
    languages: [en]
    hours: always
  chat:
    kind: chat
    url: https://shop.example/chat
    languages: [en]
    hours: always
"""
SITE = {
    "mkdocs.yml": mkdocs_yml("en", site_url="https://help.shop.example/"),
    "channels.yml": CHANNELS,
    **{f"en/contact/{name}.md": EMAIL_PAGE for name in ("phone", "email", "social", "chat")},
}


def test_a_draft_of_a_site_may_use_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HELPCENTRE_RELEASE", raising=False)
    assert findings_of(tmp_path, SITE) == []


def test_a_release_names_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPCENTRE_RELEASE", "1")
    found = findings_of(tmp_path, SITE)
    assert [(f.rule, f.severity) for f in found] == [(RULE, "error")] * 4
    assert [(f.path, f.line, f.message.split('"')[1]) for f in found] == [
        ("../mkdocs.yml", 1, "https://help.shop.example/"),
        ("channels.yml", 4, "+12025550142"),
        ("channels.yml", 16, "12-XXXX"),
        ("channels.yml", 21, "https://shop.example/chat"),
    ]
    assert all("expected" in f.message for f in found)


def test_a_release_needs_an_address_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPCENTRE_RELEASE", "1")
    site = {"mkdocs.yml": mkdocs_yml("en"), "en/a.md": "# A\n"}
    (finding,) = findings_of(tmp_path, site)
    assert (finding.rule, finding.severity, finding.path) == (RULE, "error", "../mkdocs.yml")
    assert finding.message == "there is no site_url, expected the address the site is served at"


def test_the_site_may_ask_for_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HELPCENTRE_RELEASE", raising=False)
    config = mkdocs_yml("en", options={"checks": {"placeholder-address": "warning", "message-missing": "off"}})
    assert {f.severity for f in findings_of(tmp_path, {**SITE, "mkdocs.yml": config})} == {"warning"}
