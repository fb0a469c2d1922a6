"""Little sites of other houses, each with its own mkdocs.yml, built by the same engine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from built_site import BuiltSite
from conftest import fork_mkdocs
from helpcentre import cli
from helpcentre.output.audit import audit_site
from sites.scenarios import LOCALES, URLS, Build, switcher

HERE = Path(__file__).parent


# --- every site


@pytest.mark.parametrize("scenario", LOCALES)
def test_the_audit_finds_nothing(scenario: str, built: Build) -> None:
    assert audit_site(built(scenario).root, URLS[scenario]) == []


@pytest.mark.parametrize("scenario", LOCALES)
def test_a_check_finds_no_errors(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "-f", str(HERE / scenario / "mkdocs.yml")]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("scenario", LOCALES)
def test_each_page_is_in_the_language_of_its_folder(scenario: str, built: Build) -> None:
    source = next(iter(LOCALES[scenario]))
    seen = set()
    for name, page in built(scenario).pages():
        first = name.split("/")[0]
        locale = first if first in LOCALES[scenario] else source
        assert page.lang == LOCALES[scenario][locale], name
        assert list(switcher(page)) == [lang for lang, _ in LOCALES[scenario].values()], name
        seen.add(locale)
    assert seen == set(LOCALES[scenario])


@pytest.mark.parametrize("scenario", LOCALES)
def test_the_root_404_speaks_every_language(scenario: str, built: Build) -> None:
    page = built(scenario).page("404.html")
    sections = {part.get("data-not-found"): part for part in page.all("//*[@data-not-found]")}
    assert list(sections) == list(LOCALES[scenario])
    words = set()
    for locale, section in sections.items():
        assert (section.get("lang"), section.get("dir")) == LOCALES[scenario][locale]
        words.add(section.xpath("string(.//h1 | .//h2)"))
    assert len(words) == len(sections), "each in its own words"
    path = "/" + URLS[scenario].split("/", 3)[3]
    addresses = [
        a
        for a in page.all("//@href | //@src | //@action")
        if not a.startswith(("#", "https:", "data:", "mailto:", "tel:"))
    ]
    assert addresses
    assert all(a.startswith(path) for a in addresses), "a 404 page is shown at any depth"


# --- a source locale that is not English


def test_the_source_locale_is_at_the_root(built: Build) -> None:
    site = built("chinese-source")
    assert not (site.root / "zh").exists()
    page = site.page("lending/renew/")
    assert page.canonical == "https://lakeside-library.example/lending/renew/"
    assert page.alternates["x-default"] == page.alternates["zh-Hans"] == page.canonical
    assert "借期为 30 天" in page.text
    assert "A loan lasts 30 days" in site.page("en/lending/renew/").text


def test_the_standing_warning_is_each_languages_own(built: Build) -> None:
    site = built("chinese-source")
    assert "馆员不会问您的密码" in site.page("lending/lost-card/").root.text_content()
    english = site.page("en/lending/lost-card/").root.text_content()
    assert "Librarians never ask" in english
    assert "馆员" not in english


def test_chinese_is_indexed_in_pairs_of_characters(built: Build) -> None:
    assert built("chinese-source").searched("zh", {"续借", "挂失", "书证"}) == {"续借", "挂失"}


# --- locales with a region or a script


def test_words_of_the_sites_own_folder(built: Build) -> None:
    texts = {}
    for locale in ("pt-BR", "zh-Hant"):
        with (HERE / "region-locales" / "words" / f"{locale}.po").open("rb") as stream:
            words = {str(message.id): message.string for message in read_po(stream) if isinstance(message.id, str)}
        page = built("region-locales").page(f"{locale}/rides/deposit/")
        texts[locale] = page.one("//a[@class='skip-link']").text_content()
        assert texts[locale] == words["Skip to the content"]
        assert words["Write an e-mail"] in page.root.text_content()
    assert len(set(texts.values())) == 2


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("rides/deposit/", "R$1,250.50"),
        ("pt-BR/rides/deposit/", "R$\xa01.250,50"),
        ("zh-Hant/rides/deposit/", "R$1,250.50"),
        ("pt-BR/rides/", "45 minutos"),
        ("zh-Hant/rides/", "45 分鐘"),
    ],
)
def test_data_as_the_region_writes_it(address: str, text: str, built: Build) -> None:
    assert text in built("region-locales").page(address).text


def test_alternates_name_region_and_script(built: Build) -> None:
    page = built("region-locales").page("zh-Hant/rides/end-ride/")
    assert page.alternates == {
        "en": "https://pedala.example/rides/end-ride/",
        "pt-BR": "https://pedala.example/pt-BR/rides/end-ride/",
        "zh-Hant": "https://pedala.example/zh-Hant/rides/end-ride/",
        "x-default": "https://pedala.example/rides/end-ride/",
    }


# --- without channels.yml and facts.yml


def test_without_channels_no_page_speaks_of_them(built: Build) -> None:
    for name, page in built("no-data").pages():
        assert not page.all("//*[@data-contact-block or @data-contact-channel]"), name
        assert not page.all("//*[contains(@class, 'demonstration-notice')]"), name


def test_without_facts_what_looks_like_one_stays(built: Build) -> None:
    assert "{{ facts.name }}" in built("no-data").page("visits/first-visit/").text


def test_configuration_is_inherited_and_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    assert built("no-data").page("").canonical == "https://handbook.neighbours.example/"
    assert "Handbuch der Nachbarschaftshilfe" in built("no-data").page("").one("//title").text

    environment = {"HANDBOOK_URL": "https://preview.neighbours.example/branch/", "HANDBOOK_NAME": "Entwurf"}
    done = fork_mkdocs("build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=HERE / "no-data", **environment)
    assert done.returncode == 0, done.stderr
    site = BuiltSite(tmp_path / "site")
    assert site.page("visits/").canonical == "https://preview.neighbours.example/branch/visits/"
    assert "Entwurf" in site.page("").one("//title").text
    assert {a.split("/branch/")[0] for a in site.sitemap} == {"https://preview.neighbours.example"}
    assert audit_site(site.root) == []

    for name, value in environment.items():
        monkeypatch.setitem(os.environ, name, value)
    assert cli.main(["check", "-f", str(HERE / "no-data" / "mkdocs.yml")]) == 0
