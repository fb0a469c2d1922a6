"""The search module where an index is in parts, and where parts, index and scripts are of different builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from browser.search_trial import SAID, call, copy_scripts, write_home, write_index
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from static_host import StaticHost


def other_index(route: Route, key: str) -> None:
    """Answer with an index that another build's code has made."""
    route.fulfill(json={**json.loads(route.fetch().body()), key: "99"})


@pytest.mark.parametrize(("locale", "query"), [("en", "verification cdoe"), ("zh", "提现"), ("ar", "والمحفظة")])
def test_an_index_in_parts_needs_no_other_policy(page: Page, trial: str, locale: str, query: str) -> None:
    page.goto(f"{trial}en/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("-")[0]))
    parts = call(page, "find", query, {"locale": f"{locale}-in-parts"})
    assert {"index.json", "terms", "texts"} <= set(asked)
    whole = call(page, "find", query, {"locale": locale})
    assert parts == whole
    assert whole["hits"]


def asks_of_yesterday(browser: Browser, trial: str, times: int) -> tuple[str, int]:
    """Return what a search says to a reader who gets yesterday's index so often, and how often it is asked for."""
    page = browser.new_page()
    page.goto(f"{trial}en/home/")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > times:
            route.continue_()
        else:
            index = json.loads(route.fetch().body())
            route.fulfill(json={**index, "folder": "0123456789ab"})

    page.route("**/search/en-in-parts/index.json", answer)
    said = page.evaluate(
        "async () => (await import(new URL('../../assets/search/search.js', document.baseURI)))"
        ".search('password', {locale: 'en-in-parts'}).then((hits) => hits[0].title, (error) => error.message)"
    )
    page.close()
    return str(said), len(asked)


def test_a_reader_with_the_index_of_yesterday_gets_todays(browser: Browser, trial: str) -> None:
    said, asked = asks_of_yesterday(browser, trial, 1)
    assert said == "I forgot my password"
    assert asked == 2


def test_parts_that_stay_away_are_told(browser: Browser, trial: str) -> None:
    said, asked = asks_of_yesterday(browser, trial, 9)
    assert "404" in said
    assert asked == 2


@pytest.mark.parametrize("key", ["format", "reading"])
def test_an_index_of_another_build_is_refused(page: Page, trial: str, key: str) -> None:
    page.route("**/search/en/index.json", lambda route: other_index(route, key))
    page.goto(f"{trial}en/home/")
    assert "the search index is of format" in page.evaluate(SAID, "en")


@pytest.mark.parametrize("key", ["format", "reading"])
def test_an_index_of_another_build_that_a_cache_held_is_asked_for_anew(page: Page, trial: str, key: str) -> None:
    page.route("**/search/en/index.json", lambda route: other_index(route, key), times=1)
    page.goto(f"{trial}en/home/")
    assert page.evaluate(SAID, "en") == "I forgot my password"


def test_a_worker_of_another_build_that_a_cache_held_is_asked_for_anew(page: Page, tmp_path: Path) -> None:
    copy_scripts(tmp_path)
    write_index(tmp_path, "en", index_files([SearchEntry("a/", "I forgot my password", "", lang="en")]))
    write_home(tmp_path, "en", "en")
    worker = tmp_path / "assets" / "search" / "worker.js"
    todays = worker.read_text("utf-8")
    # A word of the folding table.
    worker.write_text(todays.replace('"jusqu"', '"puis"'), "utf-8")
    assert worker.read_text("utf-8") != todays
    with StaticHost(tmp_path, headers={"Cache-Control": "max-age=3600"}) as host:
        page.goto(f"{host.url}en/home/")
        assert "the search index is of format" in page.evaluate(SAID, "en")
        worker.write_text(todays, "utf-8")
        page.reload()
        assert page.evaluate(SAID, "en") == "I forgot my password"
