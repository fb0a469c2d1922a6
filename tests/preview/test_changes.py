"""What a change of files means: a saved article, nothing, or more."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpcentre.article_errors import errors_by_path, findings_of
from helpcentre.checks.rules import run_checks
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.preview.changes import LargerChangeError, saved_articles, with_article

SITE = Path(__file__).parent.parent / "sites" / "missing-translations"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    shutil.copytree(SITE / "docs", tmp_path / "docs")
    return read_catalogue(replace(read_settings(SITE / "mkdocs.yml"), docs_dir=tmp_path / "docs"))


def append(path: str, text: str = "\nMore.\n") -> Callable[[Path], None]:
    def change(docs: Path) -> None:
        with (docs / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def nothing(_docs: Path) -> None:
    pass


SAVED = [
    (append("fr/billing/pay-late.md"), ["fr/billing/pay-late.md"], ["fr/billing/pay-late.md"]),
    (append("en/index.md"), ["en/index.md", "en/.index.md.swp"], ["en/index.md"]),
    (nothing, ["en/index.md", "en/gone.md", "en/4913", "fr/.cache/x.md"], []),
    (append("en/index.md", ""), ["en/index.md"], []),
    (append("en/index.md"), ["en/index.md.tmp", "en/index.md", "ar/billing/pay-late.md"], ["en/index.md"]),
]


@pytest.mark.parametrize(("change", "paths", "expected"), SAVED)
def test_saved_articles(
    catalogue: Catalogue, change: Callable[[Path], None], paths: list[str], expected: list[str]
) -> None:
    docs = catalogue.settings.docs_dir
    change(docs)
    found = saved_articles([docs / path for path in paths], catalogue)
    assert [file.path for file in found] == expected


def unlink(path: str) -> Callable[[Path], None]:
    return lambda docs: (docs / path).unlink()


LARGER: list[tuple[Callable[[Path], object], str]] = [
    (unlink("fr/billing/pay-late.md"), "fr/billing/pay-late.md"),
    (append("en/billing/new.md"), "en/billing/new.md"),
    (append("facts.yml"), "facts.yml"),
    (unlink("facts.yml"), "facts.yml"),
    (append("en/_snippets/standing-warning.md"), "en/_snippets/standing-warning.md"),
    (lambda docs: shutil.rmtree(docs / "fr" / "billing"), "fr/billing"),
    (lambda docs: (docs / "fr" / "new").mkdir(), "fr/new"),
    (nothing, "../mkdocs.yml"),
    (nothing, "."),
    (shutil.rmtree, "."),
]


@pytest.mark.parametrize(("change", "path"), LARGER, ids=[path for _, path in LARGER])
def test_larger_changes(catalogue: Catalogue, change: Callable[[Path], object], path: str) -> None:
    docs = catalogue.settings.docs_dir
    change(docs)
    with pytest.raises(LargerChangeError):
        saved_articles([(docs / path).resolve()], catalogue)


FAULTS = ["kind: [faq\n", "kind: fax\n", "contact: [nobody]\n", "contact: []\n{{ facts.nothing }}\n", "kind: faq\n"]


@pytest.mark.parametrize("fault", FAULTS)
def test_the_catalogue_and_the_errors_are_those_of_a_new_look_at_all(catalogue: Catalogue, fault: str) -> None:
    docs = catalogue.settings.docs_dir
    for file in sorted(docs.glob("*/billing/*.md")):
        file.write_text(file.read_text("utf-8").replace("kind: faq\n", fault, 1) + "\n## No id\n\n[x](y.md)\n", "utf-8")
        (saved,) = saved_articles([file], catalogue)
        catalogue, article = with_article(catalogue, saved)
        anew = read_catalogue(catalogue.settings, catalogue.read_at)
        assert catalogue.files == anew.files
        assert set(catalogue.findings) == set(anew.findings)
        expected = errors_by_path(run_checks(anew)).get(article.path, ())
        assert errors_by_path(findings_of(article, catalogue)).get(article.path, ()) == expected
        assert expected
