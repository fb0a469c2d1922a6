"""Light and dark: the system's choice, the reader's own, and no flash of the other one between pages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.watch import watched
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


def background(browser: Browser, url: str, scheme: Any) -> str:
    with watched(browser, url, color_scheme=scheme) as reader:
        reader.page.goto(url)
        colour: str = reader.page.evaluate(PLAIN)
        return colour


@pytest.mark.parametrize("locale", ["", "ar/"])
@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_the_readers_choice_holds_from_the_first_frame_on(
    system: Any, chosen: Any, locale: str, host: StaticHost, browser: Browser
) -> None:
    wanted, other = (background(browser, host.url, scheme) for scheme in (chosen, system))
    assert wanted != other
    with watched(browser, host.url, color_scheme=system, reduced_motion="no-preference") as reader:
        reader.page.add_init_script(FRAMES)
        reader.page.goto(host.url + locale)
        assert set(reader.page.evaluate("window.frames")) <= {other}
        reader.page.locator("[data-scheme-switch]").click()
        for path in ("", "withdrawals/withdrawal-delayed/", "contact/"):
            reader.page.goto(host.url + locale + path, wait_until="networkidle")
            reader.page.wait_for_function("window.frames.length > 2")
            assert set(reader.page.evaluate("window.frames")) == {wanted}, path
