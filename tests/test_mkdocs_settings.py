"""mkdocs.yml as the engine reads it: what it takes, and what it tells of what it cannot take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpcentre.mkdocs_settings import read_settings
from test_cli import SOUND, run
from trees import CONFIG, mkdocs_yml, write_tree


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HELPCENTRE_LOCALES", "HELPCENTRE_RELEASE"):
        monkeypatch.delenv(name, raising=False)


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
    *(
        pytest.param(
            mkdocs_yml("en", options={"checks": {"address-taken": severity}}),
            "mkdocs.yml:16: address-taken is always an error",
            id=f"pages of one address: {severity}",
        )
        for severity in ("off", "warning")
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
