"""Incident notices by the reader's clock, on home and on the pages of their topics."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.watch import visit, watched
from static_host import StaticHost


def shown(page: Page) -> list[str]:
    """Return the titles of the notices that a reader sees."""
    return [words.strip() for words in page.locator(".notice-title > :last-child:visible").all_inner_texts()]


STRIKE, OUTAGE = "Strike in the north", "Tracking is down"


# The reader's clock -> what home shows, whatever the build knew.
MOMENTS = {
    "2026-11-20T04:59:00Z": [],
    "2026-11-20T05:00:00Z": [STRIKE],
    "2026-11-21T00:00:00Z": [OUTAGE, STRIKE],
    "2026-11-21T02:59:00Z": [OUTAGE, STRIKE],
    "2026-11-21T03:00:00Z": [STRIKE],
    "2026-11-22T21:00:00Z": [],
}


def test_a_notice_is_shown_by_the_readers_clock(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        for now, titles in MOMENTS.items():
            reader.page.clock.set_fixed_time(now)
            visit(reader.page, parcels.url)
            assert shown(reader.page) == titles, now
            expect(reader.page.locator("[data-notices]")).to_be_visible(visible=bool(titles))
        assert reader.troubles == []


FRAMES = """
window.frames = [];
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
  .observe({type: 'layout-shift', buffered: true});
const note = () => {
  if (document.body) window.frames.push(document.body.innerText);
  requestAnimationFrame(note);
};
requestAnimationFrame(note);
"""


# Before all of them, within a text, within a time, after the last.
PLACES_TO_STOP = [None, b"data-notices", b"Look at", b"2026, 10:00", b"<section aria-labelledby"]


@pytest.mark.parametrize("slow_at", PLACES_TO_STOP)
def test_no_notice_is_painted_out_of_its_time_however_slowly_the_page_comes(
    slow_at: bytes | None, parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url, timezone_id="Asia/Tokyo", viewport={"width": 390, "height": 844}) as reader:
        reader.page.add_init_script(FRAMES)
        parcels.slow_at = slow_at
        try:
            for now, titles in MOMENTS.items():
                reader.page.clock.set_fixed_time(now)
                reader.page.goto(parcels.url, wait_until="networkidle")
                frames = reader.page.evaluate("window.frames")
                for title in (STRIKE, OUTAGE):
                    assert title in titles or not any(title in frame for frame in frames), (now, title)
                assert not any("(UTC" in frame for frame in frames), "a time of the build's zone"
                assert all(title in frames[-1] for title in titles)
                assert reader.page.evaluate("window.shifts") == [], now
        finally:
            parcels.slow_at = None


def test_a_page_without_notices_waits_for_no_script(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        for path, count in (("", 1), ("search/", 0)):
            visit(reader.page, parcels.url + path)
            assert reader.page.locator("script:not([async], [type=module], [src*='site.js'])").count() == count


def test_a_notice_begins_and_vanishes_while_the_page_is_open(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.clock.install(time="2026-11-20T23:59:50Z")
        visit(reader.page, parcels.url)
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
            visit(reader.page, parcels.url + path)
            assert shown(reader.page) == titles, path
        visit(reader.page, parcels.url + "refunds/")
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
        visit(reader.page, parcels.url + "fr/")
        assert shown(reader.page) == ["Grève dans le nord"]
        words = reader.page.locator(".notice:visible .notice-times").inner_text()
        assert re.sub(r"\s+", " ", words) == "Du 20 novembre 2026 à 14:00 UTC+9 au 23 novembre 2026 à 06:00 UTC+9"


def test_a_notice_without_translation_is_marked_and_its_links_stay_in_the_language(
    parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.clock.install(time="2026-11-21T01:00:00Z")
        visit(reader.page, parcels.url + "ar/")
        assert shown(reader.page) == ["التتبع متوقف", STRIKE]
        foreign = reader.page.locator(".notice-text[lang]")
        assert (foreign.get_attribute("lang"), foreign.get_attribute("dir")) == ("en", "ltr")
        foreign.get_by_role("link").click()
        expect(reader.page).to_have_url(parcels.url + "ar/parcels/lost/#look")
