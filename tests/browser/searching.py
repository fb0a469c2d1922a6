"""What tests of search share: the dialog, and where things stand in the repository's site."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.test_site import ARTICLE, CATALOGUE, SETTINGS, address
from browser.watch import visit
from static_host import StaticHost

NO_WORD = "zzqqxx"
INDEX = re.compile(r"/assets/search/.*\.json")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 780},
    "has_touch": True,
    "is_mobile": True,
}


def open_dialog(page: Page, url: str, query: str = "") -> Locator:
    visit(page, url)
    page.locator(".header-search").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    if query:
        page.keyboard.type(query)
    return dialog


def url_of(host: StaticHost, locale: str = "en", shared_path: str = ARTICLE) -> str:
    return host.url + address(locale, shared_path)


def words_of(locale: str, message: str) -> str:
    return CATALOGUE.words.translations(SETTINGS.locale(locale)).gettext(message)


def title_of(locale: str, shared_path: str = ARTICLE) -> str:
    return CATALOGUE.files[locale][shared_path].title


def status(dialog: Locator) -> Locator:
    """What a screen reader hears."""
    return dialog.get_by_role("status")
