"""What a build does beside rendering: drafts, output, faults of templates, the same bytes however it is run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from built_site import BuiltSite, digest
from conftest import ROOT, fork_mkdocs
from helpcentre import cli
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.output.audit import audit_site

Scenario = Callable[[str], Path]

DRAFT = """\
---
kind: faq
description: What the display of a new meter shows.
contact: [email]
draft: true
---
# What does the display show?

Its number, and the reading.

## The number {#number}

See [how to read your bill](../billing/read-your-bill.md).
"""
NAME = "display-of-new-meters"


def build(folder: Path, *options: str, **environment: str) -> str:
    """Return the output of a build that succeeds; the site is in the folder's site/."""
    done = fork_mkdocs("build", *options, cwd=folder, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def failed(folder: Path, *options: str, **environment: str) -> str:
    """Return the output of a build that fails and leaves nothing beside the site."""
    done = fork_mkdocs("build", *options, cwd=folder, **environment)
    assert done.returncode == 1, done.stderr
    assert not list(folder.glob(".site.*"))
    return done.stdout + done.stderr


# --- drafts


def test_a_draft_is_in_no_build(scenario: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    folder = scenario("missing-translations")
    (folder / "docs" / "en" / "meters" / f"{NAME}.md").write_text(DRAFT, encoding="utf-8")
    assert cli.main(["check", "-f", str(folder / "mkdocs.yml")]) == 0
    assert NAME not in capsys.readouterr().out, "translations of a draft are not missed"

    assert NAME not in build(folder, "--strict")
    texts = (file for file in (folder / "site").rglob("*") if file.suffix in (".html", ".xml", ".json", ".txt"))
    assert [file for file in texts if NAME in file.read_text("utf-8")] == []
    assert not list((folder / "site").rglob(f"*{NAME}*"))


def test_a_link_to_a_draft_is_broken(scenario: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    folder = scenario("missing-translations")
    (folder / "docs" / "en" / "meters" / f"{NAME}.md").write_text(DRAFT, encoding="utf-8")
    with (folder / "docs" / "en" / "meters" / "index.md").open("a", encoding="utf-8") as page:
        page.write(f"\nNew meters have [a display]({NAME}.md).\n")
    assert cli.main(["check", "-f", str(folder / "mkdocs.yml")]) == 1
    assert "error link-broken" in capsys.readouterr().out


# --- output


def test_output_comes_in_the_order_of_the_locales(scenario: Scenario) -> None:
    output = build(scenario("region-locales"), "--strict")
    told = re.findall(r"^INFO\s+-\s+\[([\w-]+)\]", output, re.MULTILINE)
    assert list(dict.fromkeys(told)) == ["en", "pt-BR", "zh-Hant"]
    assert told == sorted(told, key=["en", "pt-BR", "zh-Hant"].index), "nobody speaks between another's lines"
    assert re.findall(r"\[([\w-]+)\] 7 pages in", output) == ["en", "pt-BR", "zh-Hant"]


WARNING_HOOK = """\
import logging

def on_page_markdown(markdown, page, config, files):
    if page.file.src_uri == "fr/meters/index.md":
        logging.getLogger("mkdocs.plugins.spelling").warning("100 %% odd words in %s", page.file.src_uri)
"""


def with_a_warning_of_a_worker(folder: Path) -> Path:
    """Have another hook of the site warn of a page of one locale that is not the source."""
    config = folder / "mkdocs.yml"
    own = "  - ../../../hooks/build.py\n"
    config.write_text(config.read_text("utf-8").replace(own, f"{own}  - spelling.py\n"), encoding="utf-8")
    (folder / "spelling.py").write_text(WARNING_HOOK, encoding="utf-8")
    return folder


@pytest.mark.parametrize("quiet", [False, True], ids=["told", "quiet"])
def test_a_warning_of_one_worker_ends_a_strict_build(quiet: bool, scenario: Scenario) -> None:
    folder = with_a_warning_of_a_worker(scenario("missing-translations"))
    output = failed(folder, "--strict", *(["--quiet"] if quiet else []))
    assert "1 warnings in strict mode" in output
    assert bool(re.search(r"WARNING\s+-\s+\[fr\] 100 % odd words in fr/meters/index.md", output)) is not quiet
    assert not (folder / "site").exists()


def test_a_warning_of_one_worker_does_not_end_another_build(scenario: Scenario) -> None:
    folder = with_a_warning_of_a_worker(scenario("missing-translations"))
    assert re.search(r"WARNING\s+-\s+\[fr\]", build(folder))
    assert (folder / "site" / "fr" / "meters" / "index.html").is_file()


# --- templates that fail


@pytest.mark.parametrize("locale", ["fr", "en"], ids=["a worker", "the source's own process"])
def test_a_template_that_fails_in_one_locale_ends_the_build(locale: str, scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    build(folder)
    before = digest(folder / "site")
    base = folder.parents[2] / "overrides" / "base.html"
    fault = "{% if site.locale.key == '" + locale + "' %}{{ 1 // 0 }}{% endif %}"
    base.write_text(base.read_text("utf-8").replace("</body>", f"{fault}</body>"), encoding="utf-8")

    output = failed(folder)
    assert "integer division or modulo by zero" in output
    assert f"{locale}/" in output, "the page is named"
    if locale != "en":
        assert re.search(rf"ERROR\s+-\s+\[{locale}\]", output)
        assert f"not every language could be built: {locale} ended with exit code 1" in output
    assert digest(folder / "site") == before


def test_a_build_says_nothing_of_the_engines_own_workings(scenario: Scenario) -> None:
    assert "Deprecat" not in build(scenario("no-data"), "--strict")


def test_what_the_engine_reads_is_not_published(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    config = folder / "mkdocs.yml"
    config.write_text(re.sub(r"exclude_docs: \|\n(  .*\n)+", "", config.read_text("utf-8")), encoding="utf-8")
    (folder / "docs" / "opening.yml").write_text("a: b\n", encoding="utf-8")
    assert {"channels.yml", "redirects.yml"} <= {file.name for file in (folder / "docs").iterdir()}
    build(folder, "--strict")
    assert [file.name for file in (folder / "site").rglob("*.yml")] == ["opening.yml"]


def test_a_site_that_does_not_name_the_engines_theme_is_told_so(scenario: Scenario) -> None:
    folder = scenario("chinese-source")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  custom_dir: ../../../overrides\n", ""), encoding="utf-8")
    assert "mkdocs.yml sets no theme: custom_dir:, expected this engine's overrides/" in failed(folder)


def test_a_missing_asset_is_told_without_a_traceback(scenario: Scenario) -> None:
    folder = scenario("no-data")
    (folder.parents[2] / "overrides" / "assets" / "start.js").unlink()
    output = failed(folder)
    assert "there is no asset start.js" in output
    assert "Traceback" not in output


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
def test_a_template_that_cannot_be_read_is_told_with_its_line_and_without_a_traceback(
    warm: bool, scenario: Scenario
) -> None:
    folder = scenario("no-data")
    if warm:
        build(folder, HELPCENTRE_CACHE="on")
    template = folder.parents[2] / "overrides" / "partials" / "breadcrumbs.html"
    lines = template.read_text("utf-8").splitlines()
    template.write_text("\n".join([*lines, "{% if %}", ""]), "utf-8")
    output = failed(folder, HELPCENTRE_CACHE="on")
    assert f"{template}:{len(lines) + 1}: the template cannot be read: Expected an expression" in output
    assert "Traceback" not in output
    assert not list(folder.glob(".site.*"))


def test_a_hook_may_give_the_templates_language_more_words(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    (folder / "more.py").write_text(
        "def on_env(env, config, files):\n    env.add_extension('jinja2.ext.do')\n    return env\n", encoding="utf-8"
    )
    file = folder / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("hooks:\n", "hooks:\n  - more.py\n"), encoding="utf-8")
    template = folder.parents[2] / "overrides" / "partials" / "breadcrumbs.html"
    template.write_text("{% do [].append(1) %}\n" + template.read_text("utf-8"), "utf-8")
    build(folder)


def test_a_link_that_is_no_address_is_told_and_stays(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    with (folder / "docs" / "en" / "meters" / "index.md").open("a", encoding="utf-8") as text:
        text.write("\nSee [there](http://[broken).\n")
    assert "link-broken" in build(folder)
    assert 'href="http://[broken"' in (folder / "site" / "meters" / "index.html").read_text("utf-8")


# --- the same bytes


def test_one_process_at_a_time_builds_the_same_bytes(site: Path, tmp_path: Path) -> None:
    done = fork_mkdocs("build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=ROOT, HELPCENTRE_JOBS="1")
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "site") == digest(site)


def test_a_second_build_of_the_same_text_is_the_same_site(scenario: Scenario) -> None:
    folder = scenario("chinese-source")
    build(folder)
    before = digest(folder / "site")
    build(folder)
    assert digest(folder / "site") == before


def test_a_page_that_is_gone_from_the_text_is_gone_from_the_site(scenario: Scenario) -> None:
    folder = scenario("no-data")
    build(folder)
    for locale in ("de", "en"):
        (folder / "docs" / locale / "visits" / "index.md").unlink()
    build(folder, "--strict")
    assert not (folder / "site" / "visits" / "index.html").exists()
    assert (folder / "site" / "visits" / "first-visit" / "index.html").is_file()


def test_an_edited_article_changes_the_search_of_its_language_only(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    build(folder)
    before = digest(folder / "site" / "assets" / "search")
    with (folder / "docs" / "fr" / "meters" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\nUn mot de plus.\n")
    build(folder)
    after = digest(folder / "site" / "assets" / "search")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path.partition("/")[0] for path in changed} == {"fr"}


def test_a_number_of_jobs_that_is_none_is_refused(scenario: Scenario) -> None:
    output = failed(scenario("no-data"), HELPCENTRE_JOBS="many")
    assert "HELPCENTRE_JOBS is 'many'; expected a whole number from 1" in output


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SOURCE_DATE_EPOCH", "abc", "seconds since 1970 as a whole number"),
        ("SOURCE_DATE_EPOCH", "", "seconds since 1970 as a whole number"),
        ("SOURCE_DATE_EPOCH", "-1", "seconds since 1970 as a whole number"),
        ("SOURCE_DATE_EPOCH", "1e9", "seconds since 1970 as a whole number"),
        ("SOURCE_DATE_EPOCH", "999999999999", "11 digits at most"),
        ("HELPCENTRE_CACHE", "maybe", "1, true, yes, on, or 0, false, no, off"),
        ("HELPCENTRE_RELEASE", "maybe", "1, true, yes, on, or 0, false, no, off"),
    ],
)
def test_a_variable_that_says_nothing_is_refused_in_one_line(
    scenario: Scenario, name: str, value: str, expected: str
) -> None:
    output = failed(scenario("no-data"), "-q", **{name: value})
    assert f"helpcentre: {name} is {value!r}; expected " in output
    assert expected in output
    assert "Traceback" not in output


@pytest.mark.parametrize("epoch", ["0", "99999999999"])
def test_the_first_and_the_last_time_of_a_build(scenario: Scenario, epoch: str) -> None:
    build(scenario("no-data"), SOURCE_DATE_EPOCH=epoch)


# --- addresses


def test_all_that_a_build_writes_beside_articles_has_an_address_that_none_may_have(
    built_scenario: Callable[[str], Path],
) -> None:
    site = built_scenario("missing-translations")
    settings = read_settings(ROOT / "tests" / "sites" / "missing-translations" / "mkdocs.yml")
    catalogue = read_catalogue(settings)
    known = catalogue.address_keys | {catalogue.address_key(old) for old in catalogue.redirects}
    written = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    own = {path.removesuffix("index.html").rstrip("/") for path in written} - known - catalogue.assets
    own -= {asset.removeprefix(f"{settings.source}/") for asset in catalogue.assets}
    assert own >= {"search", "translation-status", "robots.txt", "404.html", "fr/search"}
    assert [address for address in sorted(own) if not catalogue.reserved_for(f"{address}.md")] == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("search.md", "search.md has the address of the search page"),
        ("fr/index.md", "fr/index.md has the address of the pages of the locale fr"),
        ("meters/README.md", "meters/README.md has the address of meters/index.md"),
        ("meters.md", "meters.md has the address of meters/index.md"),
        ("meters/send-reading/index.html", "index.html has the address of meters/send-reading.md"),
        ("meters/send-reading", "send-reading has the address of meters/send-reading.md"),
        ("Search.md", "Search.md has the address of the search page"),
    ],
)
def test_two_pages_of_one_address_end_any_build_and_the_site_stays(scenario: Scenario, path: str, message: str) -> None:
    folder = scenario("missing-translations")
    (folder / "site").mkdir()
    file = folder / "docs" / "en" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("# X\n", encoding="utf-8")
    assert message in " ".join(failed(folder).split())
    assert not list((folder / "site").iterdir())


# --- part of the site


def test_limited_to_some_locales(scenario: Scenario) -> None:
    folder = scenario("missing-translations")
    build(folder, HELPCENTRE_LOCALES="ar")
    site = BuiltSite(folder / "site")
    assert not (site.root / "fr").exists()
    assert set(site.page("billing/pay-late/").alternates) == {"en", "ar", "x-default"}


def test_a_locale_that_does_not_exist_is_refused(scenario: Scenario) -> None:
    output = failed(scenario("missing-translations"), HELPCENTRE_LOCALES="xx")
    assert "HELPCENTRE_LOCALES names xx, expected some of ar, en, fr" in output


# --- addresses


def test_a_site_whose_address_nobody_told(scenario: Scenario) -> None:
    folder = scenario("no-data")
    config = folder / "mkdocs.yml"
    config.write_text(re.sub(r"^site_url: .*\n", "", config.read_text("utf-8"), flags=re.MULTILINE), encoding="utf-8")
    output = build(folder, "--strict")
    assert "Warning" not in output, "what concerns MkDocs's developers alone"
    assert audit_site(folder / "site") == []
    assert not (folder / "site" / "sitemap.xml").exists()
    assert "Sitemap" not in (folder / "site" / "robots.txt").read_text("utf-8")


def test_a_site_below_a_path(scenario: Scenario) -> None:
    folder = scenario("chinese-source")
    config = folder / "mkdocs.yml"
    address = "https://town.example/repo/"
    config.write_text(re.sub(r"^site_url: .*$", f"site_url: {address}", config.read_text("utf-8"), flags=re.MULTILINE))
    build(folder, "--strict")
    site = BuiltSite(folder / "site")
    assert audit_site(site.root, address) == []
    assert all(entry.startswith(address) for entry in site.sitemap)
    assert f"Sitemap: {address}sitemap.xml" in (site.root / "robots.txt").read_text("utf-8")
    assert site.page("en/404.html").one("//link[@rel='stylesheet']/@href").startswith("/repo/assets/")
