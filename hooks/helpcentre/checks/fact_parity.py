"""Translations that say other numbers, dates, codes, addresses or links than their source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from urllib.parse import urlsplit

from helpcentre.checks.capitals import Capitals, CapitalsSeen, capitals_seen, compared
from helpcentre.checks.fact_matching import Difference, Side, differences
from helpcentre.checks.fact_reading import facts_in, without_codes
from helpcentre.checks.fact_text import Fact
from helpcentre.checks.letters import folded
from helpcentre.checks.locale_forms import LocaleForms, forms_of
from helpcentre.checks.names import Names, exchanged, names_kept, small_words
from helpcentre.checks.pairs import pairs, sections_by_id
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.formats import number_text
from helpcentre.content.links import resolve, target_path
from helpcentre.content.markdown import Link
from helpcentre.content.section_parts import Run
from helpcentre.content.settings import Locale
from helpcentre.translations.digests import META
from helpcentre.translations.freshness import Outdated, state_of

RULE = "facts-differ"


@dataclass(frozen=True)
class Learnt:
    """What all texts together tell of words that are the same in every language."""

    capitals: Capitals
    names: Names


@dataclass(frozen=True)  # with slots it would take ten times as long to read
class Seen:
    """What a translation and its source tell of words, or all of a locale's do."""

    capitals: CapitalsSeen
    names: frozenset[str] = frozenset()
    """Those it keeps in Latin letters."""
    small: frozenset[str] = frozenset()
    """What the source writes small."""


def seen_in(catalogue: Catalogue) -> Iterator[Seen]:
    """Yield what each translation and its source tell."""
    small: dict[str, frozenset[str]] = {}
    for own, source, here, there in _read(catalogue):
        sections = [(mine, there[key]) for key, mine in here.items() if key in there]
        capitals = capitals_seen(own.locale, [(mine.facts, theirs.facts) for mine, theirs in sections])
        if source.path not in small:
            small[source.path] = small_words(there.values())
        yield Seen(capitals, names_kept(sections), small[source.path])


def together(seen: Iterable[Seen]) -> Iterator[Seen]:
    """Yield for each locale what all that was seen tells, each word of `names` and `small` once."""
    by_locale: dict[str, list[Seen]] = {}
    for one in seen:
        by_locale.setdefault(one.capitals.locale, []).append(one)
    for locale, some in by_locale.items():
        capitals = CapitalsSeen(
            locale,
            tuple(chain.from_iterable(one.capitals.source for one in some)),
            tuple(chain.from_iterable(one.capitals.kept for one in some)),
        )
        yield Seen(capitals, frozenset().union(*(x.names for x in some)), frozenset().union(*(x.small for x in some)))


def learnt_from(seen: Iterable[Seen]) -> Learnt:
    """Return what all that was seen amounts to."""
    found = tuple(seen)
    names = (name for one in found for name in one.names)
    return Learnt(Capitals(one.capitals for one in found), Names(names, (word for one in found for word in one.small)))


def different_facts(catalogue: Catalogue, learnt: Learnt | None = None) -> Iterator[Finding]:
    """Yield a finding for each fact of a section that its translation changes, leaves out or adds.

    Sections known to be outdated are left to `translation-outdated`: their source has changed on purpose. `learnt` is
    from all texts, if the catalogue shows some only.
    """
    known = learnt or learnt_from(seen_in(catalogue))
    for own, source, here, there in _read(catalogue):
        found = [
            (key, difference)
            for key, mine in here.items()
            if key in there
            for difference in _differences(own.locale, mine, there[key], known)
        ]
        outdated = _outdated(own, source) if found else frozenset()
        for key, difference in found:
            if key not in outdated and not _is_broken_link(difference, own, catalogue):
                yield _finding(own, source, key, difference, here[key], there[key])


