"""Builds from the cache: the same bytes as a clean build, after whatever change, and however the one before ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from built_site import digest
from changes import ChangingSite
from conftest import run_mkdocs
from helpcentre import check_cache
from helpcentre.checks import rules
from helpcentre.content.catalogue import read_catalogue
from helpcentre.mkdocs_adapter import read_settings
from helpcentre.page_cache import Constants
from helpcentre.parse_cache import ParseCache
from helpcentre.run.store import Store

Scenario = Callable[[str], Path]
CHANGES, SOAK_CHANGES = 18, 200  # of 18 kinds
CHECKED_CHANGES = 36
SEED = 7


def build(folder: Path, site: str, cache: str = "on", **environment: str) -> str:
    """Return what a build says; it is in the folder's `site`."""
    done = run_mkdocs("build", "--site-dir", site, cwd=folder, HELPCENTRE_CACHE=cache, **environment)
    assert done.returncode == 0, done.stderr
    return done.stderr


def same_after(changes: int, site: ChangingSite) -> None:
    build(site.folder, "warm")
    told = []
    for number in range(changes):
        told.append(site.change())
        build(site.folder, "warm", HELPCENTRE_JOBS=str(number % 3 + 1))
        build(site.folder, "clean", "off")
        warm, clean = digest(site.folder / "warm"), digest(site.folder / "clean")
        other = sorted(path for path in warm.keys() | clean.keys() if warm.get(path) != clean.get(path))
        assert not other, f"after {told}: {other}"


def test_a_warm_build_is_a_clean_one(scenario: Scenario) -> None:
    same_after(CHANGES, ChangingSite(scenario("missing-translations"), SEED))


def test_kept_findings_are_those_of_a_clean_check(scenario: Scenario) -> None:
    site = ChangingSite(scenario("missing-translations"), SEED)
    store, seen = Store(site.folder / ".helpcentre"), set()
    for _ in range(CHECKED_CHANGES):
        change = site.change()
        settings = read_settings(site.folder / "mkdocs.yml")
        clean = rules.run_checks(read_catalogue(settings))
        constants = Constants(settings)
        parsed = ParseCache(store, constants.engine, "docs")
        kept = check_cache.run_checks(read_catalogue(settings, parsed), store, "any", constants.checks)
        parsed.save()
        assert kept == clean, change
        seen |= {finding.rule for finding in kept}
    assert {"link-broken", "facts-differ", "translation-missing", "structure-differs"} <= seen


@pytest.mark.soak
def test_a_warm_build_is_a_clean_one_for_long(scenario: Scenario) -> None:
    same_after(SOAK_CHANGES, ChangingSite(scenario("missing-translations"), SEED + 1))
