"""The search dialog as readers open, use and leave it, on the repository's site, under a strict policy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from browser.searching import ARTICLE, INDEX, PHONE, open_dialog, status, title_of, url_of
from browser.test_site import CATALOGUE
from browser.watch import WatchedPage, visit, watched
from static_host import StaticHost


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


def test_a_key_is_known_by_its_place_where_the_keyboard_writes_another_script(
    guarded: StaticHost, reader: WatchedPage
) -> None:
    page = reader.page
    visit(page, url_of(guarded))
    page.evaluate("dispatchEvent(new Event('keydown'))")  # as a browser sends that fills in a field
    page.evaluate("document.dispatchEvent(new Event('keydown', {bubbles: true}))")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'л', code: 'KeyK', ctrlKey: true}))")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()


def test_who_is_disturbed_by_the_slash_turns_it_off(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    visit(page, f"{guarded.url}search/")
    box = page.get_by_label("Open search with the key “/” on every page")
    box.uncheck()
    visit(page, url_of(guarded))
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_have_value("")
    visit(page, f"{guarded.url}search/")
    expect(box).not_to_be_checked()
    box.check()
    visit(page, url_of(guarded))
    page.keyboard.press("/")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()


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


def test_an_option_that_was_chosen_stays_so_when_the_texts_come(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    held: list[Route] = []
    page.context.route("**/texts.json", lambda route: held.append(route))
    dialog = open_dialog(page, url_of(guarded), "password")
    first = dialog.locator(".search__hit").first
    expect(first.locator(".search__text")).to_have_text("")
    expect(first.locator("mark").first).to_have_text("password")  # all letters are in, and no other hits to come
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
    dialog = open_dialog(page, url_of(guarded))
    dialog.get_by_role("combobox").fill("password")  # at once: other letters' hits would take its place
    third = dialog.locator(".search__hit").nth(2)
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
