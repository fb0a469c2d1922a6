from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.messages import missing_messages
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.interface_words import InterfaceWords, Word, read_interface_words
from helpcentre.content.settings import Locale, Settings
from trees import findings_of, mkdocs_yml

RULE = "message-missing"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
WORDS = (
    Word("Search", None, "search.html"),
    Word("Question: %(title)s", None, "page.py"),
    Word("%(n)s hour", "%(n)s hours", "formats.py"),
)
SOUND = {
    "fr": 'msgid "Search"\nmsgstr "Chercher"\n\nmsgid "Question: %(title)s"\nmsgstr "Question : %(title)s"\n\n'
    'msgid "%(n)s hour"\nmsgid_plural "%(n)s hours"\nmsgstr[0] "%(n)s heure"\nmsgstr[1] "%(n)s heures"\n',
    "ru": 'msgid "Search"\nmsgstr "Поиск"\n\nmsgid "Question: %(title)s"\nmsgstr "Вопрос: %(title)s"\n\n'
    'msgid "%(n)s hour"\nmsgid_plural "%(n)s hours"\nmsgstr[0] "%(n)s час"\nmsgstr[1] "%(n)s часа"\n'
    'msgstr[2] "%(n)s часов"\n',
    "ar": 'msgid "Search"\nmsgstr "بحث"\n\nmsgid "Question: %(title)s"\nmsgstr "سؤال: %(title)s"\n\n'
    'msgid "%(n)s hour"\nmsgid_plural "%(n)s hours"\nmsgstr[0] "%(n)s"\nmsgstr[1] "ساعة"\nmsgstr[2] "ساعتان"\n'
    'msgstr[3] "%(n)s ساعات"\nmsgstr[4] "%(n)s ساعة"\nmsgstr[5] "%(n)s ساعة"\n',
}


def check(root: Path, locale: str, text: str | bytes | None) -> list[tuple[str, int, str, str]]:
    """Return path, line, message and hint of each finding for a theme whose words are WORDS."""
    folder = root / "overrides" / "locales"
    folder.mkdir(parents=True)
    (root / "docs").mkdir()
    if text is not None:
        (folder / f"{locale}.po").write_bytes(text.encode() if isinstance(text, str) else text)
    published = Locale(locale, locale, locale, "ltr")
    theme = root / "overrides"
    settings = Settings(root / "mkdocs.yml", root / "docs", root / "site", (published,), locale, theme_dirs=(theme,))
    read = read_interface_words(settings)
    words = InterfaceWords((), read.files, read.folder)
    vars(words)["required"] = WORDS
    found = missing_messages(Catalogue(settings, {}, {}, frozenset(), words=words))
    return [(f.path, f.line, f.message, f.hint) for f in found]


@pytest.mark.parametrize("locale", SOUND)
def test_a_whole_translation_is_no_fault(tmp_path: Path, locale: str) -> None:
    assert check(tmp_path, locale, HEADER + SOUND[locale]) == []


# Locale, what stands in the sound file, what stands there instead, line, words of the message.
FAULTS = [
    ("fr", "Chercher", "", 5, 'the interface word "Search" has no translation'),
    ("ru", "Поиск", " ", 5, "has no translation"),
    ("fr", 'msgid "Search"\n', '#, fuzzy\nmsgid "Search"\n', 6, "is marked fuzzy"),
    (
        "fr",
        'msgid "Search"\nmsgstr "Chercher"\n',
        "",
        1,
        '"Search" is missing, expected an entry (used in search.html)',
    ),
    (
        "fr",
        'msgid "Search"\nmsgstr "Chercher"\n',
        '#~ msgid "Search"\n#~ msgstr "Chercher"\n',
        1,
        '"Search" is missing',
    ),
    ("ru", "%(n)s часа", "", 11, "has no translation, expected one in each plural form"),
    ("ru", 'msgstr[2] "%(n)s часов"\n', "", 11, "has no translation, expected one in each plural form"),
    ("ar", 'msgstr[5] "%(n)s ساعة"\n', "", 11, "has no translation, expected one in each plural form"),
    ("fr", "Question : %(title)s", "Question : %(titre)s", 8, "expected its names to be %(title)s"),
    ("fr", "Question : %(title)s", "Question", 8, "expected its names to be %(title)s"),
    ("fr", "Question : %(title)s", "Question : %(title)", 8, "expected its names to be %(title)s"),
    ("fr", "Question : %(title)s", "100 % %(title)s", 8, "expected its names to be %(title)s"),
    ("fr", "%(n)s heures", "%(m)s heures", 11, "expected its names to be %(n)s"),
    ("fr", "Chercher", "%(n)s Chercher", 5, "expected its names to be none"),
]


