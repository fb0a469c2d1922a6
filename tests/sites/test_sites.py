"""Little sites of other houses, each with its own mkdocs.yml, built by the same engine."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from built_site import BuiltPage, BuiltSite, language_of
from conftest import fork_mkdocs
from helpcentre import cli
from helpcentre.output.audit import audit_site
from static_host import StaticHost

HERE = Path(__file__).parent

# Locale -> language and direction; the first is the source.
LOCALES: dict[str, dict[str, tuple[str, str]]] = {
    "chinese-source": {"zh": ("zh-Hans", "ltr"), "en": ("en", "ltr")},
    "region-locales": {"en": ("en", "ltr"), "pt-BR": ("pt-BR", "ltr"), "zh-Hant": ("zh-Hant", "ltr")},
    "missing-translations": {"en": ("en", "ltr"), "fr": ("fr", "ltr"), "ar": ("ar", "rtl")},
    "arabic-source": {"ar": ("ar", "rtl"), "en": ("en", "ltr")},
    "no-data": {"de": ("de", "ltr"), "en": ("en", "ltr")},
    "outdated-translations": {"en": ("en", "ltr"), "de": ("de", "ltr"), "ar": ("ar", "rtl")},
}
URLS = {
    "chinese-source": "https://lakeside-library.example/",
    "region-locales": "https://pedala.example/",
    "missing-translations": "https://help.lumen.example/centre/",
    "arabic-source": "https://oasis-bakery.example/help/",
    "no-data": "https://handbook.neighbours.example/",
    "outdated-translations": "https://help.quay-savings.example/",
}
# The addresses of each article, and the locales that have no text of their own for it.
ARTICLES: dict[str, dict[str, set[str]]] = {
    "missing-translations": {
        "": {"ar"},
        "billing/": {"ar"},
        "billing/read-your-bill/": {"fr", "ar"},
        "billing/pay-late/": set(),
        "meters/": {"ar"},
        "meters/send-reading/": {"fr", "ar"},  # the French one is a draft
        "contact/": {"ar"},
        "contact/email/": set(),
        "contact/phone/": set(),
    },
    "arabic-source": {
        "": set(),
        "orders/": {"en"},
        "orders/delivery/": {"en"},
        "orders/change/": set(),
    },
}
FALLBACKS = [
    (scenario, locale, article)
    for scenario, articles in ARTICLES.items()
    for article, missing in articles.items()
    for locale in sorted(missing)
]
TRANSLATED = [
    (scenario, locale, article)
    for scenario, articles in ARTICLES.items()
    for article, missing in articles.items()
    for locale in LOCALES[scenario]
    if locale not in missing
]
Build = Callable[[str], BuiltSite]


@pytest.fixture(scope="session")
def built(built_scenario: Callable[[str], Path]) -> Build:
    """Returns a scenario's site, built strictly by the first who asks."""
    return lambda scenario: BuiltSite(built_scenario(scenario))


def folder_of(scenario: str, locale: str) -> str:
    return "" if locale == next(iter(LOCALES[scenario])) else f"{locale}/"


def switcher(page: BuiltPage) -> dict[str, str]:
    """Return what the language switcher says of each language, without the language's name."""
    links = page.all("//*[contains(@class, 'languages')]//a[@hreflang]")
    return {link.get("hreflang"): " ".join(link.xpath("./small//text()")).strip() for link in links}


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


# --- fallback pages


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


# --- old addresses of the site below a path

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


# --- translations that are older than their source

RISKY, HARMLESS = "money/transfer-stuck/", "branch/opening/"
NEWER = {"de": "Englisch", "ar": "الإنجليزية"}


@pytest.mark.parametrize("locale", NEWER)
def test_outdated_sections_that_may_cost_money_are_the_sources(locale: str, built: Build) -> None:
    page = built("outdated-translations").page(f"{locale}/{RISKY}")
    own, english = LOCALES["outdated-translations"][locale], ("en", "ltr")

    headings = {h.get("id"): (h.get("lang"), h.get("dir")) for h in page.inside(".//h2")}
    assert headings == {
        "state": (None, None),
        "stop": english,
        "clerk": (None, None),
        "late": english,
        "cost": english,
    }, "in the source's order"
    marked = page.all("//div[contains(@class, 'text')][@lang]")
    assert [(part.get("lang"), part.get("dir")) for part in marked] == [english] * 4
    assert "its receiver is new" in marked[0].text_content()
    steps = marked[1].xpath("./ol/li")
    assert [step.text_content() for step in steps][2] == "Wait 1–\u20602 working days."
    assert marked[1].xpath("./div[@class='admonition warning']")
    assert page.one("//h1").get("lang") is None, "the title is the page's name"
    assert page.lang == own

    told = page.all("//p[@class='passage-notice']")
    assert [language_of(notice) for notice in told] == [own[0]] * 4, "once for two in a row"
    assert all(NEWER[locale] in notice.text_content() for notice in told)
    assert not page.all("//*[contains(@class, 'translation-notice')]")


