"""How the search dialog and the search page look: a phone's keyboard, nothing moves, axe finds nothing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from browser.searching import NO_WORD, PHONE, open_dialog, title_of, url_of
from browser.test_accessibility import SCHEMES, faults
from browser.test_site import SETTINGS
from browser.watch import WatchedPage, visit, watched
from static_host import StaticHost

# Adds up what Chromium counts as unexpected: moves that no touch or key of the last half second explains.
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) window.shifts.push([value, ...sources.map(({ node }) => node?.className ?? node?.nodeName)]);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("locale", ["en", "zh", "ar"])
def test_on_a_phone_the_dialog_fills_what_the_keyboard_leaves(
    locale: str, guarded: StaticHost, browser: Browser
) -> None:
    with watched(browser, guarded.url, **PHONE) as reader:
        page = reader.page
        dialog = open_dialog(page, url_of(guarded, locale), title_of(locale))
        expect(dialog.locator(".search__hit").first).to_be_visible()
        box = {"x": 0, "y": 0, "width": 390, "height": 780}
        assert dialog.bounding_box() == box
        assert dialog.evaluate("box => box.scrollWidth <= box.clientWidth")
        expect(dialog.locator("[role=option]").first).to_have_css("direction", SETTINGS.locale(locale).direction)
        # Chromium without a screen shows no keyboard: its effect on the visual viewport is played.
        page.evaluate("Object.defineProperty(visualViewport, 'height', {value: 420})")
        page.evaluate("visualViewport.dispatchEvent(new Event('resize'))")
        assert dialog.bounding_box() == {**box, "height": 420}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_on_the_search_page_moves(width: int, guarded: StaticHost, browser: Browser) -> None:
    with watched(browser, guarded.url, viewport={"width": width, "height": 800}) as reader:
        reader.context.add_init_script(f"({SHIFTS})()")
        pages = {query: reader.context.new_page() for query in ("", "withdrawal", NO_WORD)}
        for query, page in pages.items():
            page.goto(f"{url_of(guarded, shared_path='search/index.md')}?q={query}")
        for query, page in pages.items():
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(300)
            assert page.evaluate("shifts") == [], query


def test_nothing_moves_when_the_dialog_opens_and_answers(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    page.add_init_script(f"({SHIFTS})()")
    dialog = open_dialog(page, url_of(guarded, "zh"))
    for query in (title_of("zh"), "mailbox", NO_WORD, ""):
        dialog.get_by_role("combobox").fill(query)
        page.wait_for_timeout(700)
    assert page.evaluate("shifts") == []


def test_in_forced_colours_the_chosen_option_alone_has_a_border(guarded: StaticHost, browser: Browser) -> None:
    with watched(browser, guarded.url, forced_colors="active") as reader:
        dialog = open_dialog(reader.page, url_of(guarded), title_of("en"))
        expect(dialog.locator(".search__hit").nth(2)).to_be_visible()
        reader.page.keyboard.press("ArrowDown")
        ground = dialog.evaluate("dialog => getComputedStyle(dialog).backgroundColor")
        colours = "all => all.map(one => getComputedStyle(one).borderTopColor)"
        borders = dialog.get_by_role("option").evaluate_all(colours)
        assert [border == ground for border in borders] == [False, *[True] * (len(borders) - 1)]


@pytest.mark.parametrize("locale", ["en", "zh", "ar"])
def test_axe_finds_nothing_in_any_state(locale: str, site: Path, browser: Browser) -> None:
    # Without the policy, which would not let axe in.
    with StaticHost(site) as host, watched(browser, host.url, reduced_motion="reduce") as reader:
        page = reader.page
        dialog = open_dialog(page, url_of(host, locale))
        states = {"": ".search__ask", title_of(locale): ".search__hit", NO_WORD: ".search__channel"}
        if locale != "en":
            states["mailbox"] = "[role=group] .search__hit"
        for query, shown in states.items():
            dialog.get_by_role("combobox").fill(query)
            expect(dialog.locator(shown).first).to_be_visible()
            page.keyboard.press("ArrowDown")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                assert faults(page) == [], (query, scheme)
        # The search page holds the same parts: its richest state stands for the others.
        visit(page, f"{url_of(host, locale, 'search/index.md')}?q={quote(query)}")
        expect(page.locator(shown).first).to_be_visible()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], (query, scheme)
