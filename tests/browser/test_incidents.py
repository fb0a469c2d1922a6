"""Notices, feedback, channels and languages as a reader touches them, on a little site that has all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.watch import WatchedPage, watched
from conftest import ROOT, built_once
from static_host import StaticHost

BUILT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
"""When the site was built: the strike has begun, the outage is to come, the holiday's end has passed."""


@pytest.fixture(scope="session")
def parcels(shared_folder: Path) -> Iterator[StaticHost]:
    """The little site."""
    epoch = str(int(BUILT.timestamp()))
    folder = ROOT / "tests" / "sites" / "parcel-service"
    with StaticHost(built_once(shared_folder, "parcel-service", folder, SOURCE_DATE_EPOCH=epoch)) as host:
        yield host


def shown(page: Page) -> list[str]:
    """Return the titles of the notices that a reader sees."""
    return [words.strip() for words in page.locator(".notice-title > :last-child:visible").all_inner_texts()]


STRIKE, OUTAGE = "Strike in the north", "Tracking is down"


# --- notices

# The reader's clock -> what home shows, whatever the build knew.
MOMENTS = [
    ("2026-11-20T04:59:00Z", []),
    ("2026-11-20T05:00:00Z", [STRIKE]),
    ("2026-11-21T00:00:00Z", [OUTAGE, STRIKE]),
    ("2026-11-21T02:59:59Z", [OUTAGE, STRIKE]),
    ("2026-11-21T03:00:00Z", [STRIKE]),
    ("2026-11-22T21:00:00Z", []),
]


