"""A language that is suggested, never forced; a brand's colour and logo."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.watch import visit, watched
from static_host import StaticHost


def suggestion(page: Page) -> Any:
    return page.locator(".language-suggestion")


def test_the_browsers_language_is_suggested_in_that_language(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="ar-EG") as reader:
        page = reader.page
        visit(page, parcels.url + "parcels/lost/")
        bar = suggestion(page)
        expect(bar).to_be_visible()
        assert (bar.get_attribute("lang"), bar.get_attribute("dir")) == ("ar", "rtl")
        expect(page).to_have_url(parcels.url + "parcels/lost/")
        bar.get_by_role("link", name="اقرأ هذه الصفحة بالعربية").click()
        expect(page).to_have_url(parcels.url + "ar/parcels/lost/")
        expect(suggestion(page)).to_have_count(0)
        visit(page, parcels.url + "fr/parcels/lost/")
        expect(suggestion(page)).to_have_count(0)


def test_a_title_in_another_script_begins_where_its_neighbours_do(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        visit(reader.page, parcels.url + "ar/refunds/")
        foreign = reader.page.locator("main .article-list [dir='ltr']").first
        assert foreign.evaluate("e => getComputedStyle(e).textAlign") == "right"


def test_a_suggestion_that_was_declined_does_not_come_back(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr-CA") as reader:
        page = reader.page
        visit(page, parcels.url)
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(suggestion(page).get_by_role("button", name="Fermer")).to_be_focused()
        page.keyboard.press("Enter")
        expect(suggestion(page)).to_have_count(0)
        expect(page.locator("main")).to_be_focused()
        visit(page, parcels.url + "parcels/lost/")
        expect(suggestion(page)).to_have_count(0)


def test_no_language_is_suggested_without_need(parcels: StaticHost, browser: Browser) -> None:
    # The last: the page has no text in the reader's language.
    for locale, path in (("en-GB", ""), ("ja", ""), ("fr", "fr/"), ("ar", "refunds/how/")):
        with watched(browser, parcels.url, locale=locale) as reader:
            reader.page.goto(parcels.url + path, wait_until="networkidle")
            assert suggestion(reader.page).count() == 0, locale


def test_who_chose_a_language_is_not_asked_for_another(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr") as reader:
        page = reader.page
        visit(page, parcels.url + "fr/")
        page.locator("details.languages > summary").click()
        page.locator("details.languages a[hreflang=en]").click()
        expect(page).to_have_url(parcels.url)
        expect(suggestion(page)).to_have_count(0)


# Where a reader is -> where a choice of French leads.
PLACES = {
    "parcels/lost/#what-to-do": "fr/parcels/lost/#what-to-do",
    "contact/?topic=parcels": "fr/contact/?topic=parcels",
    "contact/email/?q=late%20parcel": "fr/contact/email/?q=late%20parcel",
    "search/?q=parcel": "fr/search/?q=parcel",
}


@pytest.mark.parametrize("place", PLACES)
def test_another_language_keeps_the_readers_place(place: str, parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        page = reader.page
        visit(page, parcels.url + place)
        page.locator("details.languages > summary").click()
        page.locator("details.languages a[hreflang=fr]").click()
        expect(page).to_have_url(parcels.url + PLACES[place])


def test_a_suggestion_keeps_the_readers_place(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr") as reader:
        visit(reader.page, parcels.url + "parcels/lost/")
        reader.page.evaluate("location.hash = 'later'")
        suggestion(reader.page).get_by_role("link").click()
        expect(reader.page).to_have_url(parcels.url + "fr/parcels/lost/#later")


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (360, "200%")])
def test_a_suggestion_covers_nothing_that_has_the_focus(
    width: int, size: str, parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url, locale="fr", viewport={"width": width, "height": 740}) as reader:
        page = reader.page
        visit(page, parcels.url + "parcels/lost/")
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        expect(suggestion(page)).to_be_visible()
        hidden = []
        for _ in range(60):
            page.keyboard.press("Tab")
            hidden += page.evaluate(COVERED)
        assert hidden == []
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        end, bar = (
            page.evaluate(f"document.querySelector('{part}').getBoundingClientRect().{edge}")
            for part, edge in ((".site-footer", "bottom"), (".language-suggestion", "top"))
        )
        assert end <= bar + 1


COVERED = """() => {
  const bar = document.querySelector('.language-suggestion');
  const focused = document.activeElement;
  if (!bar || bar.contains(focused)) return [];
  const {top, bottom} = focused.getBoundingClientRect();
  return top >= bar.getBoundingClientRect().top - 1 && bottom > 0 ? [focused.outerHTML.slice(0, 80)] : [];
}"""


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(138, 31, 92)"), ("dark", "rgb(242, 154, 201)")])
def test_the_brands_colour_and_logo_are_shown(scheme: Any, colour: str, parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, color_scheme=scheme) as reader:
        visit(reader.page, parcels.url + "parcels/lost/")
        link = reader.page.locator(".breadcrumbs a").first
        assert link.evaluate("element => getComputedStyle(element).color") == colour
        logo = reader.page.locator(".site-name img")
        assert logo.evaluate("image => image.complete && image.naturalWidth > 0")
        assert logo.evaluate("image => [image.offsetWidth, image.offsetHeight]") == [42, 28]
        assert reader.troubles == []
