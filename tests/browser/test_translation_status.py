"""The translators' status page: its work list by language and state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from browser.watch import visit, watched
from static_host import StaticHost


@pytest.fixture(scope="module")
def status_host(built_scenario: Callable[[str], Path]) -> Iterator[StaticHost]:
    with StaticHost(built_scenario("outdated-translations")) as host:
        yield host


def shown(rows: Locator) -> list[tuple[str | None, str | None]]:
    visible = [row for row in rows.all() if row.is_visible()]
    return [(row.get_attribute("data-locale"), row.get_attribute("data-state")) for row in visible]


def test_the_work_list_is_filtered_and_the_choice_can_be_passed_on(status_host: StaticHost, browser: Browser) -> None:
    with watched(browser, status_host.url) as reader:
        page = reader.page
        visit(page, status_host.url + "translation-status/")
        rows = page.locator("tr[data-state]")
        count = page.get_by_role("status")
        expect(count).to_have_text("4 articles")
        assert shown(rows) == [("ar", "outdated")] * 2 + [("de", "outdated")] * 2

        page.get_by_label("Language", exact=True).select_option("de")
        expect(count).to_have_text("2 articles")
        assert shown(rows) == [("de", "outdated")] * 2
        page.get_by_label("State", exact=True).select_option("missing")
        expect(count).to_have_text("0 articles")
        assert page.url.endswith("translation-status/?locale=de&state=missing")

        visit(page, status_host.url + "translation-status/?locale=ar&state=nonsense")
        expect(count).to_have_text("2 articles")
        expect(page.get_by_label("Language", exact=True)).to_have_value("ar")
        assert reader.troubles == []


def test_the_list_is_whole_without_a_script(status_host: StaticHost, browser: Browser) -> None:
    with watched(browser, status_host.url, java_script_enabled=False) as reader:
        reader.page.goto(status_host.url + "translation-status/")
        assert len(shown(reader.page.locator("tr[data-state]"))) == 4
        expect(reader.page.locator("form[data-status-filter]")).to_be_hidden()
