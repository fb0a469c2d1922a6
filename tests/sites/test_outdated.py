"""Translations that are older than their source: what readers see, what translators are told."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest

from built_site import language_of
from conftest import fork_mkdocs
from sites.scenarios import LOCALES, Build

HERE = Path(__file__).parent


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
