"""Light and dark: the system's choice, the reader's own, and no flash of the other one between pages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.watch import visit, watched
from conftest import built_once
from processes import until
from static_host import StaticHost

# What is painted is what stands when a frame is due; the first that has something of the page counts too.
FRAMES = """
window.frames = [];
const note = () => {
  if (document.body) window.frames.push(getComputedStyle(document.body).backgroundColor);
  requestAnimationFrame(note);
};
requestAnimationFrame(note);
"""
PLAIN = "getComputedStyle(document.body).backgroundColor"
WORKERS = """async () => (await navigator.serviceWorker.getRegistrations())
  .map(({scope, active}) => [scope, active?.scriptURL.replace(scope, '')])"""
KNOWS = """async wanted => {
  const {serviceWorker} = navigator;
  return wanted
    ? serviceWorker.controller?.state === 'activated' && serviceWorker.controller.scriptURL.endsWith(`?${wanted}`)
    : !(await serviceWorker.getRegistrations()).length;
}"""
SWITCH = "[data-scheme-switch]"
PATHS = ("", "withdrawals/withdrawal-delayed/", "contact/")
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 24, 31)"
GROUND = {"light": LIGHT, "dark": DARK}
SCHEMES = pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])


def painted(page: Page, url: str) -> set[str]:
    """Return the grounds of all frames of a page, until it has nothing more to do."""
    page.goto(url, wait_until="networkidle")
    page.wait_for_function("window.frames.length > 2")
    grounds: list[str] = page.evaluate("window.frames")
    return set(grounds)


def choose(page: Page, wanted: str | None) -> None:
    """Press the switch and wait until the browser has the worker that knows of it, or none."""
    page.locator(SWITCH).click()
    until(lambda: bool(page.evaluate(KNOWS, wanted)), 30)


@pytest.mark.parametrize("locale", ["", "ar/"])
@SCHEMES
def test_the_readers_choice_holds_from_the_first_frame_on(
    system: Any, chosen: str, locale: str, host: StaticHost, browser: Browser
) -> None:
    with watched(browser, host.url, color_scheme=system, reduced_motion="no-preference") as reader:
        reader.page.add_init_script(FRAMES)
        assert painted(reader.page, host.url + locale) == {GROUND[system]}
        choose(reader.page, chosen)
        assert reader.page.evaluate(PLAIN) == GROUND[chosen]
        for path in PATHS:
            assert painted(reader.page, host.url + locale + path) == {GROUND[chosen]}, path
            expect(reader.page.locator(SWITCH)).to_have_attribute("aria-pressed", str(chosen == "dark").lower())
        choose(reader.page, None)
        assert reader.page.evaluate(PLAIN) == GROUND[system]
        for path in PATHS:
            assert painted(reader.page, host.url + locale + path) == {GROUND[system]}, path
        assert reader.troubles == []


@SCHEMES
def test_the_style_sheet_knows_the_choice_before_any_script_of_the_page(
    system: Any, chosen: str, host: StaticHost, browser: Browser
) -> None:
    with watched(browser, host.url, color_scheme=system) as reader:
        visit(reader.page, host.url)
        choose(reader.page, chosen)
        reader.page.route("**/start.js*", lambda route: route.abort())
        for path in PATHS:
            reader.page.goto(host.url + path)
            assert reader.page.evaluate(PLAIN) == GROUND[chosen]
        reader.page.emulate_media(media="print")
        assert reader.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_a_choice_follows_into_other_tabs_and_changes_with_the_system(host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url, color_scheme="light") as reader:
        first, second = reader.page, reader.context.new_page()
        visit(first, host.url)
        visit(second, host.url + "fr/")
        choose(first, "dark")
        expect(second.locator(SWITCH)).to_have_attribute("aria-pressed", "true")
        assert second.evaluate(PLAIN) == DARK
        # By night the system is dark too: the choice stands, and one for light is another now.
        for page in (first, second):
            page.emulate_media(color_scheme="dark")
        assert second.evaluate(PLAIN) == DARK
        choose(second, "light")
        first.wait_for_function(f"{PLAIN} === '{LIGHT}'")
        first.add_init_script(FRAMES)
        assert painted(first, host.url + "contact/") == {LIGHT}
        assert [url for _, url in first.evaluate(WORKERS)] == ["colour-scheme-worker.js?light"]


def test_a_reader_without_a_choice_has_no_worker(host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url, color_scheme="dark") as reader:
        for path in PATHS:
            reader.page.goto(host.url + path, wait_until="networkidle")
            assert reader.page.evaluate(WORKERS) == []
        reader.page.emulate_media(color_scheme="light")
        assert reader.page.evaluate(PLAIN) == LIGHT
        expect(reader.page.locator(SWITCH)).to_have_attribute("aria-pressed", "false")


def test_below_a_path_the_worker_is_the_sites_own(site: Path, shared_folder: Path, browser: Browser) -> None:
    built = built_once(shared_folder, "below", SITE_URL="https://host.example/repo/")
    with StaticHost(built, "/repo/") as host, watched(browser, host.url, color_scheme="light") as reader:
        reader.page.add_init_script(FRAMES)
        visit(reader.page, host.url + "zh/no/such/page/")
        choose(reader.page, "dark")
        assert reader.page.evaluate(WORKERS) == [[host.url, "colour-scheme-worker.js?dark"]]
        assert painted(reader.page, host.url + "zh/contact/") == {DARK}


POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:"


@pytest.mark.parametrize(("more", "workers"), [("; connect-src 'self'", 1), ("", 0)], ids=["README's", "narrower"])
def test_under_a_policy_of_the_host_the_page_keeps_its_style(
    more: str, workers: int, site: Path, browser: Browser
) -> None:
    host = StaticHost(site, headers={"Content-Security-Policy": POLICY + more})
    with host, watched(browser, host.url, color_scheme="light") as reader:
        reader.page.goto(host.url, wait_until="networkidle")
        choose(reader.page, "dark" if workers else None)
        for path in PATHS:
            reader.page.goto(host.url + path, wait_until="networkidle")
            assert reader.page.evaluate(PLAIN) == DARK
            assert len(reader.page.evaluate(WORKERS)) == workers


def test_a_worker_of_another_kind_stays(site: Path, tmp_path: Path, browser: Browser) -> None:
    root = shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    (root / "own-worker.js").write_text("addEventListener('fetch', () => {})", "utf-8")
    with StaticHost(root) as host, watched(browser, host.url, color_scheme="light") as reader:
        visit(reader.page, host.url)
        reader.page.evaluate(
            "navigator.serviceWorker.register('/own-worker.js').then(() => navigator.serviceWorker.ready)"
        )
        for expected in (DARK, LIGHT):
            reader.page.locator(SWITCH).click()
            reader.page.goto(host.url + "contact/", wait_until="networkidle")
            assert reader.page.evaluate(PLAIN) == expected
            assert reader.page.evaluate(WORKERS) == [[host.url, "own-worker.js"]]


@SCHEMES
def test_without_workers_each_page_puts_the_choice_in_force(
    system: Any, chosen: str, host: StaticHost, browser: Browser
) -> None:
    with watched(browser, host.url, color_scheme=system, service_workers="block") as reader:
        reader.page.add_init_script("delete Navigator.prototype.serviceWorker")
        for path in PATHS:
            visit(reader.page, host.url + path)
            if not path:
                reader.page.locator(SWITCH).click()
            assert reader.page.evaluate(PLAIN) == GROUND[chosen], path
        assert reader.troubles == []


def test_a_choice_holds_for_the_page_where_storage_is_full(site: Path, browser: Browser) -> None:
    with StaticHost(site) as host, watched(browser, host.url, color_scheme="light") as reader:
        page = reader.page
        page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };")
        visit(page, host.url)
        page.locator(SWITCH).click()
        assert page.evaluate(PLAIN) == DARK
        page.locator(SWITCH).click()
        assert page.evaluate(PLAIN) == LIGHT
        assert reader.troubles == []
