from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.pages.redirects import moved_pages
from helpcentre.pages.site import LocaleSite
from trees import catalogue_of, findings_of, mkdocs_yml, places

SITE: dict[str, str | bytes] = {
    "en/a/x.md": "# X\n\n## P {#p}\n",
    "fr/a/x.md": "# X\n\n## P {#p}\n",
    "en/b/index.md": "# B\n",
    "fr/b/index.md": "# B\n",
    "en/draft.md": "---\ndraft: true\n---\n# D\n",
}
RULE = "redirects-invalid"

SOUND = [
    "old.md: a/x.md",
    "old.md: b/index.md",
    "old.md: older.md\nolder.md: a/x.md",
    "a/old name.md: a/x.md",
    "a/index.md: a/x.md",
    "en/old.md: a/x.md",  # of a site that had a folder for its source, too
    "a/search.md: a/x.md\nfrance.md: a/x.md\nmy-assets/x.md: a/x.md",
    "# nothing yet",
]
FAULTS = [
    ("a/x.md: b/index.md", 1, "has the address of the article a/x.md"),
    ("b.md: a/x.md", 1, "has the address of the article b/index.md"),
    ("old.md: a/x.md\ngone.md: a/y.md", 2, 'leads to "a/y.md", which does not exist'),
    ("old.md: older.md\nolder.md: a/y.md", 1, 'leads to "a/y.md", which does not exist'),
    ("old.md: old.md", 1, "leads back to itself"),
    ("one.md: two.md\ntwo.md: one.md", 1, "leads back to itself"),
    ("three.md: one.md\none.md: two.md\ntwo.md: one.md", 1, "leads back to itself"),
    ("old.md: draft.md", 1, "leads to the draft draft.md"),
    ("old.md: older.md\nolder.md: draft.md", 1, "leads to the draft draft.md"),
    ("old: a/x.md", 1, "expected a path"),
    ("fr/a/x.md: a/x.md", 1, "has the address of the pages of the locale fr"),
    ("fr/old.md: a/x.md", 1, "has the address of the pages of the locale fr"),
    ("fr.md: a/x.md", 1, "has the address of the pages of the locale fr"),
    ("fr/index.md: a/x.md", 1, "has the address of the pages of the locale fr"),
    ("search.md: a/x.md", 1, "has the address of the search page"),
    ("translation-status/index.md: a/x.md", 1, "has the address of the page of the translations' state"),
    ("404.md: a/x.md", 1, "has the address of the page for addresses that lead nowhere"),
    ("robots.txt.md: a/x.md", 1, "has the address of the file robots.txt"),
    ("sitemap.xml.md: a/x.md", 1, "has the address of the file sitemap.xml"),
    ("assets/x.md: a/x.md", 1, "has the address of the files in assets/"),
    ("c/old/index.md: a/x.md\nc/old.md: b/index.md", 2, 'has the address of the line "c/old/index.md"'),
]


@pytest.mark.parametrize("text", SOUND)
def test_these_lead_somewhere(text: str, tmp_path: Path) -> None:
    assert findings_of(tmp_path, {**SITE, "redirects.yml": text}, RULE) == []


@pytest.mark.parametrize(("text", "line", "message"), FAULTS)
def test_these_do_not(text: str, line: int, message: str, tmp_path: Path) -> None:
    found = findings_of(tmp_path, {**SITE, "redirects.yml": text}, RULE)
    assert places(found)[0] == (RULE, "redirects.yml", line)
    assert message in found[0].message


def test_a_line_in_a_locales_folder_is_to_be_written_without_it(tmp_path: Path) -> None:
    (found,) = findings_of(tmp_path, {**SITE, "redirects.yml": "fr/a/old.md: a/x.md"}, RULE)
    assert found.hint == "Write a/old.md: a line is for all locales."


@pytest.mark.parametrize("old", ["fr/a/x.md", "search.md", "robots.txt.md", "assets/x.md", "a/x.md"])
def test_no_redirect_takes_the_place_of_a_page(old: str, tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, {**SITE, "redirects.yml": f"{old}: b/index.md\nold.md: b/index.md\n"})
    for locale in catalogue.settings.locales:
        assert [page.url.removeprefix("fr/") for page in moved_pages(LocaleSite(catalogue, locale))] == ["old/"]


def test_of_two_lines_for_one_address_the_first_holds(tmp_path: Path) -> None:
    text = "old/index.md: b/index.md\nold.md: a/x.md\n"
    catalogue = catalogue_of(tmp_path, {**SITE, "redirects.yml": text})
    (page,) = moved_pages(LocaleSite(catalogue, catalogue.settings.locale("en")))
    assert (page.url, page.page.url) == ("old/", "b/")


def test_without_directory_urls_a_folder_has_another_address(tmp_path: Path) -> None:
    config = mkdocs_yml("en", "fr", use_directory_urls=False)
    assert findings_of(tmp_path, {**SITE, "mkdocs.yml": config, "redirects.yml": "b.md: a/x.md"}, RULE) == []


def test_links_to_an_old_path_are_broken_and_say_where_it_moved(tmp_path: Path) -> None:
    files = {
        **SITE,
        "redirects.yml": "old/x.md: older.md\nolder.md: a/x.md\n",
        "en/b/n.md": "---\nrelated: [old/x.md]\n---\n# N\n\n[x](../old/x.md#p)\n\n[y](../old/y.md)\n",
    }
    found = findings_of(tmp_path, files, "link-broken")
    assert [(f.line, f.hint) for f in found][:2] == [
        (2, "It moved to a/x.md."),
        (6, "It moved to a/x.md: write ../a/x.md#p."),
    ]
    assert "has moved" in found[1].message
    assert "moved" not in found[2].message + found[2].hint
