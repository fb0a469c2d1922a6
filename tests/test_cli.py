from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpcentre.cli import main
from helpcentre.mkdocs_settings import read_settings
from helpcentre.run import replacement
from trees import CONFIG, mkdocs_yml, write_tree

FAULTY = {
    "docs/en/a.md": "# A\n\n## No id\n",
    "docs/fr/a.md": "# A\n\n[x](no.md)\n",
    "docs/en/b/c.md": "---\nkid: faq\n---\n# C\n",
    "docs/fr/b/c.md": "# C\n",
}
SOUND = {"docs/en/a.md": "# A\n", "docs/fr/a.md": "# A\n"}


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HELPCENTRE_LOCALES", "HELPCENTRE_RELEASE"):
        monkeypatch.delenv(name, raising=False)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    """Return exit status, lines of output and what went to standard error."""
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err


def test_a_clean_tree_is_one_line_and_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, SOUND)
    assert run(capsys, "check") == (0, ["1 articles in 2 languages: no findings"], "")


def test_warnings_alone_are_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, {"docs/en/a.md": "# A\n"})
    code, lines, _ = run(capsys, "check")
    assert (code, lines[-1]) == (0, "1 articles in 2 languages: 1 warning")


def test_every_finding_of_every_locale_is_told_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, FAULTY)
    code, lines, _ = run(capsys, "check")
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == [
        "docs/en/a.md:3:1",
        "docs/en/b/c.md:2:1",
        "docs/fr/a.md:3:5",
        "2 articles in 2 languages",
    ]


# Where the command runs, its paths, the files of the findings.
PATHS = [
    (".", ["docs/en"], ["en/a.md", "en/b/c.md"]),
    (".", ["docs/fr/a.md"], ["fr/a.md"]),
    (".", ["."], ["en/a.md", "en/b/c.md", "fr/a.md"]),
    (".", ["docs"], ["en/a.md", "en/b/c.md", "fr/a.md"]),
    (".", ["docs/"], ["en/a.md", "en/b/c.md", "fr/a.md"]),
    (".", ["en/a.md"], ["en/a.md"]),
    (".", ["fr"], ["fr/a.md"]),
    (".", ["docs/en/a.md", "docs/fr/a.md"], ["en/a.md", "fr/a.md"]),
    (".", ["./docs/../docs/en/b"], ["en/b/c.md"]),
    (".", ["mkdocs.yml"], []),
    (".", ["docs/en/b/other.md"], []),
    ("docs/en", ["a.md"], ["en/a.md"]),
    ("docs/en", ["b"], ["en/b/c.md"]),
    ("docs", ["."], ["en/a.md", "en/b/c.md", "fr/a.md"]),
]


@pytest.mark.parametrize(("folder", "paths", "files"), PATHS)
def test_paths_limit_what_is_reported(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    paths: list[str],
    files: list[str],
) -> None:
    config = write_tree(tmp_path, FAULTY)
    monkeypatch.chdir(tmp_path / folder)
    code, lines, _ = run(capsys, "check", "-f", str(config), "--format", "json", *paths)
    assert [finding["path"] for finding in json.loads("\n".join(lines))] == files
    assert code == (1 if files else 0)


def test_a_missing_translation_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, {"docs/en/a.md": "---\nkind: faq\n---\n# A\n"})
    code, lines, _ = run(capsys, "check", "docs/fr/a.md")
    assert code == 1
    assert lines[0].startswith("docs/fr/a.md:1:1: error translation-missing:")


def test_findings_outside_docs_are_seen_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(tmp_path, {**SOUND, CONFIG: mkdocs_yml("en", "fr", site_url="https://shop.example/")})
    monkeypatch.setenv("HELPCENTRE_RELEASE", "1")
    code, lines, _ = run(capsys, "check", "mkdocs.yml")
    assert (code, lines[0].partition(":")[0]) == (1, "mkdocs.yml")


def test_annotations_are_for_github(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, FAULTY)
    _, lines, _ = run(capsys, "check", "--format", "github", "docs/fr")
    assert lines[0].startswith("::error file=docs/fr/a.md,line=3,col=5,title=link-broken::")


def test_json_is_json_even_if_there_is_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, SOUND)
    assert run(capsys, "check", "--format", "json") == (0, ["[]"], "")


