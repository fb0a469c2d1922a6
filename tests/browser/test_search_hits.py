"""What readers find in the search dialog and on the search page, and what they are offered where there is little."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from browser.searching import NO_WORD, open_dialog, status, title_of, url_of, words_of
from browser.test_site import CATALOGUE
from browser.watch import WatchedPage, visit, watched
from static_host import StaticHost


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
    read = locale if locale in CATALOGUE.channels.channels["email"].languages else CATALOGUE.settings.source
    subject = words_of(read, "Question: %(title)s") % {"title": query}
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
    dialog.locator("[data-search-suggestion]").evaluate("row => row.click()")  # a finger beside the button
    expect(dialog.get_by_role("combobox")).to_have_value("pasword")
    dialog.get_by_role("button", name="Did you mean “password”?").click()
    expect(dialog.get_by_role("combobox")).to_have_value("password")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    expect(dialog.get_by_role("button", name="Did you mean")).to_have_count(0)


# Where the first and the last character of an element stand.
ENDS = """element => [0, element.textContent.length - 1].map((at) => {
  const range = document.createRange();
  range.setStart(element.firstChild, at);
  range.setEnd(element.firstChild, at + 1);
  return range.getBoundingClientRect().left;
})"""


def test_a_query_keeps_its_own_direction_of_writing(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    visit(page, url_of(guarded, "ar", "index.md"))
    expect(page.locator(".hero input")).to_have_css("unicode-bidi", "plaintext")
    dialog = open_dialog(page, url_of(guarded, "ar"), f"{NO_WORD}!")
    expect(dialog.get_by_role("combobox")).to_have_css("unicode-bidi", "plaintext")
    quoted = dialog.locator("[data-search-status] bdi")
    expect(quoted).to_have_text(f"{NO_WORD}!")
    first, last = quoted.evaluate(ENDS)
    assert first < last
    dialog.get_by_role("link", name=title_of("ar", "contact/index.md")).first.click()
    page.wait_for_load_state("networkidle")
    dialog = open_dialog(page, url_of(guarded, "ar"))
    dialog.get_by_role("combobox").fill("")
    first, last = dialog.get_by_role("option", name=f"{NO_WORD}!").locator("bdi").evaluate(ENDS)
    assert first < last


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


def test_what_is_asked_is_as_long_as_a_field_takes(guarded: StaticHost, reader: WatchedPage) -> None:
    page = reader.page
    home = url_of(guarded, "en", "index.md")
    visit(page, home)
    page.locator("#home-search").fill("zzqx" * 1000)
    page.locator("#home-search").press("Enter")
    expect(page).to_have_url(f"{home}search/?q={('zzqx' * 1000)[:200]}")
    visit(page, f"{home}search/?q={'zzqx' * 1000}")
    expect(page.locator("[data-search-status]")).to_contain_text(("zzqx" * 1000)[:200])
    assert len(page.locator("[data-search-status]").inner_text()) < 300
    visit(page, f"{home}contact/email/?q={'zzqx' * 1000}")
    mail = page.locator("main a[data-subject]").first
    expect(mail).to_have_attribute("href", re.compile(rf"subject=[^&]*{('zzqx' * 1000)[:200]}&"))
