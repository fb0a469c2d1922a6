"""What a page's own policy keeps a browser from, on hosts that send none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.watch import visit, watched
from conftest import built_once
from file_trees import write
from static_host import StaticHost

ARTICLE = "withdrawals/withdrawal-delayed/"
SLIPPED_IN = """<script>ran.push("script")</script><script src="{other}script.js"></script>
<style>body {{ font-style: italic }}</style><link rel="stylesheet" href="{other}style.css">
<img src="{other}image.svg" alt=""><img src="data:," alt="" onerror="ran.push('handler')">
<iframe src="{other}" title=""></iframe><a id="lure" href="javascript:ran.push('link')">Go</a>
<p id="styled" style="font-style: italic">Text</p>"""
"""What no article can hold, for checks and audit refuse it: as if it had got past them."""


@pytest.mark.parametrize("guarded", [True, False], ids=["as built", "without the policy"])
def test_what_slips_into_a_page_does_nothing(guarded: bool, site: Path, tmp_path: Path, browser: Browser) -> None:
    root = shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    elsewhere = {"script.js": "ran.push('other host')", "style.css": "", "image.svg": "", "index.html": ""}
    page = root / ARTICLE / "index.html"
    with StaticHost(write(tmp_path / "other", elsewhere)) as other, StaticHost(root) as host:
        html = page.read_text("utf-8").replace("</main>", SLIPPED_IN.format(other=other.url) + "</main>")
        page.unlink()  # the file is the shared site's as well
        page.write_text(html if guarded else html.replace("Content-Security-Policy", "nothing"), "utf-8")
        with watched(browser, host.url) as reader:
            reader.page.add_init_script("globalThis.ran = []")
            visit(reader.page, host.url + ARTICLE)
            reader.page.locator("#lure").click()
            reader.page.wait_for_load_state("networkidle")
            ran = reader.page.evaluate("ran")
            styles = [
                reader.page.evaluate(f"getComputedStyle(document.querySelector('{one}')).fontStyle")
                for one in ("body", "#styled")
            ]
    if guarded:
        assert (ran, styles, other.requests) == ([], ["normal", "normal"], [])
    else:
        assert set(ran) == {"script", "other host", "handler", "link"}
        assert styles == ["italic", "italic"]
        assert {path for path, _, _ in other.requests} >= {"/script.js", "/style.css", "/image.svg", "/"}


def test_answers_may_go_to_the_endpoint_that_is_named(
    scenario: Callable[[str], Path], shared_folder: Path, browser: Browser
) -> None:
    config = scenario("parcel-service") / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("endpoint: /answers", "endpoint: https://feedback.example/answers"), "utf-8")
    site = built_once(shared_folder, "endpoint-elsewhere", config.parent)
    with StaticHost(site) as host, watched(browser, host.url) as reader:
        asked: list[str] = []
        reader.page.route("https://feedback.example/**", lambda route: asked.append(route.request.url) or route.abort())
        visit(reader.page, host.url + "parcels/lost/")
        with reader.page.expect_request("https://feedback.example/answers"):
            reader.page.get_by_role("button", name="Yes").click()
        reader.page.evaluate("fetch('https://other.example/', {mode: 'no-cors'}).catch(() => {})")
        reader.page.wait_for_load_state("networkidle")
        assert asked == ["https://feedback.example/answers"]
        assert not any("other.example" in trouble for trouble in reader.troubles if "console" not in trouble)
