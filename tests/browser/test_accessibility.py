"""WCAG 2.2 AA on every template, by axe-core; reflow, large text, targets, focus, forced colours, the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_site import PAGE_KINDS, address
from browser.watch import visit, watched
from static_host import AXE_ADDRESS, StaticHost

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATHS = {**PAGE_KINDS, "not found": "no/such/page.md"}
LITTLE_SITE = ["", "parcels/lost/", "refunds/how/", "contact/", "ar/", "ar/refunds/how/", "ar/contact/"]
"""Notices, a brand's colour, and pages in the source's language."""

# What axe loads ahead serves its rule on media that play by themselves.
RUN_AXE = """tags => axe.run(document, {
  runOnly: tags,
  resultTypes: ['violations', 'incomplete'],
  preload: document.querySelector('audio, video') !== null,
}).then(results => {
  const told = kind => results[kind].flatMap(({id, nodes}) => nodes.map(node => [
    id,
    [...node.any, ...node.all, ...node.none].map(({data}) => data?.messageKey ?? '').join(),
    node.target.join(' '),
  ]));
  return {violations: told('violations'), incomplete: told('incomplete')};
})"""

# What axe leaves to people, and how it was judged: rule and reason -> what must hold of the element.
JUDGED = {
    # The number of a step stands in a disc before its text; axe cannot see whether the text lies over the disc.
    # Text beside it has the card's ground, which DESIGN.md measures.
    ("color-contrast", "pseudoContent"): """element => {
      const step = element.closest('.text > ol > li');
      if (!step) return false;
      const [card, own] = [step.getBoundingClientRect(), element.getBoundingClientRect()];
      const [style, disc] = [getComputedStyle(step), getComputedStyle(step, '::before')];
      const reach = parseFloat(disc.insetInlineStart) + parseFloat(disc.inlineSize);
      return style.direction === 'rtl' ? own.right <= card.right - reach : own.left >= card.left + reach;
    }""",
    # The list of a combobox takes no focus: arrow keys scroll it with the active option (ARIA's combobox pattern).
    ("scrollable-region-focusable", ""): """element =>
      Boolean(element.querySelector('[role=listbox]')
        && element.parentElement.querySelector('[role=combobox][aria-controls]'))""",
}


def faults(page: Page) -> list[str]:
    """Return what axe finds in a page of a StaticHost, and what it leaves open and nobody has judged."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=AXE_ADDRESS)
    return told_by_axe(page)


def told_by_axe(page: Page) -> list[str]:
    """Return the same of a page that has axe."""
    results: dict[str, list[tuple[str, str, str]]] = page.evaluate(RUN_AXE, TAGS)
    found = [f"{rule}: {target}" for rule, _, target in results["violations"]]
    for rule, reason, target in results["incomplete"]:
        judge = JUDGED.get((rule, reason))
        if judge is None or not page.locator(target).evaluate(judge):
            found.append(f"open: {rule} ({reason}): {target}")
    return found


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
def test_axe_finds_nothing(locale: str, width: int, host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url, viewport={"width": width, "height": 900}, reduced_motion="reduce") as reader:
        for name, path in PATHS.items():
            visit(reader.page, host.url + address(locale, path))
            for scheme in SCHEMES:
                reader.page.emulate_media(color_scheme=scheme)
                assert faults(reader.page) == [], (name, scheme)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_axe_finds_nothing_on_notices_suggestions_and_foreign_text(
    scripts: bool, parcels: StaticHost, browser: Browser
) -> None:
    open_page = visit if scripts else Page.goto
    for scheme in ("light", "dark"):
        size = {"width": 320 if scheme == "light" else 1280, "height": 900}
        with watched(browser, parcels.url, viewport=size, color_scheme=scheme, locale="fr") as reader:
            if scripts:
                reader.page.clock.set_fixed_time("2026-11-21T01:00:00Z")
            else:  # axe is a script itself: only the site's own are left out
                reader.page.route("**/*.js*", lambda route: route.abort())
            for path in LITTLE_SITE:
                open_page(reader.page, parcels.url + path)
                assert faults(reader.page) == [], path


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_outdated_pages_and_their_status(
    width: int, built_scenario: Callable[[str], Path], browser: Browser
) -> None:
    with StaticHost(built_scenario("outdated-translations")) as host:
        size = {"width": width, "height": 900}
        with watched(browser, host.url, viewport=size, reduced_motion="reduce") as reader:
            for path in ("translation-status/", "ar/money/transfer-stuck/", "de/branch/opening/"):
                visit(reader.page, host.url + path)
                for scheme in SCHEMES:
                    reader.page.emulate_media(color_scheme=scheme)
                    assert faults(reader.page) == [], (path, scheme)
                assert reader.page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("locale", ["es", "de", "ru", "ar", "zh"])