def _read(
    catalogue: Catalogue,
) -> Iterator[tuple[ArticleFile, ArticleFile, Mapping[str, Side], Mapping[str, Side]]]:
    """Yield each translation and its source, with the sections of both."""

    def sides(file: ArticleFile) -> Mapping[str, Side]:
        known: Mapping[str, Side] | None = file.memo.get(_MEMO)
        if known is None:
            locale = catalogue.settings.locale(file.locale)
            around = catalogue.words.translations(locale).gettext("24 hours, every day")
            known = file.memo[_MEMO] = _language(locale, around).sides(file)
        return known

    for own, source in [*pairs(catalogue), *_snippets(catalogue)]:
        yield own, source, sides(own), sides(source)


_MEMO = "facts by section"


def _snippets(catalogue: Catalogue) -> Iterator[tuple[ArticleFile, ArticleFile]]:
    sources = catalogue.snippets.get(catalogue.settings.source, {})
    for locale in catalogue.settings.published:
        if locale.key != catalogue.settings.source:
            for name, own in catalogue.snippets.get(locale.key, {}).items():
                if name in sources:
                    yield own, sources[name]


def _outdated(own: ArticleFile, source: ArticleFile) -> frozenset[str]:
    state = state_of(own, source)
    return frozenset(state.sections) if isinstance(state, Outdated) else frozenset()


def _is_broken_link(difference: Difference, file: ArticleFile, catalogue: Catalogue) -> bool:
    """Whether the translation's link leads nowhere, which `link-broken` tells."""
    fact = difference.own
    if fact is None or fact.kind != "link":
        return False
    return resolve(Link("link", fact.text, fact.line, 1), file, catalogue).state not in ("page", "asset", "external")


def _differences(locale: str, own: Side, source: Side, learnt: Learnt) -> list[Difference]:
    found: list[Difference] = []
    if own.facts or source.facts:
        found = differences(*compared(learnt.capitals, locale, own, source))
    return found or list(exchanged(learnt.names, own, source))


