"""The sites that search is measured on: other people's texts where their folders are given, and made ones.

`HELPCENTRE_TREES` names folders, parted by `:`, each with a folder a locale; they are measured one by one and, if there
are several, together. Without it made texts stand for them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.search_queries import made_entries
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.output.search_entry import SearchEntry
from helpcentre.pages.search import search_entries
from helpcentre.pages.site import LocaleSite

ROOT = Path(__file__).parents[2]
LOCALES = os.environ.get("HELPCENTRE_BENCH_LOCALES", "en zh es fr de ru").split()
MADE_PAGES = [int(pages) for pages in os.environ.get("HELPCENTRE_BENCH_PAGES", "1000 10000").split()]

Site = tuple[str, dict[str, list[SearchEntry]]]


def config(folder: Path) -> Path:
    """Write a mkdocs.yml beside docs/ that names the locales, and return its path."""
    languages = [{"locale": key, "name": key, "build": True, "default": key == LOCALES[0]} for key in LOCALES]
    i18n = {"docs_structure": "folder", "fallback_to_default": True, "languages": languages}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({"site_name": "Trial", "plugins": [{"i18n": i18n}]}))
    return folder / "mkdocs.yml"


def entries_of(config_file: Path, only: tuple[str, ...] = ()) -> dict[str, list[SearchEntry]]:
    """Return what search can find, by locale."""
    catalogue = read_catalogue(read_settings(config_file))
    locales = [locale for locale in catalogue.settings.published if not only or locale.key in only]
    return {locale.key: list(search_entries(LocaleSite(catalogue, locale))) for locale in locales}


def sites(scratch: Path) -> Iterator[Site]:
    """Yield name and entries of each site; foreign trees are copied together below `scratch`."""
    yield "own", entries_of(ROOT / "mkdocs.yml", ("ar",))
    trees = [Path(tree) for tree in os.environ.get("HELPCENTRE_TREES", "").split(":") if tree]
    for group in [[tree] for tree in trees[:1]] + ([trees] if len(trees) > 1 else []):
        folder = scratch / "-".join(tree.name for tree in group)
        for tree in group:
            for locale in LOCALES:
                place = folder / "docs" / locale / (tree.name if len(group) > 1 else "")
                shutil.copytree(tree / locale, place, dirs_exist_ok=True)
        yield folder.name, entries_of(config(folder))
    for pages in [150] * (not trees) + MADE_PAGES:
        yield f"made {pages}", {"en": made_entries(pages)}
