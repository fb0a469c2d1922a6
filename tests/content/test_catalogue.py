from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpcentre.content.article_file import is_index, topic_of
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from trees import EMAIL, catalogue_of, mkdocs_yml, write_tree

SITE: dict[str, str | bytes] = {
    "mkdocs.yml": mkdocs_yml("en", "fr", "ar", options={"topics": {"fees": {}, "account": {}, "nothing": {}}}),
    "en/index.md": "# Home\n",
    "en/account/late.md": "# Late\n",
    "en/account/draft.md": "---\ndraft: true\n---\n# Draft\n",
    "en/fees/index.md": "# Fees\n",
    "en/zoo/a.md": "no title",
    "fr/account/late.md": "# En retard\n",
    "fr/account/draft.md": "# Brouillon\n",
    "fr/fees/index.md": "---\ndraft: true\n---\n# Frais\n",
    "fr/orphan.md": "# Seul\n",
    "en/_snippets/deep/note.md": "Note\n",
    "en/images/a.png": b"",
    "readme.md": "# not an article\n",
    ".hidden/en.md": "x",
    "en/.draft.md": "x",
}


def test_every_file_is_an_article_a_passage_or_an_asset(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, SITE)
    assert list(catalogue.files["en"]) == [
        "account/draft.md",
        "account/late.md",
        "fees/index.md",
        "index.md",
        "zoo/a.md",
    ]
    assert list(catalogue.snippets["en"]) == ["deep/note.md"]
    assert catalogue.assets == {"en/images/a.png", "readme.md"}
    assert catalogue.files["ar"] == {}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("channels.yml", "channel-invalid"),
        ("facts.yml", "facts-invalid"),
        ("glossary.yml", "glossary-invalid"),
        ("synonyms.yml", "synonyms-invalid"),
        ("redirects.yml", "redirects-invalid"),
    ],
)
@pytest.mark.parametrize("within", ["", "a.yml"])
def test_a_folder_in_the_place_of_a_file_is_told(name: str, rule: str, within: str, tmp_path: Path) -> None:
    article = {"en/a.md": "---\nkind: faq\ncontact: [email]\n---\n# A\n", "fr/a.md": "# A\n"}
    config = write_tree(tmp_path, {f"docs/{path}": text for path, text in article.items()})
    place = tmp_path / "docs" / name
    place.mkdir()
    if within:
        (place / within).write_text("a: b\n")
    found = [f for f in read_catalogue(read_settings(config)).findings if f.path == name]
    assert [(f.rule, f.line, f.message) for f in found] == [(rule, 1, f"{name} is a folder, expected a file")]


# Locale, shared path -> the file that readers meet, and while the site is previewed.
SHOWN = [
    ("en", "account/late.md", "en/account/late.md", "en/account/late.md"),
    ("fr", "account/late.md", "fr/account/late.md", "fr/account/late.md"),
    ("ar", "account/late.md", "en/account/late.md", "en/account/late.md"),
    ("en", "account/draft.md", None, "en/account/draft.md"),
    ("fr", "account/draft.md", None, "fr/account/draft.md"),
    ("ar", "account/draft.md", None, "en/account/draft.md"),
    ("fr", "fees/index.md", "en/fees/index.md", "fr/fees/index.md"),
    ("fr", "orphan.md", None, None),
    ("en", "orphan.md", None, None),
]


@pytest.mark.parametrize(("locale", "shared_path", "published", "previewed"), SHOWN)
def test_readers_meet_their_own_text_or_the_source(
    tmp_path: Path, locale: str, shared_path: str, published: str | None, previewed: str | None
) -> None:
    catalogue = catalogue_of(tmp_path, SITE)
    for preview, expected in ((False, published), (True, previewed)):
        shown = replace(catalogue, settings=replace(catalogue.settings, preview=preview)).shown(locale, shared_path)
        assert (shown.path if shown else None) == expected


def test_pages_are_those_of_the_source_in_every_locale(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, SITE)
    pages = {locale: [file.path for file in catalogue.pages(locale)] for locale in ("en", "fr", "ar")}
    assert pages["fr"] == ["fr/account/late.md", "en/fees/index.md", "en/index.md", "en/zoo/a.md"]
    assert {len(found) for found in pages.values()} == {4}


def test_alternates_are_real_translations(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, SITE)
    keys = {
        path: [x.key for x in catalogue.alternates(path)]
        for path in ("account/late.md", "fees/index.md", "account/draft.md")
    }
    assert keys == {"account/late.md": ["en", "fr"], "fees/index.md": ["en"], "account/draft.md": []}


def test_topics_stand_in_the_order_of_the_configuration(tmp_path: Path) -> None:
    assert catalogue_of(tmp_path, SITE).topics == ("fees", "account", "zoo")


def test_names_are_taken_from_the_text_or_the_file(tmp_path: Path) -> None:
    files = catalogue_of(tmp_path, {**SITE, "en/zoo/two-words.md": ""}).files["en"]
    assert (files["zoo/two-words.md"].title, files["account/late.md"].title) == ("two words", "Late")
    assert (files["zoo/two-words.md"].topic, files["index.md"].topic) == ("zoo", "")


@pytest.mark.parametrize(
    ("path", "topic", "index"), [("a/b/index.md", "a", True), ("index.md", "", True), ("a.md", "", False)]
)
def test_shared_paths(path: str, topic: str, index: bool) -> None:
    assert (topic_of(path), is_index(path)) == (topic, index)


@pytest.mark.parametrize("name", ["b.MD", "b.markdown", "b.mdown", "b.Mkd", "_snippets/b.MD"])
def test_what_only_looks_like_an_article_is_told(name: str, tmp_path: Path) -> None:
    catalogue = catalogue_of(
        tmp_path, {"en/a.md": "# A\n", f"en/{name}": "# B\n", "readme.MD": "x", "_style/x.MD": "x"}
    )
    (found,) = catalogue.findings
    assert (found.rule, found.path, found.line) == ("front-matter-invalid", f"en/{name}", 1)
    assert found.hint == "Rename it b.md."


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"---\n---\n", b"\xef\xbb\xbf", b"---\nkind: faq\n---", b"\xff\xfe\x00", b"---", b"\r\n"]
)
def test_no_file_stops_the_reading(tmp_path: Path, content: bytes) -> None:
    catalogue = catalogue_of(
        tmp_path, {"en/a.md": content, "channels.yml": content, "facts.yml": content, "glossary.yml": content}
    )
    assert "a.md" in catalogue.files["en"]


def test_a_file_that_cannot_be_decoded_is_told_and_read(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, {"en/a.md": b"# Gr\xf6\xdfe\n", "channels.yml": EMAIL.encode() + b"# \xe9\n"})
    assert [(f.rule, f.path, f.line) for f in catalogue.findings] == [
        ("encoding-invalid", "en/a.md", 1),
        ("encoding-invalid", "channels.yml", 7),
    ]
    assert list(catalogue.channels.channels) == ["email"]
    assert catalogue.files["en"]["a.md"].title == "Gr\ufffd\ufffde"


def test_the_repositorys_own_texts_are_read_without_a_fault() -> None:
    catalogue = read_catalogue(read_settings(Path(__file__).parents[2] / "mkdocs.yml"))
    assert catalogue.findings == ()
    assert {len(catalogue.files[x.key]) for x in catalogue.settings.published} == {len(catalogue.source_files)}