@pytest.mark.parametrize(("locale", "sound", "faulty", "line", "message"), FAULTS)
def test_a_word_that_readers_would_not_understand_is_told(
    tmp_path: Path, locale: str, sound: str, faulty: str, line: int, message: str
) -> None:
    assert sound in SOUND[locale]
    ((path, at, told, hint),) = check(tmp_path, locale, HEADER + SOUND[locale].replace(sound, faulty, 1))
    assert (path, at) == (f"../overrides/locales/{locale}.po", line)
    assert message in told
    assert "expected" in told
    assert hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + "hello\n", 5),
        (HEADER + "msgid 'x'\n", 5),
        (b"\xff\xfe", 1),
        (HEADER.replace("utf-8", "klingon") + SOUND["fr"], 1),
        (HEADER.replace("utf-8\\n", "utf-8\\nPlural-Forms: nplurals=x; plural=y;\\n"), 1),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path: Path, text: str | bytes, line: int) -> None:
    ((path, at, message, _),) = check(tmp_path, "fr", text)
    assert (path, at) == ("../overrides/locales/fr.po", line)
    assert "cannot be read" in message


def test_a_missing_file_is_one_finding(tmp_path: Path) -> None:
    ((path, line, message, _),) = check(tmp_path, "ru", None)
    assert (path, line) == ("../overrides/locales/ru.po", 1)
    assert "no file with the 3 interface words" in message


# Locale, what its file's head says -> whether that is another language.
HEADS = [
    ("ru", "ru", False),
    ("ru", "ru_RU", False),
    ("ru", "", False),
    ("pt-BR", "pt", False),
    ("fr", "de", True),
    ("zh-Hant", "zh", True),
    ("zh-Hant", "zh_TW", False),
    ("zh", "zh_Hans", False),
]


@pytest.mark.parametrize(("locale", "said", "is_another"), HEADS)
def test_a_copy_of_another_languages_file_is_one_finding(
    tmp_path: Path, locale: str, said: str, is_another: bool
) -> None:
    sound = SOUND["ru" if locale == "ru" else "fr"]
    text = HEADER.replace("utf-8\\n", f'utf-8\\n"\n"Language: {said}\\n')
    if locale.startswith("zh"):
        sound = sound.replace('msgstr[1] "%(n)s heures"\n', "")
    found = check(tmp_path, locale, text.removesuffix("\n") + "\n" + sound)
    told = [(line, hint) for _, line, message, hint in found if f'"Language: {said}"' in message]
    assert len(told) == is_another
    for _, hint in told:
        assert f'"Language: {locale}" and "Plural-Forms: nplurals=' in hint


def test_a_site_beside_the_engine_is_told_of_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    theme = {"name": "material", "custom_dir": "../engine"}
    hints = []
    for own in ({}, {"words": ["words"]}):
        options = {**own, "checks": {RULE: "error"}}
        site = {"mkdocs.yml": mkdocs_yml("en", "fr", options=options, theme=theme)}
        hints += [finding.hint for finding in findings_of(tmp_path / "site", site, RULE)]
    assert ["words: [words]" in hint for hint in hints] == [True, False]


@pytest.mark.parametrize("locale", ["en", "en-GB"])
def test_the_language_of_the_words_needs_no_file(tmp_path: Path, locale: str) -> None:
    assert check(tmp_path, locale, None) == []


def test_a_site_may_bring_words_of_its_own(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": mkdocs_yml(
            "en",
            "fr",
            options={"words": ["words"], "checks": {"message-missing": "error"}},
            theme={"name": "material", "custom_dir": "theme"},
        ),
        "../theme/main.html": "{% partial_cached('footer.html', base=base) %}"
        "{{ _('Search') }}{{ ngettext('%(n)s hour', '%(n)s hours', 2) }}",
        "../theme/locales/fr.po": HEADER + 'msgid "Search"\nmsgstr "Chercher"\n',
        "../words/fr.po": HEADER + 'msgid "Search"\nmsgstr "Recherche"\n',
    }
    found = findings_of(tmp_path, files, RULE)
    assert {f.path for f in found} == {"../words/fr.po"}
    assert not [f for f in found if '"Search"' in f.message]
    assert [f for f in found if '"%(n)s hour"' in f.message]