# What a configuration says, and words of the one line that answers it.
LANGUAGES = "plugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n"
CONFIGS = [
    pytest.param("site_name: [", "mkdocs.yml:1: the file is no YAML", id="no YAML"),
    pytest.param("a: 1\n\tb: 2", "mkdocs.yml:2: the file is no YAML", id="tab"),
    pytest.param("- a\n- b\n", "expected keys and values", id="a list"),
    pytest.param("just words", "expected keys and values", id="words"),
    pytest.param(b"site_name: \xff\n", "mkdocs.yml", id="Latin-1"),
    pytest.param("INHERIT: nowhere.yml\n", "nowhere.yml", id="inherits nothing"),
    pytest.param("x: !!python/name:nowhere.nothing\n", "mkdocs.yml:1", id="Python tag of nothing"),
    pytest.param("", "expected plugins: i18n", id="empty"),
    pytest.param("site_name: X\n", "expected plugins: i18n", id="no plugins"),
    pytest.param("plugins: [search]\n", "expected plugins: i18n", id="no i18n"),
    pytest.param("plugins: [i18n]\n", "expected plugins: i18n", id="i18n without languages"),
    pytest.param("plugins: {i18n: {languages: 5}}\n", "expected plugins: i18n", id="languages are a number"),
    pytest.param(LANGUAGES + "        - {locale: en, name: E}\n", "no language has default: true", id="no default"),
    pytest.param(LANGUAGES + "        - en\n", "a language of i18n is 'en', expected keys", id="language is a word"),
    pytest.param(LANGUAGES + "        - {name: English}\n", "expected keys such as locale:", id="no locale"),
    pytest.param(
        LANGUAGES + "        - {locale: qx, default: true}\n", '"qx" is no language of CLDR', id="no language"
    ),
    pytest.param(mkdocs_yml("en", options={"chekcs": {}}), 'unknown key "chekcs" Did you mean "checks"?', id="key"),
    pytest.param(mkdocs_yml("en", options={"checks": {"link-brokn": "off"}}), 'unknown rule "link-brokn"', id="rule"),
    pytest.param(
        mkdocs_yml("en", options={"checks": {"link-broken": "no"}}), "'error', 'warning' or 'off'", id="severity"
    ),
    pytest.param(mkdocs_yml("en", options={"topics": {"a": {"icn": "x"}}}), 'unknown key "topics.a.icn"', id="topic"),
    pytest.param(
        mkdocs_yml("en", options={"topics": ["a"]}), '"topics" is a list: expected keys and values', id="topics"
    ),
    pytest.param(
        mkdocs_yml("en", "fr", options={"search": {"fallback": {"de": ["en"]}}}),
        'search: fallback: "de" is no locale, expected some of en, fr',
        id="fallback of no locale",
    ),
    pytest.param(
        mkdocs_yml("en", "fr", options={"search": {"fallback": {"fr": ["en", "de"]}}}),
        'search: fallback: fr: "de" is no locale, expected some of en, fr',
        id="fallback to no locale",
    ),
    pytest.param(
        mkdocs_yml("en", "fr", options={"search": {"fallback": {"fr": ["fr"]}}}),
        "search: fallback: fr: fr itself is listed",
        id="fallback to itself",
    ),
    pytest.param(
        mkdocs_yml("en", "fr", options={"search": {"fallback": {"fr": ["en", "en"]}}}),
        "search: fallback: fr: en is listed twice",
        id="fallback twice",
    ),
    pytest.param(
        mkdocs_yml("en").replace("helpcentre:", "helpcenter:"),
        'mkdocs.yml:10: unknown key "extra.helpcenter", expected helpcentre. Did you mean "helpcentre"?',
        id="misspelt",
    ),
    pytest.param(mkdocs_yml("en").replace("helpcentre:", "Help-Centre:"), 'unknown key "extra.Help-Centre"', id="case"),
    pytest.param(
        mkdocs_yml("en", "fr", options={"locales": {"fr": {"lang": "fr-CA"}, "fra": {}}}),
        'locales: "fra" is no locale, expected some of en, fr (plugins: i18n: languages:). Did you mean "fr"?',
        id="locales of no language",
    ),
    pytest.param(
        LANGUAGES + "        - {locale: en, default: true}\n        - locale: fr\n          default: true\n",
        "mkdocs.yml:7: en and fr have default: true, expected it at the source locale alone",
        id="two defaults",
    ),
    pytest.param(mkdocs_yml("en").partition("extra:")[0] + "extra: [a]\n", "hold keys and values", id="extra"),
    pytest.param(
        mkdocs_yml("en").partition("extra:")[0] + "extra: {helpcentre: 5}\n", "hold keys and values", id="options"
    ),
    pytest.param(mkdocs_yml("en", docs_dir="nowhere"), "there is no folder", id="no docs"),
]


