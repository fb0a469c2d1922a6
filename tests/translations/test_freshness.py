"""States of translations: a table of changes, and random histories against a slow, obvious model."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.reading import parse_article
from helpcentre.content.settings import Options, Settings, make_locale
from helpcentre.translations.acceptance import acceptances
from helpcentre.translations.digests import normalized, section_digests
from helpcentre.translations.freshness import Missing, Orphan, Outdated, State, Unstamped, UpToDate, state_of, states
from helpcentre.translations.stamps import with_stamp

PATH = "topic/a.md"
SOURCE = """---
kind: guide
description: What it is.
---
# Title

The lead stands here.

## First {#first}

One two three.

## Second {#second}

1. Step one.
2. Step two.
"""


def article(text: str, locale: str = "en") -> ArticleFile:
    file, findings = parse_article(text, f"{locale}/{PATH}", locale, PATH)
    assert findings == []
    return file


def translation_of(text: str) -> ArticleFile:
    """A translation that was accepted against a source text."""
    return article(with_stamp("# Titre\n", section_digests(article(text))), "fr")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One two three.", "One\ntwo three."),
        ("One two three.", "One  two   three. "),
        ("kind: guide", "kind: faq\nkeywords: [new]\ncontact: [email]"),
        ("kind: guide", "kind: guide\nreviewed: 2026-11-21"),
        ("1. Step one.\n2. Step two.", "1.  Step one.\n2.  Step two."),
        ("\n\nOne", "\n\n\n\nOne"),
        ("three.", "thre\N{COMBINING GRAVE ACCENT}e."),
        ("Title\n", "Title  \n"),
    ],
)
def test_what_is_no_change(before: str, after: str) -> None:
    first = SOURCE.replace("three.", "thr\N{LATIN SMALL LETTER E WITH GRAVE}e.") if "GRAVE" in ascii(after) else SOURCE
    if "\N{COMBINING GRAVE ACCENT}" in after:
        first = SOURCE.replace("three.", "thr\N{LATIN SMALL LETTER E WITH GRAVE}e.")
    later = SOURCE.replace(before, after)
    assert later != first
    assert isinstance(state_of(translation_of(first), article(later)), UpToDate)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One two three.", "One two four.", ("first",)),
        ("One two three.", "One two three!", ("first",)),
        ("Step two", "Step 2", ("second",)),
        ("# Title", "# Other title", ("_meta",)),
        ("What it is.", "What it was.", ("_meta",)),
        ("The lead", "A lead", ("_lead",)),
        ("## First", "## The first", ("first",)),
        ("## Second {#second}", "## Second {#other}", ("other", "second")),
        ("## Second {#second}\n\n1. Step one.\n2. Step two.\n", "", ("second",)),
        ("## Second", "## Middle {#middle}\n\nNew.\n\n## Second", ("middle",)),
        ("One two three.", "One two three.\n\nAnd more.", ("first",)),
        ("One two three.", "one two three.", ("first",)),
    ],
)
def test_what_is_a_change(before: str, after: str, expected: tuple[str, ...]) -> None:
    state = state_of(translation_of(SOURCE), article(SOURCE.replace(before, after)))
    assert isinstance(state, Outdated)
    assert state.sections == expected


def test_sections_that_change_places_are_no_change_of_their_text() -> None:
    first, second = SOURCE.index("## First"), SOURCE.index("## Second")
    moved = SOURCE[:first] + SOURCE[second:] + "\n" + SOURCE[first:second]
    assert isinstance(state_of(translation_of(SOURCE), article(moved)), UpToDate)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文\n中文", "中文中文"),
        ("中文 USDT\n提现", "中文 USDT 提现"),
        ("かな\n カナ", "かなカナ"),
        ("один\n\nдва", "один два"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
    ],
)
def test_text_is_normalized_as_readers_read_it(text: str, expected: str) -> None:
    assert normalized(text) == expected


WORDS = st.lists(st.sampled_from(["pay", "wait", "ask", "send", "支付", "ждать"]), min_size=1, max_size=5)
ARTICLES = ["a.md", "topic/b.md"]
LOCALES = ["fr", "zh"]


class Histories(RuleBasedStateMachine):
    """The model keeps the words themselves where the engine keeps digests."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.sources = {path: [("one", data.draw(WORDS)), ("two", data.draw(WORDS))] for path in ARTICLES}
        self.breaks = {path: " " for path in ARTICLES}
        self.accepted: dict[tuple[str, str], dict[str, list[str]] | None] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.made = 2

    def source_text(self, path: str) -> str:
        body = "\n\n".join(f"## H {{#{key}}}\n\n{self.breaks[path].join(words)}" for key, words in self.sources[path])
        return f"# Title\n\n{body}\n"

    def catalogue(self) -> Catalogue:
        options = Options()
        locales = tuple(make_locale(key, key, options, published=True) for key in ["en", *LOCALES])
        found = Settings(Path("mkdocs.yml"), Path("docs"), Path("site"), locales, "en", options)
        files: dict[str, dict[str, ArticleFile]] = {"en": {}, **{key: {} for key in LOCALES}}
        for path in self.sources:
            files["en"][path] = parse_article(self.source_text(path), f"en/{path}", "en", path)[0]
        for (locale, path), text in self.texts.items():
            files[locale][path] = parse_article(text, f"{locale}/{path}", locale, path)[0]
        return Catalogue(found, files, {}, frozenset())

    pick = st.sampled_from(ARTICLES)
    language = st.sampled_from(LOCALES)

    @rule(path=pick, words=WORDS, index=st.integers(0, 9))
    def edit(self, path: str, words: list[str], index: int) -> None:
        if self.sources.get(path):
            sections = self.sources[path]
            sections[index % len(sections)] = (sections[index % len(sections)][0], words)

    @rule(path=pick, gap=st.sampled_from([" ", "\n", "  \n  "]))
    def reflow(self, path: str, gap: str) -> None:
        self.breaks[path] = gap

    @rule(path=pick)
    def move(self, path: str) -> None:
        if path in self.sources:
            self.sources[path].reverse()

    @rule(path=pick, words=WORDS)
    def add_section(self, path: str, words: list[str]) -> None:
        if path in self.sources:
            self.made += 1
            self.sources[path].append((f"s{self.made}", words))

    @rule(path=pick)
    def remove_section(self, path: str) -> None:
        if len(self.sources.get(path, [])) > 1:
            self.sources[path].pop(0)

    @rule(path=pick, locale=language)
    def translate(self, path: str, locale: str) -> None:
        self.texts.setdefault((locale, path), "# Titre\n")
        self.accepted.setdefault((locale, path), None)

    @rule(path=pick, locale=language)
    def delete_translation(self, path: str, locale: str) -> None:
        self.texts.pop((locale, path), None)
        self.accepted.pop((locale, path), None)

    @precondition(lambda self: len(self.sources) > 1)
    @rule(path=pick)
    def delete_source(self, path: str) -> None:
        self.sources.pop(path, None)

    @rule(path=pick, locale=language, some=st.booleans(), index=st.integers(0, 9))
    def accept(self, path: str, locale: str, some: bool, index: int) -> None:
        if path not in self.sources or (locale, path) not in self.texts:
            return
        now = self.model_sections(path)
        before = self.accepted[locale, path]
        keys = sorted({*now, *(before or {})})
        chosen = [keys[index % len(keys)]] if some else []
        [one] = acceptances(self.catalogue(), f"{locale}/{path}", chosen)
        self.texts[locale, path] = with_stamp(self.texts[locale, path], one.stamp)
        after = dict(before or {})
        for key in chosen or keys:
            if key in now:
                after[key] = now[key]
            else:
                after.pop(key, None)
        self.accepted[locale, path] = after

    def model_sections(self, path: str) -> dict[str, list[str]]:
        return {"_meta": ["Title"], **dict(self.sources[path])}

    def model_state(self, locale: str, path: str) -> tuple[type[State], set[str]]:
        if (locale, path) not in self.texts:
            return Missing, set()
        if path not in self.sources:
            return Orphan, set()
        accepted = self.accepted[locale, path]
        if accepted is None:
            return Unstamped, set()
        now = self.model_sections(path)
        differing = {key for key in {*now, *accepted} if now.get(key) != accepted.get(key)}
        return (Outdated, differing) if differing else (UpToDate, set())

    @invariant()
    def the_states_are_those_of_the_model(self) -> None:
        found = {
            (locale.key, path): (type(state), set(state.sections) if isinstance(state, Outdated) else set())
            for locale, path, state in states(self.catalogue())
        }
        expected = {
            (locale, path): self.model_state(locale, path)
            for locale in LOCALES
            for path in {*self.sources, *(p for key, p in self.texts if key == locale)}
        }
        assert found == expected


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=60, stateful_step_count=20)
