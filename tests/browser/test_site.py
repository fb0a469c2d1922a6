"""The repository's site as readers meet it, in every language."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from browser.watch import has_site_script, visit, watched
from built_site import BuiltSite
from conftest import built_once
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.markdown import LEAD
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.pages.urls import page_url
from static_host import StaticHost

ROOT = Path(__file__).parents[2]
CATALOGUE: Catalogue = read_catalogue(read_settings(ROOT / "mkdocs.yml"))
SETTINGS = CATALOGUE.settings
LOCALES = [locale.key for locale in SETTINGS.published]
ARTICLE = "withdrawals/withdrawal-delayed.md"
PAGE_KINDS = {
    "home": "index.md",
    "topic": "withdrawals/index.md",
    "faq": ARTICLE,
    "guide": "security/protect-account.md",
    "policy": "security/privacy.md",
    "channel": "contact/phone.md",
    "contact": "contact/index.md",
    "ladder": "complaints/escalate.md",
    "search": "search/index.md",
}


def address(locale: str, shared_path: str) -> str:
    return page_url(SETTINGS, locale, shared_path)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_kind_asks_another_host_or_fails_in_anything(locale: str, host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url) as reader:
        reader.open_all(host.url + address(locale, path) for path in PAGE_KINDS.values())
        assert reader.troubles == []


@pytest.mark.parametrize("step", range(len(LOCALES)))
def test_the_language_switch_stays_on_the_article(step: int, host: StaticHost, browser: Browser) -> None:
    """From each language to the one so many places on, round and round: all steps together are all pairs."""
    rounds = math.gcd(step, len(LOCALES))
    with watched(browser, host.url) as reader:
        for start in range(rounds):
            visit(reader.page, host.url + address(LOCALES[start], ARTICLE))
            for number in range(1, len(LOCALES) // rounds + 1):
                other = SETTINGS.published[(start + number * step) % len(LOCALES)]
                reader.page.locator("details.languages > summary").click()
                reader.page.locator(f"details.languages a[hreflang='{other.lang}']").click()
                expect(reader.page).to_have_url(host.url + address(other.key, ARTICLE))
                article = CATALOGUE.files[other.key][ARTICLE]
                expect(reader.page.locator("h1")).to_have_text(article.title)
                assert reader.page.locator("html").get_attribute("lang") == other.lang
                assert reader.page.locator("html").get_attribute("dir") == other.direction
                has_site_script(reader.page)


def rare_word(article: ArticleFile) -> str:
    """Return a word of the article's sections that stands in no other article of the locale; a pair in Chinese."""
    others = "\n".join(
        section.plain
        for path, file in CATALOGUE.files[article.locale].items()
        if path != article.shared_path
        for section in file.document.sections
    ).casefold()
    own = " ".join(section.plain for section in article.document.sections if section.id != LEAD)
    words = re.findall(r"[\u4e00-\u9fff]{2,4}|[^\W\d_]{6,}", own)
    return max((word for word in words if word.casefold() not in others), key=len)


@pytest.mark.parametrize("locale", LOCALES)
def test_search_finds_an_article_by_a_word_of_its_text(locale: str, host: StaticHost, browser: Browser) -> None:
    article = CATALOGUE.files[locale]["security/account-stolen.md"]
    word = rare_word(article)
    with watched(browser, host.url) as reader:
        visit(reader.page, host.url + address(locale, "index.md"))
        reader.page.keyboard.press("/")
        field = reader.page.get_by_role("dialog").get_by_role("combobox")
        expect(field).to_be_focused()
        field.fill(word)
        first = reader.page.get_by_role("dialog").get_by_role("option").first
        expect(first).to_contain_text(article.title)
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
        expect(reader.page).to_have_url(re.compile(re.escape(host.url + address(locale, article.shared_path))))
        assert reader.troubles == []


@pytest.mark.parametrize("locale", LOCALES)
def test_search_stays_within_its_language(locale: str, host: StaticHost, browser: Browser) -> None:
    lang = SETTINGS.locale(locale).lang
    with watched(browser, host.url) as reader:
        visit(reader.page, host.url + address(locale, "index.md"))
        title = CATALOGUE.files[locale][ARTICLE].title
        found = reader.page.evaluate(
            "async ([query, locale]) => (await import('/assets/search/search.js')).search(query, {locale, limit: 10})",
            [title, locale],
        )
        assert found
        assert found[0]["url"].startswith(host.url + address(locale, ARTICLE))
        assert {hit["lang"] for hit in found} == {lang}


