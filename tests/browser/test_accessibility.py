"""WCAG 2.2 AA on every template, by axe-core: languages, schemes and widths; and reflow, targets, the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_site import PAGE_KINDS, address
from browser.watch import watched
from static_host import StaticHost

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATHS = {**PAGE_KINDS, "not found": "no/such/page.md"}


def violations(page: Page) -> list[str]:
    """Return what axe finds, with the elements."""
    page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(result => result.violations)",
        TAGS,
    )
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
def test_axe_finds_nothing(locale: str, scheme: Any, width: int, host: StaticHost, browser: Browser) -> None:
    size = {"width": width, "height": 900}
    with watched(browser, host.url, viewport=size, color_scheme=scheme, reduced_motion="reduce") as reader:
        for name, path in PATHS.items():
            reader.page.goto(host.url + address(locale, path))
            assert violations(reader.page) == [], name


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_outdated_pages_and_their_status(
    scheme: Any, width: int, built_scenario: Callable[[str], Path], browser: Browser
) -> None:
    with StaticHost(built_scenario("outdated-translations")) as host:
        size = {"width": width, "height": 900}
        with watched(browser, host.url, viewport=size, color_scheme=scheme, reduced_motion="reduce") as reader:
            for path in ("translation-status/", "ar/money/transfer-stuck/", "de/branch/opening/"):
                reader.page.goto(host.url + path)
                assert violations(reader.page) == [], path
                assert reader.page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("locale", ["en", "de", "ru", "ar", "zh"])
def test_a_page_reflows_at_320_pixels(locale: str, host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url, viewport={"width": 320, "height": 700}) as reader:
        for name, path in PATHS.items():
            reader.page.goto(host.url + address(locale, path))
            wide = reader.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, (name, wide)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_way_from_home_to_a_person_by_keyboard_alone(locale: str, host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url) as reader:
        page = reader.page
        page.goto(host.url + address(locale, "index.md"), wait_until="networkidle")
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("/")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("combobox")).to_be_focused()
        page.keyboard.type("TRC20")
        expect(dialog.locator(".search__hit").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        page.wait_for_load_state("networkidle")
        button = page.locator("[data-contact-block] a[href^='mailto:']").first
        for _ in range(120):
            page.keyboard.press("Tab")
            if button.evaluate("element => element === document.activeElement"):
                break
        expect(button).to_be_focused()
        outline = button.evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline != "none"