def test_what_the_source_no_longer_says_is_not_shown(built: Build) -> None:
    assert "Am Schalter" not in built("outdated-translations").page(f"de/{RISKY}").root.text_content()


def test_links_within_the_sources_passages_stay_in_the_readers_language(built: Build) -> None:
    page = built("outdated-translations").page(f"de/{RISKY}")
    targets = [a.get("href") for a in page.all("//div[@lang='en']//a")]
    assert targets == ["../../branch/opening/#holidays", "#state", "../../branch/opening/"]


def test_the_contents_name_each_sections_language(built: Build) -> None:
    links = built("outdated-translations").page(f"ar/{RISKY}").all("//nav[@class='page-contents']//a")
    assert [(a.get("href"), a.get("lang")) for a in links] == [
        ("#state", None),
        ("#stop", "en"),
        ("#clerk", None),
        ("#late", "en"),
        ("#cost", "en"),
    ]


@pytest.mark.parametrize("locale", NEWER)
def test_other_outdated_pages_say_so_and_lead_to_the_source(locale: str, built: Build) -> None:
    page = built("outdated-translations").page(f"{locale}/{HARMLESS}")
    notice = page.one("//*[contains(@class, 'translation-notice')]")
    assert language_of(notice) == locale
    assert NEWER[locale] in notice.text_content()
    (link,) = notice.xpath(".//a")
    address = f"https://help.quay-savings.example/{locale}/{HARMLESS}"
    assert (urljoin(address, link.get("href")), link.get("hreflang")) == (
        f"https://help.quay-savings.example/{HARMLESS}",
        "en",
    )
    assert page.robots == [], "it is a translation all the same"
    assert not page.all("//*[@lang='en' and contains(@class, 'text')]")
    assert not page.all("//p[@class='passage-notice']")


def test_search_finds_no_passage_that_the_page_does_not_show(built: Build) -> None:
    site = built("outdated-translations")
    assert {url for url in site.search_urls("de") if RISKY in url} == {f"de/{RISKY}", f"de/{RISKY}#state"}
    shown, hidden = {"filiale", "werktagen", "geschlossen"}, {"ungewohnlich", "schalter", "receiver", "twice"}
    assert site.searched("de", shown | hidden) == shown


def test_the_status_page_tells_translators_what_is_left(built: Build) -> None:
    site = built("outdated-translations")
    page = site.page("translation-status/")
    assert page.robots == ["noindex"]
    assert not any("translation-status" in address for address in site.sitemap)
    data = json.loads((site.root / "translation-status" / "status.json").read_text("utf-8"))
    assert [row["locale"] for row in data["locales"]] == ["ar", "de"]
    rows = page.all("//tr[@data-state]")
    work = [(row["locale"], task) for row in data["locales"] for task in row["work"]]
    assert [(row.get("data-locale"), row.get("data-state")) for row in rows] == [
        (key, task["state"]) for key, task in work
    ]
    assert [task["path"] for key, task in work if key == "ar"] == [f"ar/{RISKY[:-1]}.md", f"ar/{HARMLESS[:-1]}.md"], (
        "what may cost money first"
    )
    assert [a.get("href") for a in rows[0].xpath(".//a")] == [
        f"https://code.quay-savings.example/help/edit/main/docs/{locale}/{RISKY[:-1]}.md" for locale in ("ar", "en")
    ]
    counts = page.all("//table")[0].xpath(".//tbody/tr[1]/td/text()")
    assert counts[:5] == ["0", "2", "0", "3", "0"]


def test_a_site_in_one_language_has_no_status_page(tmp_path: Path) -> None:
    done = fork_mkdocs(
        "build", "-q", "--site-dir", str(tmp_path / "site"), cwd=HERE / "no-data", HELPCENTRE_LOCALES="de"
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "site" / "translation-status").exists()