@pytest.mark.parametrize("one_404", [True, False], ids=["host with one 404 page", "host that takes the nearest"])
def test_an_address_that_leads_nowhere_answers_in_the_readers_language(
    one_404: bool, site: Path, browser: Browser
) -> None:
    with StaticHost(site, one_404=one_404) as host:
        for locale in SETTINGS.published:
            with watched(browser, host.url) as reader:
                answer = reader.page.goto(f"{host.url}{address(locale.key, 'index.md')}no/such/page/")
                assert answer
                assert answer.status == 404
                visible = reader.page.locator("[data-not-found]:visible")
                expect(visible).to_have_count(1)
                expect(visible).to_have_attribute("data-not-found", locale.key)
                words = CATALOGUE.words.translations(locale)
                expect(visible.get_by_role("heading", level=1)).to_have_text(words.gettext("This page does not exist"))
                # The root's page keeps the frame that it was built with, and says so.
                source = SETTINGS.locale(SETTINGS.source)
                frame = source.lang if one_404 or locale == source else None
                assert reader.page.locator("header").get_attribute("lang") == frame
                assert reader.page.locator("html").get_attribute("dir") == locale.direction
                assert reader.page.title().startswith(words.gettext("This page does not exist"))
                if one_404 and locale.key in ("zh", "ar"):  # its search is the reader's, too
                    has_site_script(reader.page)
                    reader.page.locator(".header-search").click()
                    dialog = reader.page.get_by_role("dialog")
                    expect(dialog.get_by_role("combobox")).to_be_focused()
                    assert dialog.get_attribute("aria-label") == words.gettext("Search the help centre")
                    reader.page.keyboard.press("Escape")
                visible.get_by_role("link").first.click()
                expect(reader.page).to_have_url(host.url + address(locale.key, "index.md"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_site_works_without_javascript(locale: str, host: StaticHost, browser: Browser) -> None:
    article = CATALOGUE.files[locale][ARTICLE]
    with watched(browser, host.url, java_script_enabled=False) as reader:
        page = reader.page
        page.goto(host.url + address(locale, "index.md"))
        page.locator(
            f"main a[href$='{address(locale, 'withdrawals/index.md').removeprefix(locale + '/')}']"
        ).first.click()
        expect(page).to_have_url(host.url + address(locale, "withdrawals/index.md"))
        page.get_by_role("link", name=article.title, exact=True).first.click()
        expect(page.locator("h1")).to_have_text(article.title)
        for section in article.document.sections:
            if section.id != LEAD:
                expect(page.locator(f"#{section.id}")).to_have_text(section.title)
        block = page.locator("[data-contact-block]")
        mail = CATALOGUE.channels.channels["email"]
        expect(block.locator(f"a[href^='mailto:{mail.address}']").first).to_be_visible()  # type: ignore[union-attr]  # this channel is a mailbox
        phone = CATALOGUE.channels.channels["phone"]
        expect(block.locator(f"a[href='tel:{phone.number}']").first).to_be_visible()  # type: ignore[union-attr]  # this one a line
        page.goto(host.url + address(locale, "search/index.md"))
        for topic in CATALOGUE.topics:
            title = CATALOGUE.files[locale][f"{topic}/index.md"].title
            expect(page.locator("main").get_by_role("link", name=title, exact=True).first).to_be_visible()
        assert reader.troubles == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mail_comes_with_a_translated_subject_and_what_to_prepare(
    locale: str, host: StaticHost, browser: Browser
) -> None:
    article = CATALOGUE.files[locale][ARTICLE]
    with watched(browser, host.url) as reader:
        visit(reader.page, host.url + address(locale, ARTICLE))
        # As the browser hands it on.
        href = reader.page.locator("[data-contact-block] a[href^='mailto:']").first.evaluate("link => link.href")
        assert quote(article.title, safe="") in href
        first = CATALOGUE.files[locale]["contact/email.md"].meta.prepare[0]
        assert quote(first, safe="") in href
        reads = locale in CATALOGUE.channels.channels["email"].languages
        source = CATALOGUE.source_files[ARTICLE].title
        assert (quote(f"{source} / {article.title}", safe="") in href) == (not reads)


def test_an_articles_first_load_is_small(site: Path, browser: Browser) -> None:
    for locale in LOCALES:
        with StaticHost(site) as host, watched(browser, host.url) as reader:
            reader.page.goto(host.url + address(locale, ARTICLE), wait_until="networkidle")
            total = sum(size for _, _, size in host.requests)
            assert total < 45_000, (locale, host.requests)
            assert len(host.requests) <= 8
            assert reader.troubles == []


@pytest.fixture(scope="module")
def below(site: Path, shared_folder: Path) -> Iterator[StaticHost]:
    """The site built for, and served below, a path."""
    built = built_once(shared_folder, "below", SITE_URL="https://host.example/repo/")
    with StaticHost(built, "/repo/") as host:
        yield host


@pytest.mark.parametrize("locale", LOCALES)
def test_the_site_works_below_a_path(locale: str, below: StaticHost, browser: Browser) -> None:
    with watched(browser, below.url) as reader:
        page = reader.page
        reader.open_all(below.url + address(locale, path) for path in PAGE_KINDS.values())
        assert reader.troubles == []
        visit(page, f"{below.url}{address(locale, 'index.md')}nowhere/")
        visible = page.locator("[data-not-found]:visible")
        expect(visible).to_have_attribute("data-not-found", locale)
        visible.get_by_role("link").first.click()
        expect(page).to_have_url(below.url + address(locale, "index.md"))
        has_site_script(page)
        page.keyboard.press("Control+k")
        page.get_by_role("dialog").get_by_role("combobox").fill(CATALOGUE.files[locale][ARTICLE].title)
        page.get_by_role("dialog").get_by_role("option", name=CATALOGUE.files[locale][ARTICLE].title).first.click()
        expect(page).to_have_url(re.compile(re.escape(below.url + address(locale, ARTICLE))))


def test_each_locales_index_holds_its_own_pages_only(site: Path) -> None:
    for locale in SETTINGS.published:
        addresses = BuiltSite(site).search_urls(locale.key)
        prefix = address(locale.key, "index.md")
        assert addresses
        assert all(url.startswith(prefix) for url in addresses)
        others = [address(x.key, "index.md") for x in SETTINGS.published if x.key not in (locale.key, SETTINGS.source)]
        assert not any(url.startswith(tuple(others)) for url in addresses)
