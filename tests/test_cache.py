"""Builds from the cache: the same bytes as a clean build, after whatever change, and however the one before ended."""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest

from built_site import digest
from changes import ChangingSite
from conftest import fork_mkdocs
from helpcentre import check_cache, constants, parse_cache
from helpcentre.checks import rules
from helpcentre.constants import Constants
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.parse_cache import ParseCache
from helpcentre.run.store import Store
from helpcentre.site_build import CacheOptions, SiteBuild

Scenario = Callable[[str], Path]
CHANGES, SOAK_CHANGES = 18, 200  # of 18 kinds
CHECKED_CHANGES, SOAK_KILLS = 36, 50
SEED = 7


def build(folder: Path, site: str, cache: str = "on", server: int = 1, **environment: str) -> str:
    """Return what a build says; it is in the folder's `site`."""
    done = fork_mkdocs("build", "--site-dir", site, cwd=folder, server=server, HELPCENTRE_CACHE=cache, **environment)
    assert done.returncode == 0, done.stderr
    return done.stderr


def same_after(changes: int, site: ChangingSite) -> None:
    build(site.folder, "warm")
    told = []
    for number in range(changes):
        told.append(site.change())
        build(site.folder, "warm", HELPCENTRE_JOBS=str(number % 3 + 1))
        build(site.folder, "clean", "off", server=2)
        warm, clean = digest(site.folder / "warm"), digest(site.folder / "clean")
        other = sorted(path for path in warm.keys() | clean.keys() if warm.get(path) != clean.get(path))
        assert not other, f"after {told}: {other}"


def test_a_warm_build_is_a_clean_one(scenario: Scenario) -> None:
    same_after(CHANGES, ChangingSite(scenario("missing-translations"), SEED))


def test_search_terms_are_kept_as_long_as_texts_are_read_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = constants.engine_digest()
    table = tmp_path / "folding.json"
    table.write_bytes(constants.TABLE_PATH.read_bytes().replace(b'"ss"', b'"sz"', 1))
    monkeypatch.setattr(constants, "TABLE_PATH", table)
    assert constants.engine_digest() != before


def test_kept_findings_are_those_of_a_clean_check(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_cache, "_WORTH_SHARING", 1)
    monkeypatch.setattr(parse_cache, "_WORTH_SHARING", 1)
    log = logging.getLogger("tests.cache")
    site = ChangingSite(scenario("missing-translations"), SEED)
    stores, seen = {processes: Store(site.folder / f".helpcentre-{processes}") for processes in (1, 3)}, set()
    for many in islice(cycle((parse_cache.MANY, 0)), CHECKED_CHANGES):
        monkeypatch.setattr(check_cache, "MANY", many)
        monkeypatch.setattr(parse_cache, "MANY", many)
        change = site.change()
        settings = read_settings(site.folder / "mkdocs.yml")
        clean = rules.run_checks(read_catalogue(settings))
        digests = Constants(settings)
        for processes, store in stores.items():
            monkeypatch.setenv("HELPCENTRE_JOBS", str(processes))
            parsed = ParseCache(store, digests.engine, "docs", log)
            catalogue = read_catalogue(settings, parse_all=parsed.parse_all)
            kept = check_cache.run_checks(catalogue, store, "any", digests.checks, log)
            parsed.save()
            assert kept == clean, (change, processes, many)
            assert check_cache.run_checks(catalogue, Store(None), "any", digests.checks, log) == clean, change
        seen |= {finding.rule for finding in clean}
    assert {"link-broken", "facts-differ", "translation-missing", "structure-differs"} <= seen


