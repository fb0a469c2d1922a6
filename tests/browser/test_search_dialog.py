"""The search dialog and the search page as readers meet them, on the repository's site, under a strict policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser.test_accessibility import faults
from browser.test_site import ARTICLE, CATALOGUE, SETTINGS, address
from browser.watch import WatchedPage, visit, watched
from static_host import StaticHost

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self' data:"
)
NO_WORD = "zzqqxx"
INDEX = re.compile(r"/assets/search/.*\.json")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 780},
    "has_touch": True,
    "is_mobile": True,
}
# Adds up what Chromium counts as unexpected: moves that no touch or key of the last half second explains.
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) window.shifts.push([value, ...sources.map(({ node }) => node?.className ?? node?.nodeName)]);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.fixture(scope="module")
def guarded(site: Path) -> Iterator[StaticHost]:
    """The site, whose pages may do no more than the policy says."""
    with StaticHost(site, headers={"Content-Security-Policy": POLICY}) as host:
        yield host


@pytest.fixture
def reader(guarded: StaticHost, browser: Browser) -> Iterator[WatchedPage]:
    """A reader whose browser must have had nothing to complain of in the end."""
    with watched(browser, guarded.url) as reader:
        yield reader
        assert reader.troubles == []


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


def test_before_typing_common_searches_and_the_topic_are_offered(guarded: StaticHost, reader: WatchedPage) -> None:
    dialog = open_dialog(reader.page, url_of(guarded))
    searches = CATALOGUE.files["en"]["index.md"].meta.searches
    expect(dialog.get_by_role("group", name="Often searched").get_by_role("option")).to_have_text(list(searches))
    near = dialog.get_by_role("group", name="In this topic").get_by_role("option")
    expect(near.first).to_have_text(title_of("en", "withdrawals/index.md"))
    assert title_of("en") not in near.all_inner_texts()
    dialog.get_by_role("option", name=searches[0]).click()
    expect(dialog.get_by_role("combobox")).to_have_value(searches[0])
    expect(dialog.locator(".search__hit").first).to_be_visible()


def test_the_keyboard_and_the_names_of_a_combobox(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    dialog = open_dialog(page, url_of(guarded), "withdrawal arrived")
    options = dialog.get_by_role("option")
    expect(options.first).to_contain_text("My withdrawal has not arrived")
    expect(options.first).to_contain_text("Question · Withdrawals and transfers")
    expect(options.first.locator("mark").first).to_have_text("withdrawal")
    expect(status(dialog)).to_have_text(re.compile(r"^\d+ results$"))
    field = dialog.get_by_role("combobox", name="Search the help centre", expanded=True)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    expect(field).to_be_focused()
    for key, chosen in {
        "ArrowUp": None,
        "ArrowDown": options.first,
        "End": options.last,
        "Home": options.first,
    }.items():
        page.keyboard.press(key)
        if chosen is None:
            assert field.get_attribute("aria-activedescendant") is None
        else:
            expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
            expect(dialog.locator("[aria-selected=true]")).to_have_count(1)
    # As a screen reader has it: the sign between title and section is for the eye.
    section = dialog.locator(".search__hit", has=page.locator(".search__step")).first
    assert "›" in section.inner_text()
    assert "›" not in section.aria_snapshot().split("\n")[0]


def test_escape_clears_then_closes_and_leads_back(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    dialog = open_dialog(page, url_of(guarded), "fee")
    expect(dialog.locator(".search__hit").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("combobox")).to_have_value("")
    expect(dialog.get_by_role("group", name="Often searched")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".header-search")).to_be_focused()


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_dialog_from_anywhere_but_a_field(keys: str, guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    visit(page, url_of(guarded))
    page.keyboard.press(keys)
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("combobox")).to_have_value("a/b")


def test_back_leads_to_the_hits_and_a_closed_dialog_stays_closed(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    dialog = open_dialog(page, url_of(guarded, shared_path="security/index.md"), "password")
    expect(dialog.locator(".search__hit").first).to_contain_text("password")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_url(lambda url: "/security/?" not in url and not url.endswith("/security/"))
    page.go_back()
    expect(page.get_by_role("combobox")).to_have_value("password")
    expect(page.locator("dialog .search__hit").first).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.reload(wait_until="networkidle")
    expect(page.locator("dialog")).to_be_hidden()


def test_a_section_of_the_page_itself_is_reached_and_left(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    section = CATALOGUE.files["en"][ARTICLE].document.sections[-1]
    dialog = open_dialog(page, url_of(guarded), f"{title_of('en')} {section.title}")
    dialog.locator(f".search__hit[href='{url_of(guarded)}#{section.id}']").click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(page).to_have_url(f"{url_of(guarded)}#{section.id}")
    page.go_back()
    expect(page.locator("dialog .search__hit").first).to_be_visible()


def test_the_searches_of_the_tab_are_kept_and_forgotten(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    dialog = open_dialog(page, url_of(guarded), "password")
    dialog.locator(".search__hit").first.click()
    page.wait_for_load_state("networkidle")
    dialog = open_dialog(page, url_of(guarded))
    expect(dialog.get_by_role("combobox")).to_have_value("password")
    dialog.get_by_role("combobox").fill("")
    previous = dialog.get_by_role("group", name="Your searches in this tab").get_by_role("option")
    expect(previous).to_have_text(["password", "Forget these searches"])
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
    previous.last.click()
    expect(dialog.get_by_role("group", name="Your searches in this tab")).to_have_count(0)
    expect(dialog.get_by_role("combobox")).to_be_focused()
    assert page.evaluate("sessionStorage.length") <= 1  # the query that is shown: none


@pytest.mark.parametrize("locale", ["en", "zh", "ar"])
def test_nothing_found_leads_to_topics_and_people_and_carries_the_question(
    locale: str, guarded: StaticHost, reader: WatchedPage
) -> None:
    page = reader.page
    query = f"<{NO_WORD}> & % ?"
    dialog = open_dialog(page, url_of(guarded, locale), query)
    nothing = words_of(locale, "Nothing found for “%(query)s”.") % {"query": query}
    expect(status(dialog)).to_have_text(nothing)
    expect(dialog.get_by_role("listbox")).to_be_hidden()
    help_ = dialog.locator("[data-search-help]")
    expect(help_.get_by_role("link", name=title_of(locale, "deposits/index.md"), exact=True)).to_be_visible()
    shown = help_.locator("[data-search-channel]")
    routed = CATALOGUE.channels.offered("withdrawals")
    assert {one.get_attribute("data-search-channel") for one in shown.all()} == set(routed)
    speaks = [
        locale in CATALOGUE.channels.channels[one.get_attribute("data-search-channel")].languages for one in shown.all()
    ]
    assert speaks == sorted(speaks, reverse=True)
    for one in shown.all():
        expect(one.locator(".state")).to_have_text(
            re.compile("|".join(words_of(locale, state) for state in ("Open now", "Closed now")))
        )
    subject = words_of(locale, "Question: %(title)s") % {"title": query}
    mail = help_.locator("[data-search-channel=email] .button")
    assert f"subject={quote(subject, safe='')}" in mail.evaluate("link => link.href")
    chat = help_.locator("[data-search-channel=live-chat] .button")
    assert chat.get_attribute("href") == CATALOGUE.channels.channels["live-chat"].url  # type: ignore[union-attr]  # a chat
    help_.locator(".search__contact").click()
    page.wait_for_url(f"{url_of(guarded, locale, 'contact/index.md')}?q=*")
    first = page.locator("main a[href^='mailto:']").first
    expect(first).to_have_attribute("href", re.compile(re.escape(f"subject={quote(subject, safe='')}")))


@pytest.mark.parametrize("locale", ["zh", "ar"])
def test_few_hits_bring_those_of_the_source_language_in_a_group_of_their_own(
    locale: str, guarded: StaticHost, reader: WatchedPage
) -> None:
    page = reader.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    dialog = open_dialog(page, url_of(guarded, locale), title_of(locale))
    expect(dialog.locator(".search__hit").first).to_contain_text(title_of(locale))
    assert dialog.locator(f".search__hit:not([href^='{guarded.url}{locale}/'])").count() == 0
    page.wait_for_timeout(500)
    assert not any("/search/en" in url for url in asked)
    dialog.get_by_role("combobox").fill("mailbox")
    english = "英语" if locale == "zh" else "الإنجليزية"
    group = dialog.get_by_role("group", name=words_of(locale, "Results in %(language)s") % {"language": english})
    expect(group.get_by_role("option").first).to_be_visible()
    for hit in group.locator("a").all():
        assert (hit.get_attribute("lang"), hit.get_attribute("dir")) == ("en", "ltr")
        assert not str(hit.get_attribute("href")).startswith(f"{guarded.url}{locale}/")
    expect(dialog.locator("[role=listbox] > a")).to_have_count(0)
    expect(status(dialog)).to_contain_text(english)
    expect(dialog.locator("[data-search-help]")).to_be_visible()
    assert any("/search/en" in url for url in asked)
    group.locator("a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_option_that_was_chosen_stays_so_when_the_texts_come(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    held: list[Route] = []
    page.context.route("**/texts.json", lambda route: held.append(route))
    dialog = open_dialog(page, url_of(guarded), "password")
    first = dialog.locator(".search__hit").first
    expect(first.locator(".search__text")).to_have_text("")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    for route in held:
        route.continue_()
    expect(first.locator(".search__text")).not_to_have_text("")
    expect(first).to_have_attribute("aria-selected", "true")


def test_a_press_during_which_the_texts_come_still_leads_to_the_hit(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    held: list[Route] = []
    page.context.route("**/texts.json", lambda route: held.append(route))
    third = open_dialog(page, url_of(guarded), "password").locator(".search__hit").nth(2)
    title, target = third.locator(".search__title").bounding_box(), third.get_attribute("href")
    assert title
    assert target
    page.mouse.move(title["x"] + 10, title["y"] + 10)
    page.mouse.down()
    for route in held:
        route.continue_()
    expect(third.locator(".search__text")).not_to_have_text("")
    page.mouse.up()
    expect(page).to_have_url(target)


@pytest.mark.parametrize("by", ["keys", "mouse"])
def test_the_search_page_shows_all_hits_some_at_a_time(guarded: StaticHost, reader: WatchedPage, by: str) -> None:
    page = reader.page
    visit(page, f"{guarded.url}search/?q=account%20support")
    hits = page.locator("main .search__hit")
    expect(hits).to_have_count(40)
    seen = page.locator("main [data-search-status]")
    expect(seen).to_have_text(re.compile("[0-9]+ results"))
    said = seen.inner_text()
    total = int(said.split()[0])
    assert total > 80
    more = page.locator("main").get_by_role("option", name="Show more results")
    if by == "mouse":
        more.click()
    else:
        page.get_by_role("combobox").press("ArrowUp")
        page.get_by_role("combobox").press("Enter")
    expect(hits).to_have_count(80)
    expect(hits.nth(40)).to_have_attribute("aria-selected", "true")
    expect(seen).to_have_text(said)
    more.click()
    expect(hits).to_have_count(total)
    expect(more).to_have_count(0)
    urls = hits.evaluate_all("links => links.map((link) => link.href)")
    assert len(set(urls)) == total
    page.get_by_role("combobox").fill("account")
    expect(hits).to_have_count(40)


def test_a_suggestion_is_a_button_that_searches(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    engine = """export const FEW = 3, pageLocale = () => "en", warm = async () => {};
      export const find = async (query) =>
        ({ total: 0, hits: [], suggestion: query === "pasword" ? "password" : "" });
      export const findElsewhere = async () => [];"""
    page.route("**/search/search.js*", lambda route: route.fulfill(body=engine, content_type="text/javascript"))
    dialog = open_dialog(page, url_of(guarded), "pasword")
    expect(status(dialog)).to_contain_text("Did you mean “password”?")
    dialog.get_by_role("button", name="Did you mean “password”?").click()
    expect(dialog.get_by_role("combobox")).to_have_value("password")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    expect(dialog.get_by_role("button", name="Did you mean")).to_have_count(0)


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


def test_what_is_typed_before_the_dialog_is_there_is_searched_for(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    held: list[Route] = []
    page.route("**/search/", lambda route: held.append(route))
    visit(page, url_of(guarded))
    page.keyboard.press("/")
    page.keyboard.press("/")
    page.keyboard.type("passt")
    page.keyboard.press("Backspace")
    page.keyboard.type("wor")
    page.wait_for_timeout(100)
    assert page.get_by_role("dialog").count() == 0
    held[0].continue_()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox")).to_have_value("passwor")
    expect(dialog.locator(".search__hit").first).to_be_visible()
    page.keyboard.type("d")
    expect(dialog.get_by_role("combobox")).to_have_value("password")


def test_an_option_stays_chosen_while_the_last_letters_hits_come(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    dialog = open_dialog(page, url_of(guarded))
    page.keyboard.type("passwor")
    expect(dialog.locator(".search__hit").first).to_be_visible()
    chosen = dialog.locator(".search__hit").first.get_attribute("href")
    # The last letter and the arrow, before any answer.
    page.evaluate("""() => {
        const field = document.querySelector("dialog [role=combobox]");
        field.value += "d";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
    }""")
    page.wait_for_timeout(600)
    expect(dialog.locator("[aria-selected=true]")).to_have_attribute("href", str(chosen))
    page.keyboard.type("x")
    expect(dialog.locator("[aria-selected=true]")).to_have_count(0)


def test_chinese_is_searched_for_when_it_is_composed(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    dialog = open_dialog(page, url_of(guarded, "zh"))
    offered = dialog.get_by_role("option").all_inner_texts()
    keyboard = page.context.new_cdp_session(page)
    for letters in ("t", "ti", "ti xian"):
        keyboard.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    page.wait_for_timeout(600)
    assert dialog.get_by_role("option").all_inner_texts() == offered
    assert page.url == url_of(guarded, "zh")
    keyboard.send("Input.insertText", {"text": "提现"})
    expect(dialog.get_by_role("combobox")).to_have_value("提现")
    expect(dialog.locator(".search__hit mark").first).to_contain_text("提现")


def test_intent_fetches_what_is_needed_and_nothing_before(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url_of(guarded), wait_until="networkidle")
    assert not any("search" in url for url in asked)
    with page.expect_response(INDEX), page.expect_request("**/worker.js*"), page.expect_response("**/search.css*"):
        page.locator(".header-search").hover()
    for part in ("/dialog.js", "/search.js", "/worker.js", "/en", "/search.css"):
        assert sum(part in url for url in asked) == 1, (part, asked)
    page.locator(".header-search").click()
    page.keyboard.type("password")
    expect(page.locator("dialog .search__hit").first).to_be_visible()
    assert len([url for url in asked if url.endswith(".css") or ".css?" in url]) == 2


def test_a_finger_is_intent_too(guarded: StaticHost, browser: Browser) -> None:
    with watched(browser, guarded.url, **PHONE) as reader:
        page = reader.page
        visit(page, url_of(guarded))
        with page.expect_request("**/search/dialog.js*"):
            box = page.locator(".header-search").bounding_box()
            assert box
            touch = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
            page.context.new_cdp_session(page).send(
                "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [touch]}
            )
        expect(page.locator("dialog")).to_be_hidden()


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
@pytest.mark.parametrize("query", ["", "withdrawal", NO_WORD])
def test_nothing_on_the_search_page_moves(width: int, query: str, guarded: StaticHost, browser: Browser) -> None:
    with watched(browser, guarded.url, viewport={"width": width, "height": 800}) as reader:
        page = reader.page
        page.add_init_script(f"({SHIFTS})()")
        page.goto(f"{url_of(guarded, shared_path='search/index.md')}?q={query}", wait_until="networkidle")
        page.wait_for_timeout(300)
        assert page.evaluate("shifts") == []


def test_nothing_moves_when_the_dialog_opens_and_answers(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    page.add_init_script(f"({SHIFTS})()")
    dialog = open_dialog(page, url_of(guarded, "zh"))
    for query in (title_of("zh"), "mailbox", NO_WORD, ""):
        dialog.get_by_role("combobox").fill(query)
        page.wait_for_timeout(700)
    assert page.evaluate("shifts") == []


def test_enter_leads_to_the_search_page_which_keeps_the_query(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    open_dialog(page, url_of(guarded), "fee")
    page.keyboard.press("Enter")
    there = url_of(guarded, shared_path="search/index.md")
    page.wait_for_url(f"{there}?q=fee")
    expect(page.locator(".search__hit").first).to_contain_text(re.compile("fee", re.IGNORECASE))
    expect(page.locator("[data-search-help]")).to_be_hidden()
    page.get_by_role("combobox").fill("password")
    page.wait_for_url(f"{there}?q=password")
    expect(page.locator(".search__hit").first).to_contain_text("password")
    page.locator(".search__hit").first.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    page.wait_for_url(f"{there}?q=password")
    expect(page.get_by_role("combobox")).to_have_value("password")
    expect(page.locator(".search__hit").first).to_contain_text("password")


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_without_javascript_the_form_leads_to_topics_and_people(
    locale: str, guarded: StaticHost, browser: Browser
) -> None:
    with watched(browser, guarded.url, java_script_enabled=False) as reader:
        page = reader.page
        page.goto(url_of(guarded, locale, "index.md"))
        page.locator(".hero input").fill("fee")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{url_of(guarded, locale, 'search/index.md')}?q=fee")
        # Chromium shows no <noscript> where only this switch is off.
        assert words_of(locale, "Search needs JavaScript. The topics below lead to every article.") in (
            page.locator("noscript").inner_html()
        )
        for topic in CATALOGUE.topics:
            name = title_of(locale, f"{topic}/index.md")
            expect(page.locator("[data-search-help]").get_by_role("link", name=name, exact=True).first).to_be_visible()
        mail = CATALOGUE.channels.channels["email"]
        expect(page.locator(f"main a[href^='mailto:{mail.address}']")).to_be_visible()  # type: ignore[union-attr]  # a mailbox
        expect(page.get_by_role("listbox")).to_be_hidden()
        assert reader.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "zh", "ar"])
def test_axe_finds_nothing_in_any_state(locale: str, scheme: Any, site: Path, browser: Browser) -> None:
    # Without the policy, which would not let axe in.
    with StaticHost(site) as host, watched(browser, host.url, color_scheme=scheme, reduced_motion="reduce") as reader:
        page = reader.page
        dialog = open_dialog(page, url_of(host, locale))
        states = {"": ".search__ask", title_of(locale): ".search__hit", NO_WORD: ".search__channel"}
        if locale != "en":
            states["mailbox"] = "[role=group] .search__hit"
        for query, shown in states.items():
            dialog.get_by_role("combobox").fill(query)
            expect(dialog.locator(shown).first).to_be_visible()
            page.keyboard.press("ArrowDown")
            assert faults(page) == [], query
        # The search page holds the same parts: its richest state stands for the others.
        visit(page, f"{url_of(host, locale, 'search/index.md')}?q={quote(query)}")
        expect(page.locator(shown).first).to_be_visible()
        assert faults(page) == [], query
