"""The repository's own site as it was built: every page is what its text says, and nothing else."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from built_site import BuiltPage, BuiltSite
from conftest import ROOT
from helpcentre.content.article_file import ArticleFile, is_index
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.links import resolve
from helpcentre.content.reading import read_catalogue
from helpcentre.content.settings import Settings
from helpcentre.mkdocs_settings import read_settings
from helpcentre.output.audit import audit_site
from helpcentre.pages.content_policy import content_policy
from helpcentre.pages.site import LocaleSite
from helpcentre.pages.urls import absolute_url, page_url

FIRST_LOAD = 45_000
"""Bytes, gzipped, of all that a reader's first article takes."""

ARTICLE_HTML = 25_000
"""Bytes of an article's page, as the build writes it."""

SETTINGS = read_settings(ROOT / "mkdocs.yml")
LOCALES = [locale.key for locale in SETTINGS.published]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(SETTINGS)


@pytest.fixture(scope="module")
def built(site: Path) -> BuiltSite:
    return BuiltSite(site)


def articles(catalogue: Catalogue, locale: str) -> Iterator[tuple[str, ArticleFile]]:
    """Yield address and file of each page of a locale that is made of an article."""
    for file in catalogue.pages(locale):
        yield page_url(catalogue.settings, locale, file.shared_path), file


def test_seven_locales_are_published() -> None:
    assert len(LOCALES) == 7


def test_the_audit_finds_nothing(site: Path) -> None:
    assert audit_site(site, SETTINGS.site_url) == []


# --- the two Markdown parsers agree


def links_of_text(file: ArticleFile, catalogue: Catalogue, settings: Settings) -> list[str]:
    """Return where the links of an article and its passages lead, by the catalogue."""
    passages = [catalogue.snippets[file.locale][use.name] for use in file.document.snippets]
    found = []
    for link in (link for text in (file, *passages) for link in text.document.links if link.kind == "link"):
        destination = resolve(link, file, catalogue)
        if destination.state == "external":
            found.append(link.target)
        else:
            address = absolute_url(settings, page_url(settings, file.locale, destination.path))
            found.append(f"{address}#{destination.fragment}" if destination.fragment else address)
    return sorted(found)


@pytest.mark.parametrize("locale", LOCALES)
def test_headings_and_links_are_those_of_the_text(locale: str, catalogue: Catalogue, built: BuiltSite) -> None:
    settings = catalogue.settings
    for address, file in articles(catalogue, locale):
        page = built.page(address)
        assert [h.text_content() for h in page.inside(".//h1")] == [file.title], file.path
        written = [(h.level, h.id) for h in file.document.headings if h.level in (2, 3)]
        shown = [(int(h.tag[1]), h.get("id")) for h in page.inside(".//h2 | .//h3")]
        assert shown == written, file.path
        here = absolute_url(settings, address)
        # A ladder's steps end in a link to their channel, which is the engine's.
        links = [urljoin(here, a.get("href")) for a in page.inside(".//a[@href][not(contains(@class, 'button'))]")]
        assert sorted(links) == links_of_text(file, catalogue, settings), file.path


# --- what stands on the pages


@pytest.mark.parametrize("locale", LOCALES)
def test_every_faq_ends_in_its_channels(locale: str, catalogue: Catalogue, built: BuiltSite) -> None:
    asked = 0
    for address, file in articles(catalogue, locale):
        if file.meta.kind == "faq":
            block = built.page(address).one("//*[@data-contact-block]")
            assert tuple(block.xpath(".//@data-contact-channel")) == file.meta.contact, file.path
            asked += 1
    assert asked > 10


def test_no_placeholder_is_left(built: BuiltSite) -> None:
    for name, page in built.pages():
        assert not any("{{" in words or "--8<--" in words for words, _ in page.words()), name


def test_the_demonstration_notice_is_on_every_page(built: BuiltSite) -> None:
    pages = list(built.pages())
    assert len(pages) > 7 * 50
    for name, page in pages:
        assert page.one("//*[contains(@class, 'demonstration-notice')]").text_content().strip(), name


def test_every_page_carries_the_policy_above_all_that_it_rules(built: BuiltSite) -> None:
    for name, page in built.pages():
        first, second = page.all("//head/*")[:2]
        assert first.get("charset") == "utf-8", name
        assert second.get("http-equiv") == "Content-Security-Policy", name
        assert second.get("content") == content_policy(None), name


def test_pages_link_to_no_other_host_but_the_channels(catalogue: Catalogue, built: BuiltSite) -> None:
    channels = (SETTINGS.docs_dir / "channels.yml").read_text("utf-8")
    foreign = {
        href
        for _, page in built.pages()
        for href in page.all("//a/@href")
        if href.startswith(("http:", "https:", "//")) and not href.startswith(SETTINGS.site_url or "")
    }
    assert foreign
    assert all(href in channels for href in foreign), foreign


def test_the_sitemap_holds_every_translation(catalogue: Catalogue, built: BuiltSite) -> None:
    settings = catalogue.settings
    expected: dict[str, dict[str, str]] = {}
    for shared_path in catalogue.source_files:
        alternates = {
            locale.lang: absolute_url(settings, page_url(settings, locale.key, shared_path))
            for locale in catalogue.alternates(shared_path)
        }
        alternates["x-default"] = alternates[settings.locale(settings.source).lang]
        expected |= {address: alternates for lang, address in alternates.items() if lang != "x-default"}
    assert built.sitemap == expected
    assert len(expected) == 7 * len(catalogue.source_files)


def test_the_root_404_speaks_every_language(catalogue: Catalogue, built: BuiltSite) -> None:
    sections = built.page("404.html").all("//*[@data-not-found]")
    assert [section.get("data-not-found") for section in sections] == LOCALES
    for section in sections:
        site = LocaleSite(catalogue, SETTINGS.locale(section.get("data-not-found")))
        assert section.xpath("string(.//h1 | .//h2)") == site.words.gettext("This page does not exist")
        assert {"index.md", "contact/index.md"} <= {
            path for path in ("index.md", "contact/index.md") if f"/{site.url(path)}" in section.xpath(".//a/@href")
        }


# --- bytes


def first_load(page: BuiltPage, root: Path) -> list[Path]:
    """Return the files that a browser asks for to show a page."""
    wanted = page.all("//link[@rel='stylesheet' or @rel='icon' or @rel='modulepreload']/@href")
    wanted += page.all("//script/@src") + page.all("//img/@src")
    files = {Path(os.path.normpath(page.file.parent / urlsplit(address).path)) for address in wanted}
    assert all(file.is_relative_to(root) for file in files)
    return [page.file, *sorted(files)]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_first_article_is_light(locale: str, catalogue: Catalogue, built: BuiltSite) -> None:
    sizes: dict[Path, int] = {}

    def size(file: Path) -> int:
        if file not in sizes:
            sizes[file] = len(gzip.compress(file.read_bytes(), compresslevel=6, mtime=0))
        return sizes[file]

    for address, file in articles(catalogue, locale):
        files = first_load(built.page(address), built.root)
        assert len(files) >= 4, "page, style sheet, script, icon"
        assert sum(size(one) for one in files) < FIRST_LOAD, file.path


@pytest.mark.parametrize("locale", LOCALES)
def test_an_articles_page_is_small_by_itself(locale: str, catalogue: Catalogue, built: BuiltSite) -> None:
    sizes = {
        address: size
        for address, file in articles(catalogue, locale)
        if file.meta.kind in ("faq", "guide", "policy") and not is_index(file.shared_path)
        if (size := (built.root / address / "index.html").stat().st_size) > ARTICLE_HTML
    }
    assert sizes == {}
