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
