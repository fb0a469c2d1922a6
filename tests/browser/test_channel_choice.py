"""Which channel is right, and whether it answers now, at fixed times."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.watch import visit, watched
from static_host import StaticHost


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


NAMES = {"email": "E-mail", "phone": "Phone", "live-chat": "Live chat"}


def test_topic_and_urgency_lead_to_one_first_choice(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, timezone_id="America/New_York") as reader:
        page = reader.page
        for now, topic, urgent, ids in CHOICES:
            page.clock.set_fixed_time(now)
            visit(page, parcels.url + "contact/")
            page.get_by_label("What is it about?").select_option(topic)
            page.get_by_label("It cannot wait").set_checked(urgent)
            assert order(page) == ids, (now, topic)
            expect(page.locator(".chooser-first")).to_have_text(f"First choice: {NAMES[ids[0]]}")
            expect(page.locator(".chooser-answer .button:visible")).to_have_count(1)


def test_what_cannot_wait_goes_elsewhere_once_a_channel_closes(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, timezone_id="Europe/Paris") as reader:
        page = reader.page
        page.clock.install(time="2026-11-23T10:58:00Z")  # the phone closes at 12 in Paris
        visit(page, parcels.url + "contact/?topic=parcels")
        urgent = page.get_by_label("It cannot wait")
        urgent.check()
        assert order(page)[0] == "phone"
        page.clock.run_for("03:00")
        expect(page.locator(".chooser-first")).to_have_text("First choice: Live chat")
        assert order(page)[0] == "live-chat"
        expect(urgent).to_be_focused()
        page.clock.run_for("01:00:00")
        expect(page.locator(".chooser-first")).to_have_text("First choice: Phone")


@pytest.mark.parametrize(
    ("now", "name"),
    [("2026-11-23T09:00:00Z", "Call"), ("2026-11-23T02:00:00Z", "Write an e-mail")],
)
def test_the_button_that_stands_out_below_an_article_is_of_who_answers_now(
    now: str, name: str, parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url) as reader:  # the article names phone and e-mail
        reader.page.clock.set_fixed_time(now)
        visit(reader.page, parcels.url + "parcels/lost/")
        expect(reader.page.locator(".contact-channels .button:not(.quiet)")).to_have_text([name])


def test_a_link_chooses_the_topic(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        for link in ("contact/?topic=parcels", "contact/#topic-parcels", "contact/#parcels"):
            reader.page.goto("about:blank")
            visit(reader.page, parcels.url + link)
            expect(reader.page.get_by_label("What is it about?")).to_have_value("parcels")
            assert order(reader.page) == ["email", "phone"]
        visit(reader.page, parcels.url + "contact/?topic=nothing")
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
    (
        "2026-11-24T00:30:00Z",
        "America/New_York",
        r"Closed now · Opens Tue 2:00 AM",
        r"2:00 – 6:00 AM, 7:00 AM – 6:00 PM",
    ),
    ("2026-12-25T09:00:00Z", "Asia/Tokyo", r"Closed now · Opens Sat 8:00 AM", r"12:00 – 8:00 AM"),
    ("2026-11-22T12:00:00Z", "Asia/Tokyo", r"Closed now · Opens Mon 4:00 PM", r"closed today"),
]


def test_state_and_hours_by_the_readers_clock(parcels: StaticHost, browser: Browser) -> None:
    for now, zone, state, hours in STATES:
        with watched(browser, parcels.url, timezone_id=zone, locale="en-US") as reader:
            reader.page.clock.set_fixed_time(now)
            visit(reader.page, parcels.url + "contact/phone/")
            expect(reader.page.locator(".channel-main .state")).not_to_be_empty()
            found = [reader.page.locator(f".channel-main {part}").inner_text() for part in (".state", ".your-time")]
            told, own = (re.sub(r"\s+", " ", text.replace("\u2060", "")) for text in found)
            assert (told, own) == (state, f"In your time zone: {hours}" if hours else ""), (now, zone)


# What Chromium says where it does not know the system's zone. It refuses a format in that one.
UNKNOWN_ZONE = """
const { resolvedOptions } = Intl.DateTimeFormat.prototype;
Intl.DateTimeFormat.prototype.resolvedOptions = function () {
  return { ...resolvedOptions.call(this), timeZone: "Etc/Unknown" };
};
"""


@pytest.mark.parametrize("now", ["2026-11-23T08:00:00Z", "2026-11-23T11:00:00Z"])
def test_a_browser_that_does_not_know_its_zone_tells_the_state_and_no_time(
    now: str, parcels: StaticHost, browser: Browser
) -> None:
    with watched(browser, parcels.url, locale="en-US") as reader:
        reader.page.add_init_script(UNKNOWN_ZONE)
        reader.page.clock.set_fixed_time(now)
        visit(reader.page, parcels.url + "contact/phone/")
        expect(reader.page.locator(".channel-main .state")).to_have_text(f"{'Open' if '08' in now else 'Closed'} now")
        assert reader.page.locator(".channel-main .your-time").inner_text() == ""
        assert reader.troubles == []


# What becomes of the worker that makes the browser's first format of times.
WORKERS = {
    "forbidden": "Worker = class { constructor() { throw new DOMException('', 'SecurityError'); } };",
    "missing": "Worker = class extends Worker { constructor() { super('/missing.js'); } };",
    "silent": "Worker = class {};",
}


@pytest.mark.parametrize("worker", WORKERS)
def test_states_need_no_worker(worker: str, parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, timezone_id="Europe/Paris", locale="en-US") as reader:
        reader.page.add_init_script(WORKERS[worker])
        visit(reader.page, parcels.url + "contact/phone/")
        expect(reader.page.locator(".channel-main .state")).to_contain_text(re.compile(r"^(Open|Closed) now"))
        assert [trouble for trouble in reader.troubles if "/missing.js" not in trouble and "404" not in trouble] == []


NOTE_FORMATS = """
let told = false;
globalThis.formats = [];
const { DateTimeFormat } = Intl;
Intl.DateTimeFormat = function (...options) {
  formats.push(told);
  return new DateTimeFormat(...options);
};
const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
Object.defineProperty(Worker.prototype, "onmessage", {
  set(answer) {
    set.call(this, (event) => {
      told = true;
      answer(event);
    });
  },
});
"""


def test_a_page_makes_no_format_of_times_before_its_worker_has(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.add_init_script(NOTE_FORMATS)
        reader.page.clock.set_fixed_time("2026-12-25T09:00:00Z")  # the page has a notice that is over
        visit(reader.page, parcels.url + "contact/phone/")
        expect(reader.page.locator(".channel-main .state")).not_to_be_empty()
        assert set(reader.page.evaluate("formats")) == {True}