def test_a_page_reflows_at_320_pixels_and_with_text_twice_as_large(
    locale: str, host: StaticHost, browser: Browser
) -> None:
    with watched(browser, host.url) as reader:
        for name, path in PATHS.items():
            visit(reader.page, host.url + address(locale, path))
            for width, size in ((320, "100%"), (360, "200%"), (640, "200%"), (1280, "200%")):
                reader.page.set_viewport_size({"width": width, "height": 700})
                reader.page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
                wide = reader.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (name, size, wide)
                assert reader.page.evaluate(CUT_OFF) == [], (name, size)
            ranges, parted = reader.page.evaluate(RANGES)
            assert parted == [], name
            if name in ("channel", "ladder"):
                assert ranges > 0, f"{name} has hours or an answer's time"


@pytest.mark.parametrize("locale", ["es", "de", "ar"])
def test_a_menu_opens_on_the_screen_in_large_type_too(locale: str, host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url, viewport={"width": 1280, "height": 800}) as reader:
        visit(reader.page, host.url + address(locale, "contact/index.md"))
        reader.page.evaluate("document.documentElement.style.fontSize = '200%'")
        for menu in reader.page.locator("details[data-menu]:visible").all():
            menu.locator("summary").click()
            box = menu.locator("ul").bounding_box()
            assert box
            assert (box["x"] >= 0, box["x"] + box["width"] <= 1280) == (True, True), box


def test_an_address_that_may_not_be_copied_is_selected(host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url) as reader:
        page = reader.page
        visit(page, host.url + "contact/email/")
        page.evaluate(
            "void (navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
        )
        copy = page.locator(".copy").first
        copy.click()
        page.wait_for_function("getSelection().toString()")
        assert page.evaluate("getSelection().toString()").strip() == copy.get_attribute("data-copy")
        assert reader.troubles == []


RANGES = r"""() => {
  // Every line that may break does.
  const style = Object.assign(document.createElement('style'), {
    textContent: 'body * { max-inline-size: 1px !important; overflow-wrap: normal !important }',
  });
  document.head.append(style);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const parted = [];
  let ranges = 0;
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    const line = (start) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + 1);
      return range.getBoundingClientRect().bottom;
    };
    // Between times and numbers, or days of the week; a dash between two words has spaces around it. Phone numbers.
    const found = node.data.matchAll(/\S[\s\u2060]*[\u2012\u2013][\s\u2060]*\d|\S[\u2012\u2013]\u2060?\S|\+[\d -]+\d/g);
    for (const {index, 0: text} of found) {
      ranges += 1;
      if (line(index) !== line(index + text.length - 1)) parted.push(node.data);
    }
  }
  return [ranges, parted];
}"""


CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
  const {overflowX, overflowY, clipPath, visibility} = getComputedStyle(element);
  if (clipPath !== 'none' || visibility === 'hidden' || !element.checkVisibility()) return false;
  return (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1)
    || (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 120))"""

SMALL = """() => [...document.querySelectorAll('a, button, input, select, summary')].filter(element => {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest('.visually-hidden')) return false;
  const {display} = getComputedStyle(element);
  if (element.matches('.skip-link') || display === 'inline') return false;  // links in sentences
  const {width, height} = element.getBoundingClientRect();
  return width < 24 || height < 24;
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("locale", "width"), [("en", 1280), ("ar", 390)])
def test_targets_are_large_and_focus_is_seen_on_every_stop(
    locale: str, width: int, host: StaticHost, browser: Browser
) -> None:
    with watched(browser, host.url, viewport={"width": width, "height": 844}) as reader:
        for name, path in PATHS.items():
            visit(reader.page, host.url + address(locale, path))
            assert reader.page.evaluate(SMALL) == [], name
            assert stops(reader.page) > 8, name


STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  const {x, y, width, height} = element.getBoundingClientRect();
  const seen = y + height > 0 && y < innerHeight && x + width > 0 && x < innerWidth;
  const number = element.stopNumber ??= (window.stopCount = (window.stopCount ?? 0) + 1);
  return [number, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && seen, element.outerHTML.slice(0, 120)];
}"""


def stops(page: Page) -> int:
    """Return how many stops the Tab key makes on a page; each must be in sight and show its focus."""
    last = 0
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop[0] <= last:
            return last
        last, is_seen, html = stop
        assert is_seen, html
    raise AssertionError("the keyboard is caught")


def test_forced_colours_leave_nothing_out(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, forced_colors="active", locale="fr") as reader:
        page = reader.page
        page.clock.set_fixed_time("2026-11-23T02:00:00Z")
        visit(page, parcels.url + "parcels/lost/")
        for mark in (".text > ol > li", ".state"):
            border = page.locator(mark).first.evaluate("e => getComputedStyle(e, '::before').borderTopStyle")
            assert border == "solid", mark
        for part in (".button", ".copy", ".channel-card", ".language-suggestion", ".standing-warning, .text > ol > li"):
            widths = page.locator(part).first.evaluate(
                "e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopStyle] }"
            )
            assert widths[0] != "0px", part
            assert widths[1] == "solid", part
        page.get_by_role("button", name="Yes").click()
        pressed, other = (
            page.get_by_role("button", name=name, exact=True).evaluate(
                "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).borderTopColor]"
            )
            for name in ("Yes", "No")
        )
        assert pressed != other, "an answer shows without its ground"
        assert stops(page) > 8


SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@pytest.mark.parametrize(("locale", "width"), [("en", 390), ("ar", 390), ("zh", 1280)])
def test_nothing_jumps(locale: str, width: int, host: StaticHost, browser: Browser) -> None:
    # A zone of its own, so that the reader's hours are shown too.
    size = {"width": width, "height": 844}
    with watched(browser, host.url, viewport=size, timezone_id="America/New_York", locale=locale) as reader:
        pages = {name: reader.context.new_page() for name in PATHS}
        for name, page in pages.items():
            page.goto(host.url + address(locale, PATHS[name]))
        for name, page in pages.items():
            page.wait_for_load_state("networkidle")
            assert page.evaluate(SHIFT) == 0, name


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    wanted = page.locator(selector).first
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    assert wanted.evaluate("element => getComputedStyle(element).outlineStyle") != "none"


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_way_from_home_to_a_person_by_keyboard_alone(locale: str, host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url, locale=locale) as reader:
        page = reader.page
        visit(page, host.url + address(locale, "index.md"))
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("/")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("combobox")).to_be_focused()
        page.keyboard.type("TRC20")
        expect(dialog.locator(".search__hit").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        page.wait_for_load_state("networkidle")
        tab_to(page, ".feedback [value='no']")
        page.keyboard.press("Enter")
        expect(page.locator(".contact-channels")).to_be_focused()
        tab_to(page, "[data-contact-block] a[href^='mailto:']")
        tab_to(page, ".all-channels a")
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        tab_to(page, "#chooser-topic")
        page.keyboard.press("ArrowDown")
        tab_to(page, ".chooser-urgent input")
        page.keyboard.press("Space")
        expect(page.locator(".chooser-urgent input")).to_be_checked()
        tab_to(page, ".chooser-answer .button")
