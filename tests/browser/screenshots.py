"""Writes a sheet of screenshots to look at: `make screenshots`, which builds the site first.

Every kind of page in three languages (two scripts besides Latin, one of them right to left), on a phone and a desk, in
light and dark; the pages that show the source's text come from a little site whose translations are under way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from conftest import ROOT, run_mkdocs
from static_host import StaticHost

LOCALES = ("en", "zh", "ar")
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = {
    "home": "",
    "topic": "withdrawals/",
    "article": "withdrawals/withdrawal-delayed/",
    "contact": "contact/",
    "channel": "contact/phone/",
    "ladder": "complaints/escalate/",
    "search": "search/",
    "not found": "no/such/page/",
}
FALLBACKS = {"fr": "fr/billing/read-your-bill/", "ar": "ar/billing/read-your-bill/"}
LITTLE_SITE = ROOT / "tests" / "sites" / "missing-translations"


def shots() -> Iterator[tuple[str, str, str, str]]:
    """Yield site, name, locale and address of every page to shoot."""
    for name, path in PAGES.items():
        for locale in LOCALES:
            yield "site", name, locale, path if locale == LOCALES[0] else f"{locale}/{path}"
    for locale, path in FALLBACKS.items():
        yield "little", "fallback", locale, path


def shoot(page: Page, address: str, file: Path, name: str) -> None:
    """Write a picture of the whole page; a search page with its hits."""
    page.goto(address, wait_until="networkidle")
    if name == "search":
        page.get_by_role("combobox").fill("USDT")
        page.locator(".search__text:not(:empty)").first.wait_for()  # texts come after titles
    page.screenshot(path=file, full_page=True, animations="disabled")


def write_sheet(browser: Browser, hosts: dict[str, StaticHost], target: Path) -> int:
    """Write all pictures and an index.html that shows them side by side; return how many there are."""
    target.mkdir(parents=True, exist_ok=True)
    rows: dict[tuple[str, str], list[str]] = {}
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            viewport = {"width": width, "height": height}
            page = browser.new_page(viewport=viewport, color_scheme=scheme, locale="en")  # type: ignore[arg-type]  # a TypedDict
            page.add_init_script("localStorage.setItem('helpcentre.language', 'en')")
            for site, name, locale, path in shots():
                file = f"{name.replace(' ', '-')}-{locale}-{size}-{scheme}.png"
                shoot(page, hosts[site].url + path, target / file, name)
                rows.setdefault((name, locale), []).append(file)
            page.close()
    cells = "".join(
        f"<h2>{escape(name)}, {locale}</h2><p>"
        + "".join(f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a>' for file in files)
        for (name, locale), files in rows.items()
    )
    style = (
        "body{font-family:system-ui}p{display:flex;gap:12px;align-items:start}img{max-block-size:70vh;border:1px solid}"
    )
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>{cells}'
    )
    (target / "index.html").write_text(html, encoding="utf-8")
    return sum(len(files) for files in rows.values())


def main() -> None:
    """Shoot the built site, and the little one, which is built for it."""
    with ExitStack() as stack:
        little = Path(stack.enter_context(TemporaryDirectory())) / "site"
        done = run_mkdocs("build", "--strict", "--site-dir", str(little), cwd=LITTLE_SITE)
        if done.returncode:
            sys.exit(done.stderr)
        folders = {"site": ROOT / "site", "little": little}
        hosts = {name: stack.enter_context(StaticHost(folder)) for name, folder in folders.items()}
        playwright = stack.enter_context(sync_playwright())
        browser = chromium.launch(playwright)
        count = write_sheet(browser, hosts, ROOT / "screenshots")
        browser.close()
    print(f"{count} pictures; look at them in screenshots/index.html")


if __name__ == "__main__":
    main()
