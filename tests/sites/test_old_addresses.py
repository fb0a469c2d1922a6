"""Old addresses of articles that have moved, on a site below a path."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from built_site import BuiltSite, language_of
from conftest import fork_mkdocs
from helpcentre.output.audit import audit_site
from sites.scenarios import ARTICLES, LOCALES, URLS, Build, folder_of
from static_host import StaticHost

OLD = {
    "billing/late/": "billing/pay-late/",
    "reading/": "meters/send-reading/",
    "meters/how-to-read/": "meters/send-reading/",
}
OLD_PAGES = [(locale, old, new) for locale in LOCALES["missing-translations"] for old, new in OLD.items()]


@pytest.mark.parametrize(("locale", "old", "new"), OLD_PAGES)
def test_an_old_address_says_in_the_readers_language_that_the_page_has_moved(
    locale: str, old: str, new: str, built: Build
) -> None:
    site, folder = built("missing-translations"), folder_of("missing-translations", locale)
    page = site.page(folder + old)
    assert page.lang == LOCALES["missing-translations"][locale]
    assert page.robots == ["noindex"]
    is_fallback = locale in ARTICLES["missing-translations"][new]
    assert page.canonical == URLS["missing-translations"] + ("" if is_fallback else folder) + new
    address = URLS["missing-translations"] + folder + old
    wanted = URLS["missing-translations"] + folder + new
    refresh = page.one("//meta[@http-equiv='refresh']/@content")
    assert urljoin(address, refresh.removeprefix("0; url=")) == wanted
    link = page.one("//main//a")
    assert urljoin(address, link.get("href")) == wanted
    assert language_of(link) == ("en" if is_fallback else locale)
    heading = page.one("//h1").text
    assert (heading == "This page has moved") == (locale == "en")


def test_static_hosts_know_old_addresses_and_nobody_lists_them(built: Build) -> None:
    site = built("missing-translations")
    rules = (site.root / "_redirects").read_text("utf-8").splitlines()
    assert rules == [
        f"/centre/{folder_of('missing-translations', locale)}{old} "
        f"/centre/{folder_of('missing-translations', locale)}{new} 301"
        for locale, old, new in OLD_PAGES
    ]
    listed = (site.root / "sitemap.xml").read_text("utf-8")
    assert not [old for old in OLD if f"/{old}<" in listed]
    for locale in LOCALES["missing-translations"]:
        found = site.search_urls(locale)
        assert found
        assert not [old for old in OLD if f"{folder_of('missing-translations', locale)}{old}" in found]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_reader_with_an_old_address_arrives_without_a_script(locale: str, built: Build, browser: Browser) -> None:
    folder = folder_of("missing-translations", locale)
    with StaticHost(built("missing-translations").root, "/centre/") as host:
        reader = browser.new_page(java_script_enabled=False)
        reader.goto(f"{host.url}{folder}billing/late/")
        reader.wait_for_url(f"{host.url}{folder}billing/pay-late/")
        reader.close()


def test_a_redirect_that_leads_nowhere_is_told_by_the_audit(built: Build, tmp_path: Path) -> None:
    shutil.copytree(built("missing-translations").root, tmp_path / "site")
    page = tmp_path / "site" / "fr" / "billing" / "late" / "index.html"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("0; url=../../../fr/billing/pay-late/", "0; url=../../../fr/billing/nowhere/"), "utf-8"
    )
    told = [f for f in audit_site(tmp_path / "site", URLS["missing-translations"]) if "meta refresh" in f.message]
    assert [(f.rule, f.path) for f in told] == [("link-broken", "fr/billing/late/index.html")]


def test_old_addresses_of_html_files_lead_on_as_well(scenario: Callable[[str], Path]) -> None:
    folder = scenario("missing-translations")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("use_directory_urls: false\n")
    (folder / "docs" / "_redirects").write_text("/shop /elsewhere 302", encoding="utf-8")
    done = fork_mkdocs("build", "--strict", cwd=folder, HELPCENTRE_LOCALES="en,fr")
    assert done.returncode == 0, done.stderr
    site = BuiltSite(folder / "site")
    assert site.page("fr/reading.html").one("//meta[@http-equiv='refresh']/@content") == (
        "0; url=../fr/meters/send-reading.html"
    )
    rules = (folder / "site" / "_redirects").read_text("utf-8").splitlines()
    assert rules[:2] == ["/shop /elsewhere 302", "/centre/billing/late.html /centre/billing/pay-late.html 301"]
    assert audit_site(site.root, URLS["missing-translations"]) == []
