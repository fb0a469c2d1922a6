from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.content.addresses import address_key
from trees import findings_of, mkdocs_yml, places

RULE = "address-taken"
PAGE = "# X\n"

# Paths below en/, the one of the finding, and what has its address.
TAKEN = [
    (["search.md"], "search.md", "the search page"),
    (["search/index.md"], "search/index.md", "the search page"),
    (["translation-status.md"], "translation-status.md", "the page of the translations' state"),
    (["translation-status/index.md"], "translation-status/index.md", "the page of the translations' state"),
    (["translation-status/status.json.md"], "translation-status/status.json.md", "status.json"),
    (["404.md"], "404.md", "the page for addresses that lead nowhere"),
    (["404.html.md"], "404.html.md", "the file 404.html"),
    (["robots.txt.md"], "robots.txt.md", "the file robots.txt"),
    (["sitemap.xml.md"], "sitemap.xml.md", "the file sitemap.xml"),
    (["_redirects.md"], "_redirects.md", "the file _redirects"),
    (["colour-scheme-worker.js.md"], "colour-scheme-worker.js.md", "the file colour-scheme-worker.js"),
    (["index.html.md"], "index.html.md", "the page of its folder"),
    (["assets.md"], "assets.md", "the files in assets/"),
    (["assets/index.md"], "assets/index.md", "the files in assets/"),
    (["assets/search/en.md"], "assets/search/en.md", "the files in assets/"),
    (["fr.md"], "fr.md", "the pages of the locale fr"),
    (["fr/index.md"], "fr/index.md", "the pages of the locale fr"),
    (["fr/money/a.md"], "fr/money/a.md", "the pages of the locale fr"),
    (["money/a.md", "money/a/index.md"], "money/a.md", "money/a/index.md"),
    (["money.md", "money/index.md"], "money.md", "money/index.md"),
    (["money/README.md"], "money/README.md", "money/index.md"),
    (["money/README.md", "money/index.md"], "money/README.md", "money/index.md"),
    (["README.md"], "README.md", "index.md"),
    (["Search.md"], "Search.md", "the search page"),
    (["FR/a.md"], "FR/a.md", "the pages of the locale fr"),
    (["Assets.md"], "Assets.md", "the files in assets/"),
]

FREE = [
    ["search/how.md", "searching.md", "money/search.md", "find.md"],
    ["money/404.md", "money/translation-status.md", "translation-status/how.md", "money/robots.txt.md"],
    ["francs.md", "money/fr/index.md", "en.md", "en/x.md", "de.md"],
    ["my/assets.md", "money/assets/index.md", "my-assets/index.md"],
    ["money/a.md", "money/index.md", "a.md", "a/b.md"],
    ["readme.md", "money/read-me.md", "_snippets/README.md", "_snippets/search.md", "notices/README.md"],
]


@pytest.mark.parametrize(("paths", "path", "other"), TAKEN)
def test_an_article_at_the_address_of_another_page_is_told_with_both(
    paths: list[str], path: str, other: str, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {f"{locale}/{one}": PAGE for locale in ("en", "fr") for one in paths}
    found = findings_of(tmp_path, files, RULE)
    assert places(found) == [(RULE, f"en/{path}", 1)]
    assert found[0].severity == "error"
    assert f"{path} has the address of " in found[0].message
    assert other in found[0].message
    assert found[0].hint


def test_a_readme_is_to_be_an_index(tmp_path: Path) -> None:
    (alone,) = findings_of(tmp_path, {"en/money/README.md": PAGE}, RULE)
    assert alone.hint == "Rename it index.md, in every language."
    (beside,) = findings_of(tmp_path, {"en/money/README.md": PAGE, "en/money/index.md": PAGE}, RULE)
    assert beside.hint == "Take one of them out."


@pytest.mark.parametrize("paths", FREE)
def test_names_that_only_look_like_those_are_free(paths: list[str], tmp_path: Path) -> None:
    assert findings_of(tmp_path, {f"en/{path}": PAGE for path in paths}, RULE) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("a/Fees.md", "a/fees.md"), ("A/index.md", "a.md"), ("a/e\u0301.md", "a/\u00e9.md"), ("a/x.md", "A/X/index.md")],
)
def test_names_that_are_one_to_some_systems(one: str, other: str, tmp_path: Path) -> None:
    first, second = sorted((one, other))
    (found,) = findings_of(tmp_path, {f"en/{first}": PAGE, f"en/{second}": PAGE}, RULE)
    assert (found.path, found.severity) == (f"en/{second}", "error")
    assert found.message.startswith(f"{second} and {first} are one name to Windows and macOS")


