"""What accepting writes, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.commands import translating
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.reading import read_catalogue
from helpcentre.translations.acceptance import AcceptanceError
from helpcentre.translations.freshness import NAMES, states
from helpcentre.translations.stamps import with_stamp
from trees import catalogue_of, mkdocs_yml

EN = "---\ndescription: D\n---\n# T\n\nLead.\n\n## One {#one}\n\nFirst.\n\n## Two {#two}\n\nSecond.\n"
FR = "---\ndescription: D\nkeywords: [a]   # what readers type\n---\n# T\n\n## Un {#one}\n\n## Deux {#two}\n"
FILES = {
    "mkdocs.yml": mkdocs_yml("en", "fr", "ar"),
    "en/a.md": EN,
    "en/b.md": EN,
    "fr/a.md": FR,
    "fr/b.md": FR,
    "ar/a.md": "# ت\n",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, FILES)


def found(catalogue: Catalogue) -> dict[str, str]:
    again = read_catalogue(catalogue.settings)
    return {f"{locale.key}/{path}": NAMES[type(state)] for locale, path, state in states(again)}


def edit(catalogue: Catalogue, path: str, before: str, after: str) -> None:
    file = catalogue.settings.docs_dir / path
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def accept(catalogue: Catalogue, path: str, *sections: str, trivial: bool = False) -> str:
    return translating.accept(read_catalogue(catalogue.settings), path, sections, trivial=trivial)


def test_one_file_a_folder_and_some_sections(catalogue: Catalogue) -> None:
    assert found(catalogue)["fr/a.md"] == "unstamped"
    assert "accepted _meta, _lead, one, two" in accept(catalogue, "fr/a.md")
    assert found(catalogue) == {
        "fr/a.md": "up to date", "fr/b.md": "unstamped", "ar/a.md": "unstamped", "ar/b.md": "missing"
    }  # fmt: skip
    accept(catalogue, "fr")
    assert found(catalogue)["fr/b.md"] == "up to date"
    edit(catalogue, "en/a.md", "First.", "Other.")
    edit(catalogue, "en/a.md", "Second.", "Another.")
    assert "accepted one\n" in accept(catalogue, "fr/a.md", "one")
    assert found(catalogue)["fr/a.md"] == "outdated"
    assert "accepted two\n" in accept(catalogue, "fr/a.md", "two")
    assert found(catalogue)["fr/a.md"] == "up to date"


def test_a_trivial_change_is_accepted_in_all_languages_that_were_accepted_before(catalogue: Catalogue) -> None:
    accept(catalogue, "fr")
    edit(catalogue, "en/a.md", "Lead.", "Lead!")
    assert "fr/a.md: accepted _lead" in accept(catalogue, "en/a.md", trivial=True)
    states_now = found(catalogue)
    assert states_now["fr/a.md"] == "up to date"
    assert states_now["ar/a.md"] == "unstamped"


def test_the_rest_of_the_file_stays_as_it_was(catalogue: Catalogue) -> None:
    accept(catalogue, "fr/a.md")
    text = (catalogue.settings.docs_dir / "fr/a.md").read_text("utf-8")
    head, _, body = text.partition("source:\n")
    assert head == "---\ndescription: D\nkeywords: [a]   # what readers type\n"
    assert body.endswith("---\n# T\n\n## Un {#one}\n\n## Deux {#two}\n")
    accept(catalogue, "fr/a.md")
    assert (catalogue.settings.docs_dir / "fr/a.md").read_text("utf-8") == text


STAMP = 'source:\n  sections:\n    one: "0123abcd"\n'
OLD = 'source:\n  sections:\n    one: "ffffffff"\n'


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("# T\n", f"---\n{STAMP}---\n# T\n"),
        ("\ufeff# T\n", f"\ufeff---\n{STAMP}---\n# T\n"),
        ("---\n---\n# T\n", f"---\n{STAMP}---\n# T\n"),
        (
            "---\nkind: faq\n---\n# T\n".replace("\n", "\r\n"),
            f"---\nkind: faq\n{STAMP}---\n# T\n".replace("\n", "\r\n"),
        ),
        ('---\nsource: {sections: {one: "ffffffff"}}\nkind: faq\n---\n', f"---\nkind: faq\n{STAMP}---\n"),
        (f"---\n{OLD}kind: faq\n---\n", f"---\nkind: faq\n{STAMP}---\n"),
        (f"---\nkind: faq\n{OLD}---\nsource: text\n", f"---\nkind: faq\n{STAMP}---\nsource: text\n"),
    ],
)
def test_a_stamp_finds_its_place(before: str, expected: str) -> None:
    assert with_stamp(before, {"one": "0123abcd"}) == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fr/c.md",), "expected a translation or a folder"),
        (("en/a.md",), "expected a translation or a folder"),
        (("fr/a.md", "on"), 'no section "on". Did you mean "one"'),
    ],
)
def test_what_cannot_be_accepted_is_told(catalogue: Catalogue, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(AcceptanceError, match=message):
        accept(catalogue, *arguments)


# Path, whether as trivial, what is told of it.
NOTHING_TO_ACCEPT = [
    ("fr/c.md", False, "^fr/c.md is no such file, expected a translation or a folder of them, such as fr/a.md"),
    ("en/a.md", False, "^en/a.md is in the source language, where there is nothing to accept, expected a translation"),
    ("en/a.md", False, r"helpcentre accept --trivial en/a\.md accepts its translations"),
    ("en", False, "^en is in the source language"),
    ("en/_snippets/p.md", False, "^en/_snippets/p.md holds passages, which are not accepted: .*, expected a transl"),
    ("fr/_snippets/p.md", False, "^fr/_snippets/p.md holds passages"),
    ("fr/_snippets/", True, "^fr/_snippets holds passages"),
    ("fr/orphan.md", False, "^fr/orphan.md has no source that it could be accepted against, expected a translation"),
    ("fr/a.md", True, r"^fr/a.md is a translation, expected a source .* helpcentre accept fr/a\.md accepts it"),
    ("en/alone.md", True, "^en/alone.md has no translation, expected a source article with translations"),
]


@pytest.mark.parametrize(("path", "trivial", "message"), NOTHING_TO_ACCEPT)
def test_what_has_nothing_to_accept_is_told_as_what_it_is(
    catalogue: Catalogue, path: str, trivial: bool, message: str
) -> None:
    docs = catalogue.settings.docs_dir
    for name in ("en/_snippets/p.md", "fr/_snippets/p.md", "fr/orphan.md", "en/alone.md"):
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("# P\n")
    with pytest.raises(AcceptanceError, match=message):
        accept(catalogue, path, trivial=trivial)


def test_a_diff_shows_the_words_that_changed(catalogue: Catalogue) -> None:
    import subprocess

    root = catalogue.settings.docs_dir.parent
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@help.example"]
    accept(catalogue, "fr/a.md")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    edit(catalogue, "en/a.md", "First.", "First and last.")
    subprocess.run([*git, "commit", "-qam", "second"], cwd=root, check=True)
    shown = translating.diff(read_catalogue(catalogue.settings), "fr/a.md")
    assert "First{+ and last+}." in shown
    assert "## one" in shown
    assert "Second" not in shown
    assert "never accepted" in translating.diff(read_catalogue(catalogue.settings), "fr/b.md")


def test_the_status_counts_articles_sections_and_words(catalogue: Catalogue) -> None:
    accept(catalogue, "fr/a.md")
    edit(catalogue, "en/a.md", "First.", "First and last.")
    table = translating.status(read_catalogue(catalogue.settings), "text", work=True)
    assert "outdated: fr/a.md [one]" in table
    assert "missing: ar/b.md" in table
    assert table.index("ar ") < table.index("fr ")
