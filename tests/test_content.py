"""The first site's texts: complete, translated, within reach, and asked about by readers."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import yaml

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.output.query_words import reading
from helpcentre.output.search_text import terms
from helpcentre.pages.search import search_entries
from helpcentre.pages.site import LocaleSite
from helpcentre.translations.word_diff import pieces

ROOT = Path(__file__).parent.parent
CATALOGUE = read_catalogue(read_settings(ROOT / "mkdocs.yml"))
SETTINGS = CATALOGUE.settings
LOCALES = [locale.key for locale in SETTINGS.published]
OTHERS = [key for key in LOCALES if key != SETTINGS.source]
QUESTIONS = 60

_NO_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|\{[#{].*?\}+|<[^>]*>")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")


def articles(locale: str) -> dict[str, ArticleFile]:
    """The locale's articles and channel pages, without home and topics."""
    return {path: file for path, file in CATALOGUE.files[locale].items() if not path.endswith("index.md")}


@pytest.mark.parametrize("locale", OTHERS)
def test_every_locale_has_the_same_articles(locale: str) -> None:
    assert CATALOGUE.files[locale].keys() == CATALOGUE.source_files.keys()
    assert CATALOGUE.snippets[locale].keys() == CATALOGUE.snippets[SETTINGS.source].keys()


def lines(file: ArticleFile) -> list[str]:
    text = [file.meta.description or "", *file.meta.prepare, *file.head.body.split("\n")]
    return [_NO_PROSE.sub(" ", line).strip() for line in text]


@pytest.mark.parametrize("locale", OTHERS)
def test_no_line_is_left_in_the_source_language(locale: str) -> None:
    for path, file in CATALOGUE.files[locale].items():
        source = set(lines(CATALOGUE.source_files[path]))
        left = [line for line in lines(file) if len(_LATIN_WORD.findall(line)) >= 5 and line in source]
        assert left == [], file.path


@pytest.mark.parametrize("locale", LOCALES)
def test_every_article_is_at_most_two_clicks_from_home(locale: str) -> None:
    site = LocaleSite(CATALOGUE, SETTINGS.locale(locale))
    reached = {link.url for topic in site.topics for link in topic.articles if topic.page.url}
    assert reached == {site.url(path) for path in articles(locale)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_article_is_described_and_leads_on(locale: str) -> None:
    for path, file in articles(locale).items():
        assert file.meta.description, path
        assert len(file.meta.keywords) >= 4, path
        assert len(file.meta.related) >= 2, path
        assert file.meta.reviewed, path


@pytest.mark.parametrize("locale", LOCALES)
def test_what_touches_secrets_carries_the_standing_warning(locale: str) -> None:
    for path, file in articles(locale).items():
        if file.meta.risk == "secrets" and file.meta.kind in ("faq", "guide"):
            assert "standing-warning.md" in [use.name for use in file.document.snippets], path


@pytest.mark.parametrize("locale", LOCALES)
def test_the_ladder_has_a_section_for_every_step(locale: str) -> None:
    [ladder] = [file for file in CATALOGUE.files[locale].values() if file.meta.kind == "ladder"]
    ids = [section.id for section in ladder.document.sections if section.level == 2]
    steps = [step.id for step in CATALOGUE.channels.escalation]
    assert ids[: len(steps)] == steps


def words(text: str) -> set[str]:
    """Words, or pairs of characters where a script sets no spaces."""
    found = {piece.casefold() for piece in pieces(text) if piece[0].isalnum() and ord(piece[0]) < 0x2E80}
    han = [c for c in text if ord(c) >= 0x4E00]
    return found | {a + b for a, b in itertools.pairwise(han)}


@pytest.mark.parametrize("locale", LOCALES)
def test_readers_questions_name_articles_and_do_not_repeat_their_titles(locale: str) -> None:
    asked = yaml.safe_load((ROOT / "docs" / locale / "search-tests.yml").read_text("utf-8"))
    assert len(asked) == QUESTIONS
    assert len({entry["question"] for entry in asked}) == QUESTIONS
    for entry in asked:
        assert entry.keys() == {"question", "article"}
        article = articles(locale)[entry["article"]]
        own = words(entry["question"])
        assert len(own & words(article.title)) < max(len(own) / 2, 1), entry
    assert {entry["article"] for entry in asked} == articles(locale).keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_question_is_copied_to_where_search_finds_it(locale: str) -> None:
    asked = yaml.safe_load((ROOT / "docs" / locale / "search-tests.yml").read_text("utf-8"))
    questions = {reading(entry["question"]) for entry in asked}
    own = CATALOGUE.synonyms.of(locale)
    known = {word for file in articles(locale).values() for word in file.meta.keywords}
    known |= {phrase for group in own.two_way for phrase in group}
    known |= {phrase for typed in own.one_way.values() for phrase in typed}
    assert questions & {reading(phrase) for phrase in known} == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_what_readers_words_stand_for_is_in_an_article(locale: str) -> None:
    held: dict[str, set[str]] = {}
    for entry in search_entries(LocaleSite(CATALOGUE, SETTINGS.locale(locale))):
        article = held.setdefault(entry.url.partition("#")[0], set())
        article.update(terms("\n".join([entry.title, entry.section, entry.text, *entry.keywords])))
    dead = [
        phrase
        for phrase in CATALOGUE.synonyms.of(locale).one_way
        if not any(set(reading(phrase).split()) <= article for article in held.values())
    ]
    assert dead == []


def test_the_table_of_facts_names_articles_within_two_clicks() -> None:
    table = (ROOT / "docs" / "_style" / "facts.md").read_text("utf-8")
    named = re.findall(r"^\| [^|]+ \| (\S+\.md) \|$", table, re.MULTILINE)
    site = LocaleSite(CATALOGUE, SETTINGS.locale(SETTINGS.source))
    reached = {link.url for topic in site.topics for link in topic.articles if topic.page.url}
    assert len(named) > 40
    assert {site.url(path) for path in named} <= reached