FILES = [
    ("en/money/a/index.html", "money/a.md"),
    ("money/a/index.html", "money/a.md"),
    ("fr/money/a/index.html", "money/a.md"),
    ("money/A/Index.HTML", "money/a.md"),
    ("en/index.html", "index.md"),
    ("index.html", "index.md"),
    ("fr/index.html", "index.md"),
    ("en/money/a", "money/a.md"),
    ("money/a/index.html/x.png", "money/a.md"),
    ("fr/money/a", "money/a.md"),
    ("en/fr", "the pages of the locale fr"),
    ("search", "the search page"),
    ("en/search/index.html", "the search page"),
    ("fr/search/index.html", "the search page"),
    ("translation-status/index.html", "the page of the translations' state"),
    ("translation-status/status.json", "the file translation-status/status.json"),
    ("404.html", "the file 404.html"),
    ("sitemap.xml", "the file sitemap.xml"),
    ("assets", "the files in assets/"),
]


@pytest.mark.parametrize(("path", "other"), FILES)
def test_a_file_where_a_page_is_written_is_told(path: str, other: str, tmp_path: Path) -> None:
    articles = {f"{locale}/{one}": PAGE for locale in ("en", "fr") for one in ("index.md", "money/a.md")}
    (found,) = findings_of(tmp_path, {**articles, path: "x"}, RULE)
    assert (found.path, found.line, found.severity) == (path, 1, "error")
    assert f" has the address of {other}, " in found.message


def test_files_beside_pages_are_free(tmp_path: Path) -> None:
    free = ["robots.txt", "_redirects", "colour-scheme-worker.js", "assets/x.css", "CNAME", "fr.yml", "de", "index.htm"]
    free += ["en/money/a.html", "en/money/a/x.png", "fr/money/a/x.png", "money/b/index.html", "assets/index.html"]
    files: dict[str, str | bytes] = {"en/index.md": PAGE, "en/money/a.md": PAGE, **dict.fromkeys(free, "x")}
    assert findings_of(tmp_path, files, RULE) == []


def test_without_directory_urls_pages_are_other_files(tmp_path: Path) -> None:
    config = mkdocs_yml("en", "fr", use_directory_urls=False)
    files: dict[str, str | bytes] = {"mkdocs.yml": config, "en/a.md": PAGE, "en/a/index.html": "x"}
    assert findings_of(tmp_path, files, RULE) == []
    found = findings_of(tmp_path, {**files, "fr/a.html": "x", "search.html": "x"}, RULE)
    assert [one.path for one in found] == ["fr/a.html", "search.html"]


def test_a_locale_that_is_not_published_has_its_folder_too(tmp_path: Path) -> None:
    config = mkdocs_yml("en", "fr").replace("locale: fr\n", "locale: fr\n      build: false\n")
    assert "build: false" in config
    assert places(findings_of(tmp_path, {"mkdocs.yml": config, "en/fr/x.md": PAGE}, RULE)) == [(RULE, "en/fr/x.md", 1)]


def test_without_directory_urls_a_folder_has_another_address_than_a_file(tmp_path: Path) -> None:
    config = mkdocs_yml("en", "fr", use_directory_urls=False)
    files: dict[str, str | bytes] = {f"en/{path}": PAGE for path in ("a.md", "a/index.md", "search/index.md")}
    assert findings_of(tmp_path, {**files, "mkdocs.yml": config}, RULE) == []
    files |= {"en/search.md": PAGE, "en/README.md": PAGE}
    found = findings_of(tmp_path, {**files, "mkdocs.yml": config}, RULE)
    assert places(found) == [(RULE, "en/README.md", 1), (RULE, "en/search.md", 1)]


@pytest.mark.parametrize(
    ("path", "with_folders", "with_files"),
    [
        ("a/b.md", "a/b", "a/b"),
        ("a/b/index.md", "a/b", "a/b/index"),
        ("index.md", "", "index"),
        ("a/reindex.md", "a/reindex", "a/reindex"),
    ],
)
def test_what_two_articles_of_one_address_share(path: str, with_folders: str, with_files: str) -> None:
    assert address_key(path, directory_urls=True) == with_folders
    assert address_key(path, directory_urls=False) == with_files
