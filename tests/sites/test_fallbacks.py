"""Pages of articles that a language lacks: the source's text, said to be so, within the reader's language."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from built_site import language_of
from sites.scenarios import ARTICLES, FALLBACKS, LOCALES, TRANSLATED, URLS, Build, folder_of, switcher


@pytest.mark.parametrize(("scenario", "locale", "article"), FALLBACKS)
def test_a_fallback_page(scenario: str, locale: str, article: str, built: Build) -> None:
    source = next(iter(LOCALES[scenario]))
    page = built(scenario).page(f"{locale}/{article}")

    assert page.lang == LOCALES[scenario][locale], "the frame is the reader's"
    assert page.passages
    for passage in page.passages:
        assert (passage.get("lang"), passage.get("dir")) == LOCALES[scenario][source], "the text is the source's"
    assert page.robots == ["noindex"]
    assert page.canonical == URLS[scenario] + article
    assert page.alternates == {}
    address = f"{URLS[scenario]}{locale}/{article}"
    sitemap = built(scenario).sitemap
    assert address not in sitemap
    assert all(address not in alternates.values() for alternates in sitemap.values())


NOTICES = {
    ("missing-translations", "fr"): r"anglais",
    ("missing-translations", "ar"): r"الإنجليزية",
    ("arabic-source", "en"): r"Arabic",
}


@pytest.mark.parametrize(("scenario", "locale", "article"), FALLBACKS)
def test_a_fallback_page_says_so_in_the_readers_language(
    scenario: str, locale: str, article: str, built: Build
) -> None:
    page = built(scenario).page(f"{locale}/{article}")
    notice = page.one("//*[contains(@class, 'translation-notice')]")
    assert language_of(notice) == LOCALES[scenario][locale][0]
    assert re.search(NOTICES[scenario, locale], notice.text_content())


@pytest.mark.parametrize(("scenario", "locale", "article"), TRANSLATED)
def test_a_page_with_its_own_text_announces_only_its_kind(
    scenario: str, locale: str, article: str, built: Build
) -> None:
    missing = ARTICLES[scenario][article]
    own = [key for key in LOCALES[scenario] if key not in missing]
    page = built(scenario).page(folder_of(scenario, locale) + article)
    address = URLS[scenario] + folder_of(scenario, locale) + article
    alternates = {LOCALES[scenario][key][0]: URLS[scenario] + folder_of(scenario, key) + article for key in own}
    alternates["x-default"] = URLS[scenario] + article

    assert page.robots == []
    assert page.canonical == address
    assert page.alternates == (alternates if len(own) > 1 else {})
    assert built(scenario).sitemap[address] == page.alternates
    assert not page.all("//*[contains(@class, 'translation-notice')]")
    assert not any(passage.get("lang") for passage in page.passages)


@pytest.mark.parametrize(("scenario", "locale", "article"), FALLBACKS + TRANSLATED)
def test_the_switcher_marks_the_languages_without_a_text(
    scenario: str, locale: str, article: str, built: Build
) -> None:
    page = built(scenario).page(folder_of(scenario, locale) + article)
    marked = {lang for lang, mark in switcher(page).items() if mark}
    assert marked == {LOCALES[scenario][key][0] for key in ARTICLES[scenario][article]}


# Letters that a language's own words do not have.
FOREIGN = {"ar": r"[A-Za-z]{2}", "en": r"[\u0600-\u06ff]", "fr": r"\b(the|your|and|when|how)\b"}
NAMES = re.compile(r"\S+\.example|JavaScript")


@pytest.mark.parametrize(
    ("scenario", "locale"), [("missing-translations", "ar"), ("missing-translations", "fr"), ("arabic-source", "en")]
)
def test_all_foreign_text_is_marked_as_such(scenario: str, locale: str, built: Build) -> None:
    unmarked = {
        (text, name)
        for name, page in built(scenario).pages()
        if name.startswith(f"{locale}/")
        for text, lang in page.words()
        if lang == locale and re.search(FOREIGN[locale], NAMES.sub("", text))
    }
    assert unmarked == set()


@pytest.mark.parametrize(("scenario", "locale", "article"), FALLBACKS)
def test_links_of_a_fallback_page_stay_in_the_readers_language(
    scenario: str, locale: str, article: str, built: Build
) -> None:
    here = f"{URLS[scenario]}{locale}/{article}"
    page = built(scenario).page(f"{locale}/{article}")
    links = [urljoin(here, href) for href in page.inside(".//a/@href") if not href.startswith(("mailto:", "tel:"))]
    assert all(link.startswith(f"{URLS[scenario]}{locale}/") for link in links), links


def test_a_picture_of_the_source_stands_on_pages_without_their_own(built: Build) -> None:
    site = built("missing-translations")
    for address in ("meters/", "fr/meters/", "ar/meters/", "fr/meters/send-reading/"):
        source = site.page(address).inside(".//img/@src")
        assert [(site.root / address / src).resolve().name for src in source] == ["meter.svg"]
        assert (site.root / address / source[0]).resolve().is_file()


def test_search_finds_fallback_pages_in_their_own_language_only(built: Build) -> None:
    pages = {url.partition("#")[0] for url in built("missing-translations").search_urls("ar")}
    assert pages == {"ar/billing/pay-late/", "ar/contact/email/", "ar/contact/phone/"}
