"""Search over a slow network, without one, and without its scripts: what is going on is said, people are in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from browser.searching import ARTICLE, INDEX, open_dialog, status, title_of, url_of
from browser.test_site import CATALOGUE
from browser.watch import WatchedPage, visit, watched
from static_host import StaticHost


@pytest.mark.parametrize("offline", [False, True], ids=["failing index", "no connection"])
def test_a_failure_is_said_and_mended_by_a_second_try(offline: bool, guarded: StaticHost, browser: Browser) -> None:
    with watched(browser, guarded.url) as reader:
        page = reader.page
        visit(page, url_of(guarded))
        page.route(INDEX, lambda route: route.abort())
        page.locator(".header-search").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("combobox")).to_be_focused()
        page.context.set_offline(offline)
        page.keyboard.type("password")
        said = "You are offline. Search works again when you are connected."
        expect(status(dialog)).to_have_text(said if offline else "Search cannot be reached right now.")
        expect(dialog.locator("[data-search-channel]").first).to_be_visible()
        expect(dialog.get_by_role("combobox")).to_be_editable()
        page.unroute(INDEX)
        if offline:
            page.context.set_offline(False)  # and the search goes on by itself
        else:
            dialog.get_by_role("button", name="Try again").click()
        expect(dialog.locator(".search__hit").first).to_be_visible()
        expect(dialog.locator("[data-search-help]")).to_be_hidden()


def test_what_an_earlier_key_could_not_have_is_asked_for_again(guarded: StaticHost, browser: Browser) -> None:
    """A connection may be back before its last request has failed."""
    with watched(browser, guarded.url) as reader:
        page = reader.page
        held: list[Route] = []
        page.route(INDEX, lambda route: route.continue_() if held else held.append(route))
        with page.expect_request(INDEX):
            dialog = open_dialog(page, url_of(guarded), "password")
        held[0].abort()
        expect(dialog.locator(".search__hit").first).to_be_visible()
        expect(dialog.locator("[data-search-retry]")).to_be_hidden()


def test_a_wait_is_told_and_a_long_one_offers_people(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    held: list[Route] = []
    page.route(INDEX, lambda route: held.append(route))
    page.clock.install()
    dialog = open_dialog(page, url_of(guarded), "password")
    page.clock.run_for(800)
    expect(status(dialog)).to_have_text("Searching…")
    page.clock.run_for(8_000)
    expect(status(dialog)).to_have_text("Search is taking longer than usual.")
    expect(dialog.locator("[data-search-channel]").first).to_be_visible()
    for route in held:
        route.continue_()
    expect(dialog.locator(".search__hit").first).to_be_visible()
    expect(dialog.locator("[data-search-help]")).to_be_hidden()


@pytest.mark.parametrize("shared_path", [ARTICLE, "search/index.md"])
def test_without_its_scripts_search_still_leads_to_people(
    shared_path: str, guarded: StaticHost, browser: Browser
) -> None:
    with watched(browser, guarded.url) as reader:
        page = reader.page
        page.route("**/assets/search/*.js*", lambda route: route.abort())
        page.goto(url_of(guarded, shared_path=shared_path), wait_until="networkidle")
        page.keyboard.press("/")
        expect(page.locator("[data-search-view] [role=status]")).to_have_text("Search cannot be reached right now.")
        expect(page.locator("[data-search-channel]").first).to_be_visible()
        if shared_path == ARTICLE:
            page.get_by_role("button", name="Close").click()
            expect(page.locator("dialog")).to_be_hidden()


@pytest.mark.parametrize("offline", [False, True], ids=["search page fails", "no connection"])
def test_without_the_search_page_the_pages_own_topics_and_people_are_shown(
    offline: bool, guarded: StaticHost, browser: Browser
) -> None:
    with watched(browser, guarded.url) as reader:
        page = reader.page
        visit(page, url_of(guarded))
        page.route("**/search/", lambda route: route.abort())
        page.context.set_offline(offline)
        page.locator(".header-search").click()
        dialog = page.get_by_role("dialog")
        said = "You are offline. Search works again when you are connected."
        expect(status(dialog)).to_have_text(said if offline else "Search cannot be reached right now.")
        expect(dialog.get_by_role("link", name=title_of("en", "deposits/index.md"), exact=True)).to_be_visible()
        channels = {one.get_attribute("data-contact-channel") for one in dialog.locator(".channel-card").all()}
        assert channels == set(CATALOGUE.channels.offered("withdrawals"))
        dialog.get_by_role("button", name="Close").click()
        expect(page.locator("dialog")).to_have_count(0)
        expect(page.locator(".header-search")).to_be_focused()
        page.context.set_offline(False)
        page.unroute("**/search/")
        page.locator(".header-search").click()
        expect(dialog.get_by_role("combobox")).to_be_focused()


def test_slow_scripts_are_not_awaited_in_silence_and_what_was_typed_stays(
    guarded: StaticHost, reader: WatchedPage
) -> None:
    page = reader.page
    held: list[Route] = []
    page.route("**/assets/search/dialog.js*", lambda route: held.append(route))
    page.clock.install()
    visit(page, url_of(guarded))
    page.locator(".header-search").click()
    page.clock.run_for(3_100)
    dialog = page.get_by_role("dialog")
    expect(status(dialog)).to_have_text("Search is taking longer than usual.")
    expect(dialog.locator("[data-search-channel]").first).to_be_visible()
    dialog.get_by_role("combobox").fill("password")
    held[0].continue_()
    expect(dialog.locator(".search__hit").first).to_be_visible()
    expect(dialog.get_by_role("combobox")).to_have_value("password")