@pytest.mark.parametrize(("config", "message"), CONFIGS)
def test_a_configuration_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], config: str | bytes, message: str
) -> None:
    write_tree(tmp_path, {**SOUND, CONFIG: config})
    code, lines, error = run(capsys, "check")
    assert (code, lines) == (2, [])
    assert message in error
    assert error.startswith("helpcentre check: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "extra",
    [
        "extra: {help: 1, center: 2, help_centre_url: x, helpcentre: {}, helpcenter: {mail: x}}\n",
        "extra: {help: 1, center: 2, help_url: x}\n",
    ],
)
def test_keys_of_others_are_none_of_ours(tmp_path: Path, extra: str) -> None:
    assert read_settings(write_tree(tmp_path, {CONFIG: mkdocs_yml("en").partition("extra:")[0] + extra}))


def test_locales_that_are_not_built_have_settings_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = mkdocs_yml("en", "fr", "zh", options={"locales": {"zh": {"lang": "zh-Hans"}, "fr": {"lang": "fr-CA"}}})
    write_tree(tmp_path, {CONFIG: config.replace("name: fr", "name: fr\n      build: false")})
    monkeypatch.setenv("HELPCENTRE_LOCALES", "en")
    settings = read_settings(tmp_path / CONFIG)
    assert [(one.lang, one.published) for one in settings.locales] == [
        ("en", True),
        ("fr-CA", False),
        ("zh-Hans", False),
    ]


def test_a_fault_in_an_inherited_configuration_is_told_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(tmp_path, {**SOUND, CONFIG: "INHERIT: shared/base.yml\n", "shared/base.yml": "a: 1\nb: [\n"})
    _, _, error = run(capsys, "check")
    assert "shared/base.yml:2: the file is no YAML" in error


@pytest.mark.parametrize(
    "options",
    [{"checks": {"link-broken": "off", "nothing": "off"}}, {"search": {"fallback": {"en": ["nothing"]}}}],
    ids=["rule", "fallback"],
)
def test_the_line_of_an_option_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: dict[str, Any]
) -> None:
    config = mkdocs_yml("en", options=options)
    write_tree(tmp_path, {**SOUND, CONFIG: config})
    line = config[: config.index("nothing")].count("\n") + 1
    assert f"mkdocs.yml:{line}: " in run(capsys, "check")[2]


@pytest.mark.parametrize("arguments", [["check", "-f", "other.yml"], ["check", "-f", "."], ["check"]])
def test_without_a_configuration_the_answer_is_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, lines, error = run(capsys, *arguments)
    assert (code, lines) == (2, [])
    assert "expected MkDocs's configuration (name it with -f)" in error


def test_a_path_that_is_nowhere_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, SOUND)
    code, _, error = run(capsys, "check", "docs/en/a.md", "nowhere/x.md")
    assert (code, error) == (2, "helpcentre check: there is no nowhere/x.md, expected a file or folder below docs\n")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["check", "--format", "xml"], ["audit"]])
def test_arguments_that_are_none_are_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: helpcentre" in capsys.readouterr().err


def test_locales_can_be_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write_tree(tmp_path, {**SOUND, CONFIG: mkdocs_yml("en", "fr", "ar")})
    monkeypatch.setenv("HELPCENTRE_LOCALES", " ar , ")
    assert [locale.key for locale in read_settings(config).published] == ["en", "ar"]
    monkeypatch.setenv("HELPCENTRE_LOCALES", "ar,xx")
    code, _, error = run(capsys, "check")
    assert (code, "HELPCENTRE_LOCALES names xx, expected some of ar, en, fr" in error) == (2, True)


def test_a_configuration_may_use_what_mkdocs_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_DOCS", "texts")
    base = mkdocs_yml("en", "fr", docs_dir="wrong", site_url="https://shop.example/")
    own = (
        "INHERIT: base.yml\ndocs_dir: !ENV [SHOP_DOCS, docs]\nsite_name: !ENV [SHOP_NAME, Shop]\n"
        "markdown_extensions:\n  - toc:\n      slugify: !!python/name:posixpath.basename\n"
    )
    settings = read_settings(write_tree(tmp_path, {"base.yml": base, CONFIG: own}))
    assert settings.docs_dir == tmp_path / "texts"
    assert (settings.site_name, settings.site_url) == ("Shop", "https://shop.example/")
    assert [locale.key for locale in settings.published] == ["en", "fr"]