@pytest.mark.parametrize("many", [0, parse_cache.MANY])
def test_an_article_is_new_until_it_is_kept(many: int, scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_cache, "_WORTH_SHARING", 1)
    monkeypatch.setattr(parse_cache, "MANY", many)
    monkeypatch.setenv("HELPCENTRE_JOBS", "3")
    folder = scenario("missing-translations")
    settings, store = read_settings(folder / "mkdocs.yml"), Store(folder / ".kept")

    def new() -> tuple[list[str], int]:
        parsed = ParseCache(store, "any", "docs", logging.getLogger("tests.cache"))
        files = read_catalogue(settings, parse_all=parsed.parse_all).files["en"].values()
        parsed.save()
        return [file.path for file in files if file.is_new], len(files)

    paths, count = new()
    assert len(paths) == count > 5
    assert new() == ([], count)
    edited = folder / "docs" / "en" / "billing" / "index.md"
    edited.write_text(edited.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    assert new() == (["en/billing/index.md"], count)


def test_templates_are_compiled_once_for_all_processes_where_many_pages_are_rendered(scenario: Scenario) -> None:
    folder, log = scenario("missing-translations"), logging.getLogger("tests.cache")
    settings, store = read_settings(folder / "mkdocs.yml"), Store(folder / ".kept")

    def has_much_to_make(configuration: str) -> bool:
        parsed = ParseCache(store, "any", "docs", log)
        catalogue = read_catalogue(settings, parse_all=parsed.parse_all)
        parsed.save()
        options = CacheOptions(store, "any", Constants(settings, configuration))
        build = SiteBuild(catalogue, folder / "site", log, options)
        build.abandon()
        found = build.has_much_to_make
        store.save("any/common", options.constants.pages)  # as a build does that succeeds
        return found

    assert has_much_to_make("first")
    assert not has_much_to_make("first")
    assert has_much_to_make("second"), "all pages are rendered"
    article = next((folder / "docs" / "en").rglob("*.md"))
    article.write_text(article.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    assert not has_much_to_make("second"), "one article"


def test_a_locales_own_picture_stays_though_all_its_pages_are_kept(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    picture = folder / "docs" / "fr" / "meters" / "images" / "meter.svg"
    picture.parent.mkdir(parents=True)
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><title>Compteur</title></svg>', encoding="utf-8")
    said = build(folder, "warm")
    for _ in range(2):
        with (folder / "docs" / "ar" / "billing" / "index.md").open("a", encoding="utf-8") as text:
            text.write("\nجملة أخرى.\n")
        said = build(folder, "warm")
    assert re.search(r"\[fr\] \d+ pages .*, none of them changed", said), said
    assert (folder / "warm" / "fr" / "meters" / "images" / "meter.svg").read_bytes() == picture.read_bytes()


def test_an_index_is_coded_again_only_where_something_else_can_be_found(scenario: Scenario) -> None:
    folder = scenario("outdated-translations")
    build(folder, "warm")

    def coded() -> dict[str, int]:
        files = (folder / ".helpcentre").glob("*/*.codes")
        return {file.stem: file.stat().st_mtime_ns for file in files}

    def coded_after(path: str, old: str, new: str) -> set[str]:
        before, file = coded(), folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        build(folder, "warm")
        build(folder, "clean", "off")
        assert digest(folder / "warm") == digest(folder / "clean")
        return {locale for locale, when in coded().items() if when != before[locale]}

    assert set(coded()) == {"en", "de", "ar"}
    # Pages of other languages say from here on that the passage is older than its source's, and are found as before.
    assert coded_after("docs/en/branch/opening.md", "It is closed.", "It is shut.") == {"en"}
    assert coded_after("docs/de/branch/opening.md", "Sie ist geschlossen.", "Sie ist zu.") == {"de"}
    assert coded_after("../../../overrides/base.html", "<body>", "<body data-changed>") == set()


def test_a_hook_that_comes_after_the_pages_finds_all_of_them(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    (folder / "beside.py").write_text(
        "from pathlib import Path\n\n"
        "def on_post_build(config):\n"
        '    for page in Path(config.site_dir).rglob("*.html"):\n'
        '        page.with_suffix(".size").write_text(str(page.stat().st_size))\n',
        encoding="utf-8",
    )
    file = folder / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("hooks:\n", "hooks:\n  - beside.py\n"), encoding="utf-8")
    build(folder, "warm")
    with (folder / "docs" / "ar" / "billing" / "index.md").open("a", encoding="utf-8") as text:
        text.write("\nجملة أخرى.\n")
    assert "beside" in build(folder, "warm")
    build(folder, "clean", "off")
    assert "ar/billing/index.size" in digest(folder / "clean")
    assert digest(folder / "warm") == digest(folder / "clean")


@pytest.mark.soak
def test_a_warm_build_is_a_clean_one_for_long(scenario: Scenario) -> None:
    same_after(SOAK_CHANGES, ChangingSite(scenario("missing-translations"), SEED + 1))


def test_a_build_of_what_nobody_touched_does_nothing(scenario: Scenario) -> None:
    site = ChangingSite(scenario("missing-translations"), SEED)
    build(site.folder, "warm")
    before = digest(site.folder / "warm")
    time.sleep(1.1)  # what is younger might change again unseen
    build(site.folder, "warm")
    said = build(site.folder, "warm")
    assert "Nothing changed since the last build" in said
    assert "warning translation-missing" in said, "what there is to say is said again"
    assert digest(site.folder / "warm") == before
    (site.folder / "warm" / "billing" / "index.html").unlink()
    assert "Nothing changed" not in build(site.folder, "warm"), "a site that was touched is mended"
    assert digest(site.folder / "warm") == before


def test_a_damaged_cache_is_told_and_does_no_harm(scenario: Scenario) -> None:
    site = ChangingSite(scenario("missing-translations"), SEED)
    build(site.folder, "warm")
    before = digest(site.folder / "warm")
    chance = random.Random(SEED)
    for file in sorted((site.folder / ".helpcentre").rglob("*")):
        if file.is_file():
            data = bytearray(file.read_bytes())
            data[chance.randrange(len(data))] ^= 255
            file.write_bytes(data[: chance.choice((len(data), len(data) // 2))])
    shutil.rmtree(site.folder / "warm")
    said = build(site.folder, "warm")
    assert "The cache cannot be used" in said
    assert digest(site.folder / "warm") == before


def test_a_cache_that_cannot_be_written_ends_no_strict_build(scenario: Scenario) -> None:
    folder = scenario("no-data")
    (folder / ".helpcentre").write_text("a file", encoding="utf-8")
    done = fork_mkdocs("build", "--strict", cwd=folder, HELPCENTRE_CACHE="on")
    assert done.returncode == 0, done.stderr
    assert "WARNING -  The cache cannot be written to" in done.stderr


def test_what_another_version_has_kept_is_not_there_whatever_its_shape(scenario: Scenario) -> None:
    site = ChangingSite(scenario("missing-translations"), SEED)
    build(site.folder, "warm")
    before, cache = digest(site.folder / "warm"), site.folder / ".helpcentre"
    store = Store(cache)
    values = [file for file in cache.rglob("*") if file.is_file() and "files" not in file.relative_to(cache).parts]
    shapes = ({}, {"constant": "another", "units": {}}, ("another", 1, 2), (), "another", 7)
    assert len(values) > 2 * len(shapes)
    for file, shape in zip(sorted(values), cycle(shapes), strict=False):
        store.save(str(file.relative_to(cache)), shape)
    said = build(site.folder, "warm")
    assert "The cache cannot be" not in said
    assert digest(site.folder / "warm") == before


def test_a_cache_that_is_off_is_not_there(scenario: Scenario) -> None:
    folder = scenario("no-data")
    build(folder, "site", "off")
    assert not (folder / ".helpcentre").exists()


@pytest.mark.soak
def test_builds_that_are_killed_leave_a_sound_cache(scenario: Scenario) -> None:
    site = ChangingSite(scenario("missing-translations"), SEED)
    began = time.monotonic()
    build(site.folder, "warm")
    seconds = time.monotonic() - began
    for kill in range(SOAK_KILLS):
        change = site.change()
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", "warm"]
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        started = subprocess.Popen(
            command, cwd=site.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        time.sleep(site.chance.uniform(0, seconds))
        started.kill()
        started.wait()
        build(site.folder, "warm")
        if kill % 5 == 4:
            build(site.folder, "clean", "off")
            assert digest(site.folder / "warm") == digest(site.folder / "clean"), change