@pytest.mark.parametrize(("now", "titles"), MOMENTS)
def test_a_notice_is_shown_by_the_readers_clock(
    now: str, titles: list[str], parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.clock.install(time=now)
        reader.page.goto(parcels.url)
        assert shown(reader.page) == titles
        expect(reader.page.locator("[data-notices]")).to_be_visible(visible=bool(titles))
        assert reader.troubles == []


def test_a_notice_begins_and_vanishes_while_the_page_is_open(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.clock.install(time="2026-11-20T23:59:50Z")
        reader.page.goto(parcels.url)
        assert shown(reader.page) == [STRIKE]
        reader.page.clock.run_for(11_000)
        assert shown(reader.page) == [OUTAGE, STRIKE]
        reader.page.clock.run_for(3 * 3_600_000)
        assert shown(reader.page) == [STRIKE]


PLACES = {
    "": [OUTAGE, STRIKE],
    "parcels/": [OUTAGE, STRIKE],
    "parcels/lost/": [OUTAGE, STRIKE],
    "refunds/": [OUTAGE],
    "refunds/how/": [OUTAGE],
    "contact/": [OUTAGE],
    "contact/phone/": [OUTAGE],
}


def test_a_notice_stands_on_home_and_on_its_topics_pages(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.clock.install(time="2026-11-21T01:00:00Z")
        for path, titles in PLACES.items():
            reader.page.goto(parcels.url + path)
            assert shown(reader.page) == titles, path
        reader.page.goto(parcels.url + "refunds/")
        assert "took a week" not in reader.page.content(), "what was over when the site was built"


def test_without_scripts_the_build_decides(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, java_script_enabled=False) as reader:
        reader.page.goto(parcels.url)
        assert shown(reader.page) == [STRIKE]
        times = reader.page.locator(".notice:visible .notice-times")
        assert re.sub(r"\s+", " ", times.inner_text()) == (
            "From November 20, 2026, 6:00 AM (UTC+1) until November 22, 2026, 10:00 PM (UTC+1)"
        )


def test_times_are_told_in_the_readers_zone(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, timezone_id="Asia/Tokyo") as reader:
        reader.page.clock.install(time="2026-11-20T12:00:00Z")
        reader.page.goto(parcels.url + "fr/")
        assert shown(reader.page) == ["Grève dans le nord"]
        words = reader.page.locator(".notice:visible .notice-times").inner_text()
        assert re.sub(r"\s+", " ", words) == "Du 20 novembre 2026 à 14:00 UTC+9 au 23 novembre 2026 à 06:00 UTC+9"


def test_a_notice_without_translation_is_marked_and_its_links_stay_in_the_language(
    parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.clock.install(time="2026-11-21T01:00:00Z")
        reader.page.goto(parcels.url + "ar/")
        assert shown(reader.page) == ["التتبع متوقف", STRIKE]
        foreign = reader.page.locator(".notice-text[lang]")
        assert (foreign.get_attribute("lang"), foreign.get_attribute("dir")) == ("en", "ltr")
        foreign.get_by_role("link").click()
        expect(reader.page).to_have_url(parcels.url + "ar/parcels/lost/#look")


# --- feedback


def sent_by(reader: WatchedPage) -> list[Request]:
    sent: list[Request] = []
    reader.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    reader.page.route("**/answers", lambda route: route.fulfill(status=204))
    return sent


def test_an_answer_is_sent_once_with_locale_path_and_answer_alone(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr") as reader:
        page, sent = reader.page, sent_by(reader)
        page.context.add_cookies([{"name": "session", "value": "secret", "url": parcels.url}])
        page.goto(parcels.url + "fr/parcels/lost/")
        oui = page.get_by_role("button", name="Oui")
        with page.expect_request("**/answers"):
            oui.click()
        oui.click()
        expect(page.locator(".feedback [role=status]")).to_have_text("Merci de votre réponse.")
        expect(oui).to_have_attribute("aria-pressed", "true")
        assert len(sent) == 1
        assert sent[0].post_data == "locale=fr&path=parcels%2Flost.md&answer=yes"
        headers = sent[0].all_headers()
        assert "cookie" not in headers
        assert "referer" not in headers

        page.reload()
        expect(page.get_by_role("button", name="Oui")).to_have_attribute("aria-pressed", "true")
        page.goto(parcels.url + "parcels/lost/")
        expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
        assert len(sent) == 1, "an answer is the article's, in all its languages"


def test_no_leads_on_to_the_channels(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        sent = sent_by(reader)
        reader.page.goto(parcels.url + "parcels/lost/")
        reader.page.get_by_role("button", name="No", exact=True).focus()
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator(".contact-channels")).to_be_focused()
        expect(reader.page.locator(".contact-channels h2")).to_be_in_viewport()
        expect(reader.page.locator(".feedback [role=status]")).to_contain_text("The people below")
        reader.page.keyboard.press("Tab")
        expect(reader.page.locator(".contact-channels a").first).to_be_focused()
        assert [request.post_data for request in sent] == ["locale=en&path=parcels%2Flost.md&answer=no"]


def test_without_an_endpoint_nothing_is_sent_and_the_thanks_are_shown(host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url) as reader:
        sent = sent_by(reader)
        reader.page.goto(host.url + "withdrawals/fees/", wait_until="networkidle")
        reader.page.get_by_role("button", name="Yes").click()
        expect(reader.page.locator(".feedback [role=status]")).to_have_text("Thank you for your answer.")
        reader.page.wait_for_load_state("networkidle")
        assert sent == []
        assert reader.troubles == []


def test_without_scripts_nobody_asks(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, java_script_enabled=False) as reader:
        reader.page.goto(parcels.url + "parcels/lost/")
        expect(reader.page.locator(".feedback")).to_be_hidden()


def test_answers_are_kept_for_the_page_where_storage_is_off(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
        sent = sent_by(reader)
        reader.page.goto(parcels.url + "parcels/lost/")
        for _ in range(2):
            reader.page.get_by_role("button", name="Yes").click()
        expect(reader.page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
        assert len(sent) == 1
        assert reader.troubles == []


# --- which channel


def order(page: Page) -> list[str]:
    """Return the ids of the channels that the answer names, best first."""
    return [card.get_attribute("data-channel") or "" for card in page.locator(".chooser-answer li:visible").all()]


# 2026-11-23 is a Monday; the phone answers from 8 to 12 and 13 to 24 in Paris.
CHOICES: list[tuple[str, str, bool, list[str]]] = [
    ("2026-11-23T09:00:00Z", "", False, ["email", "live-chat"]),
    ("2026-11-23T09:00:00Z", "parcels", False, ["email", "phone"]),
    ("2026-11-23T09:00:00Z", "parcels", True, ["phone", "live-chat", "email"]),
    ("2026-11-23T02:00:00Z", "parcels", True, ["live-chat", "phone", "email"]),
    ("2026-11-23T02:00:00Z", "refunds", False, ["phone", "live-chat", "email"]),
    ("2026-12-25T09:00:00Z", "refunds", True, ["live-chat", "phone", "email"]),
    ("2026-11-27T23:30:00Z", "refunds", True, ["phone", "live-chat", "email"]),
]


@pytest.mark.parametrize(("now", "topic", "urgent", "ids"), CHOICES)
def test_topic_and_urgency_lead_to_one_first_choice(
    now: str, topic: str, urgent: bool, ids: list[str], parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url, timezone_id="America/New_York") as reader:
        reader.page.clock.install(time=now)
        reader.page.goto(parcels.url + "contact/")
        reader.page.get_by_label("What is it about?").select_option(topic)
        reader.page.get_by_label("It cannot wait").set_checked(urgent)
        assert order(reader.page) == ids
        names = {"email": "E-mail", "phone": "Phone", "live-chat": "Live chat"}
        expect(reader.page.locator(".chooser-first")).to_have_text(f"First choice: {names[ids[0]]}")
        expect(reader.page.locator(".chooser-answer .button:visible")).to_have_count(1)


@pytest.mark.parametrize("link", ["contact/?topic=parcels", "contact/#topic-parcels", "contact/#parcels"])
def test_a_link_chooses_the_topic(link: str, parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.goto(parcels.url + link)
        expect(reader.page.get_by_label("What is it about?")).to_have_value("parcels")
        assert order(reader.page) == ["email", "phone"]
        reader.page.goto(parcels.url + "contact/?topic=nothing")
        expect(reader.page.get_by_label("What is it about?")).to_have_value("")


def test_without_scripts_the_answers_are_a_table(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, java_script_enabled=False) as reader:
        page = reader.page
        page.goto(parcels.url + "parcels/lost/")
        page.get_by_role("link", name="All ways to reach us").click()
        expect(page).to_have_url(parcels.url + "contact/#topic-parcels")
        expect(page.locator(".chooser-form")).to_be_hidden()
        row = page.locator(".chooser-table tr:target")
        expect(row).to_be_in_viewport()
        assert [cell.strip().split("\n") for cell in row.locator("th, td").all_inner_texts()] == [
            ["Parcels"],
            ["E-mail"],
            ["Phone", "Live chat"],
            ["Phone"],
        ]
        assert page.locator(".chooser-table tbody th").all_inner_texts() == ["Parcels", "Refunds", "Everything else"]


# --- hours in the reader's zone, by a fixed clock

STATES = [
    ("2026-11-23T08:00:00Z", "Europe/Paris", r"Open now · until 12:00 PM", ""),
    ("2026-11-23T11:00:00Z", "Europe/Paris", r"Closed now · Opens 1:00 PM", ""),
    ("2026-11-27T22:30:00Z", "Europe/Paris", r"Open now · until Sat 2:00 AM", ""),
    ("2026-11-24T00:30:00Z", "America/New_York", r"Closed now · Opens Tue 2:00 AM", r"2:00 – 6:00 AM, 7:00 AM – 6:00 PM"),
    ("2026-12-25T09:00:00Z", "Asia/Tokyo", r"Closed now · Opens Sat 8:00 AM", r"12:00 – 8:00 AM"),
    ("2026-11-22T12:00:00Z", "Asia/Tokyo", r"Closed now · Opens Mon 4:00 PM", r"closed today"),
]


@pytest.mark.parametrize(("now", "zone", "state", "hours"), STATES)
def test_state_and_hours_by_the_readers_clock(
    now: str, zone: str, state: str, hours: str, parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url, timezone_id=zone, locale="en-US") as reader:
        reader.page.clock.install(time=now)
        reader.page.goto(parcels.url + "contact/phone/")
        found = [reader.page.locator(f".channel-main {part}").inner_text() for part in (".state", ".your-time")]
        told, own = (re.sub(r"\s+", " ", text) for text in found)
        assert told == state
        assert own == (f"In your time zone: {hours}" if hours else "")


# --- language


def suggestion(page: Page) -> Any:
    return page.locator(".language-suggestion")


def test_the_browsers_language_is_suggested_in_that_language(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="ar-EG") as reader:
        page = reader.page
        page.goto(parcels.url + "parcels/lost/")
        bar = suggestion(page)
        expect(bar).to_be_visible()
        assert (bar.get_attribute("lang"), bar.get_attribute("dir")) == ("ar", "rtl")
        expect(page).to_have_url(parcels.url + "parcels/lost/")
        bar.get_by_role("link", name="اقرأ هذه الصفحة بالعربية").click()
        expect(page).to_have_url(parcels.url + "ar/parcels/lost/")
        expect(suggestion(page)).to_have_count(0)
        page.goto(parcels.url + "fr/parcels/lost/")
        expect(suggestion(page)).to_have_count(0)


def test_a_suggestion_that_was_declined_does_not_come_back(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr-CA") as reader:
        page = reader.page
        page.goto(parcels.url)
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(suggestion(page).get_by_role("button", name="Fermer")).to_be_focused()
        page.keyboard.press("Enter")
        expect(suggestion(page)).to_have_count(0)
        expect(page.locator("main")).to_be_focused()
        page.goto(parcels.url + "parcels/lost/")
        expect(suggestion(page)).to_have_count(0)


@pytest.mark.parametrize(
    ("locale", "path"), [("en-GB", ""), ("ja", ""), ("fr", "fr/"), ("ar", "refunds/how/")], ids=str
)
def test_no_language_is_suggested_without_need(locale: str, path: str, parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale=locale) as reader:
        reader.page.goto(parcels.url + path, wait_until="networkidle")
        expect(suggestion(reader.page)).to_have_count(0)


def test_who_chose_a_language_is_not_asked_for_another(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr") as reader:
        page = reader.page
        page.goto(parcels.url + "fr/")
        page.locator("details.languages > summary").click()
        page.locator("details.languages a[hreflang=en]").click()
        expect(page).to_have_url(parcels.url)
        expect(suggestion(page)).to_have_count(0)


# --- the brand


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(138, 31, 92)"), ("dark", "rgb(242, 154, 201)")])
def test_the_brands_colour_and_logo_are_shown(
    scheme: Any, colour: str, parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url, color_scheme=scheme) as reader:
        reader.page.goto(parcels.url + "parcels/lost/")
        link = reader.page.locator(".breadcrumbs a").first
        assert link.evaluate("element => getComputedStyle(element).color") == colour
        logo = reader.page.locator(".site-name img")
        assert logo.evaluate("image => image.complete && image.naturalWidth > 0")
        assert logo.evaluate("image => [image.offsetWidth, image.offsetHeight]") == [42, 28]
        assert reader.troubles == []