def test_plugins_may_be_keys(tmp_path: Path) -> None:
    config = (
        "plugins:\n  i18n:\n    languages:\n"
        "      - {locale: zh, default: true, name: 中文}\n      - {locale: ar, build: false}\n"
    )
    settings = read_settings(write_tree(tmp_path, {CONFIG: config}))
    assert [(x.key, x.name, x.direction, x.published) for x in settings.locales] == [
        ("zh", "中文", "ltr", True),
        ("ar", "ar", "rtl", False),
    ]
    assert settings.source == "zh"


@pytest.mark.parametrize(
    ("key", "options", "lang", "direction"),
    [
        ("zh", {"locales": {"zh": {"lang": "zh-Hans"}}}, "zh-Hans", "ltr"),
        ("pt-BR", {}, "pt-BR", "ltr"),
        ("zh_TW", {}, "zh-TW", "ltr"),
        ("ar", {}, "ar", "rtl"),
        ("fa", {}, "fa", "rtl"),
        ("az", {"locales": {"az": {"lang": "az-Arab"}}}, "az-Arab", "rtl"),
    ],
)
def test_language_and_direction_of_a_locale(
    tmp_path: Path, key: str, options: dict[str, object], lang: str, direction: str
) -> None:
    settings = read_settings(write_tree(tmp_path, {CONFIG: mkdocs_yml(key, options=options)}))
    assert (settings.locale(key).lang, settings.locale(key).direction) == (lang, direction)


def test_schemas_are_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = run(capsys, "schema")
    printed = json.loads("\n".join(lines))
    assert (code, printed.keys() >= {"front-matter", "channels", "facts", "glossary", "synonyms"}) == (0, True)
    assert run(capsys, "schema", "schemas")[0] == 0
    for name, schema in printed.items():
        assert json.loads((tmp_path / "schemas" / f"{name}.schema.json").read_text("utf-8")) == schema
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_an_audit_of_no_site_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, error = run(capsys, "audit", "nowhere")
    assert (code, lines) == (2, [])
    assert error.startswith("helpcentre audit: ")


def test_writing_commands_answer_0_or_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, {**SOUND, "docs/en/b.md": "# B\n\n[a](a.md)\n"})
    assert run(capsys, "new", "docs/en/c.md", "--kind", "faq")[0] == 0
    assert run(capsys, "translate", "docs/en/b.md", "fr")[0] == 0
    assert run(capsys, "move", "docs/en/a.md", "docs/en/topic/a.md")[0] == 0
    assert (tmp_path / "docs/fr/topic/a.md").is_file()
    assert "](topic/a.md)" in (tmp_path / "docs/en/b.md").read_text()
    for command in (["new", "docs/en/c.md"], ["translate", "docs/en/b.md", "fr"], ["move", "a.md", "d.md"]):
        code, lines, error = run(capsys, *command)
        assert (code, lines) == (2, [])
        assert error.startswith(f"helpcentre {command[0]}: ")


def test_a_move_that_was_killed_is_finished_by_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, SOUND)
    with monkeypatch.context() as patch:
        patch.setattr(replacement, "_complete", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            main(["move", "a.md", "b.md"])
    assert (tmp_path / "docs/en/a.md").is_file()
    code, lines, _ = run(capsys, "move", "a.md", "b.md")
    assert (code, lines) == (
        0,
        ["The move that was interrupted is complete now: a.md -> b.md. For another move, run the command again."],
    )
    assert [file.name for file in (tmp_path / "docs").rglob("*.md")] == ["b.md", "b.md"]


def test_a_number_of_processes_that_is_none_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, SOUND)
    monkeypatch.setenv("HELPCENTRE_JOBS", "many")
    code, _, said = run(capsys, "check")
    assert (code, said) == (2, "helpcentre check: HELPCENTRE_JOBS is 'many'; expected a whole number from 1.\n")


def test_a_check_needs_no_second_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, {f"docs/{locale}/a{n}.md": "# A\n" for locale in ("en", "fr") for n in range(80)})
    monkeypatch.delattr("os.fork")
    assert run(capsys, "check")[0] == 0