_UI_WORDS = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[ >›’'&…-]+[^\W\d_]+)*")


class _Language:
    """Reads the sections of files in one language."""

    def __init__(self, locale: Locale, round_the_clock: str) -> None:
        self._forms = forms_of(locale.cldr)
        self._codes = self._forms.codes | {locale.key.lower(), locale.lang.lower()}
        self._round_the_clock = _words_without_number(round_the_clock)

    def sides(self, file: ArticleFile) -> dict[str, Side]:
        """Return the sections of a file by id, title and description among them."""
        found = {key: self._side(section.runs, file) for key, section in sections_by_id(file).items()}
        return {META: self._side(tuple(_meta_runs(file)), file), **found}

    def _side(self, runs: Sequence[Run], file: ArticleFile) -> Side:
        facts = facts_in(runs, self._forms)
        facts += [fact for run in runs if run.kind != "text" for fact in self._spans_and_links(run, file)]
        return Side(facts, tuple(runs), self._forms, self._round_the_clock)

    def _spans_and_links(self, run: Run, file: ArticleFile) -> Iterator[Fact]:
        if run.kind == "link":
            shared = target_path(run.text, file)
            inside = shared is not None
            readings = self._outside(run.text) if shared is None else {self._inside(shared, run.text.partition("#")[2])}
            yield Fact("link", run.text, frozenset(readings), run.line, run.block, run.group, may_be_added=inside)
        elif "\n" not in run.text:
            text = unicodedata.normalize("NFC", run.text.strip())
            # What is a button's name rather than code may be translated.
            words = bool(_UI_WORDS.fullmatch(text)) and not (text.isascii() and text.isupper())
            yield Fact("span", text, frozenset({("span", text)}), run.line, run.block, run.group, may_be_words=words)

    def _inside(self, shared_path: str, fragment: str) -> str:
        path = shared_path if shared_path.endswith(".md") else without_codes(shared_path, self._codes)
        return f"{path}#{fragment}" if fragment else path

    def _outside(self, target: str) -> set[str]:
        """Return what an address may be compared by: as it is, or with a `*` for the language's own code in it."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return {target}
        host = parts.netloc.lower()
        if host.partition(".")[0] in self._codes:  # such as an encyclopedia's, its titles translated
            return {target, f"{parts.scheme}://*.{host.partition('.')[2]}"}
        without = without_codes(parts._replace(netloc=host).geturl(), self._codes)
        return {target, without, re.sub(r"/\*(?=/|$)", "", without)}  # the source's language may have no folder


@cache
def _language(locale: Locale, round_the_clock: str) -> _Language:
    return _Language(locale, round_the_clock)


def _words_without_number(message: str) -> frozenset[str]:
    if any(c.isdigit() for c in message):
        return frozenset()
    return frozenset(word for word in re.findall(r"[^\W\d_]{4,}", folded(message)))


def _meta_runs(file: ArticleFile) -> Iterator[Run]:
    texts: list[tuple[tuple[str | int, ...], str]] = [(("description",), file.meta.description or "")]
    texts += [(("prepare", index), text) for index, text in enumerate(file.meta.prepare)]
    for block, (key, text) in enumerate(texts, start=1):
        if text:
            yield Run("text", text, file.key_position(*key)[0], block)


_NOUNS = {
    "number": "the number",
    "date": "the date",
    "time": "the time",
    "code": "the code",
    "capitals": "the code",
    "address": "the address",
    "phone": "the phone number",
    "placeholder": "the placeholder",
    "span": "the code span",
    "link": "the link to",
}


def _finding(
    own: ArticleFile, source: ArticleFile, key: str, difference: Difference, here: Side, there: Side
) -> Finding:
    mine, theirs = difference.own, difference.source
    name = "title and description" if key == META else f'section "{key}"'
    if mine and theirs:
        noun = _NOUNS[theirs.kind]
        place = f"{source.path}:{theirs.line}"
        if difference.moved:
            message = f'{noun} "{mine.told}" stands in another item, expected it where {place} has it'
            return Finding(RULE, own.path, message, mine.line, 1, "Compare the items one by one with the source's.")
        message = f'{_NOUNS[mine.kind]} "{mine.told}", expected "{theirs.told}" as in {place}'
        if mine.told == theirs.told:
            message = (
                f'{_NOUNS[mine.kind]} "{mine.told}" says another in this language than in {place}, expected the same'
            )
        return Finding(RULE, own.path, message, mine.line, 1, _hint(theirs, here.forms, mine))
    if theirs:
        line = _line_beside(theirs, own, key, here, there)
        message = f'{name} lacks {_NOUNS[theirs.kind]} "{theirs.told}", expected it as in {source.path}:{theirs.line}'
        return Finding(RULE, own.path, message, line, 1, _hint(theirs, here.forms))
    assert mine is not None
    line = _line_beside(mine, source, key, there, here)
    message = f'{_NOUNS[mine.kind]} "{mine.told}" is not in {name} of {source.path}:{line}, expected its facts only'
    hint = "Take it out, or write it in the source first."
    if mine.kind == "number" and mine.number is not None and mine.number <= 12:
        hint += " What counts in this language only may stand in words."
    return Finding(RULE, own.path, message, mine.line, 1, hint)


def _line_beside(fact: Fact, file: ArticleFile, key: str, side: Side, other: Side) -> int:
    """Return the line where a file should have a fact of the other language: its paragraph's, or the section's."""
    beside = side.line(fact.block) if side.blocks == other.blocks else None
    if beside is not None:
        return beside
    if key == META:
        return file.document.title_line
    return next((s.line for s in file.document.sections if s.id == key), file.document.title_line)


def _hint(fact: Fact, forms: LocaleForms, instead: Fact | None = None) -> str:
    number = fact.number
    if fact.kind == "number" and number is not None:
        if instead and instead.number == number:
            return "Check what it counts: the unit is another."
        return f'Write "{number_text(number, forms.cldr)}".'
    if fact.kind in ("date", "time"):
        return "Write the same in this language's form."
    return "Write it as in the source."
