"""How a language writes numbers, dates, times and units: CLDR's data, turned round for reading."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import phonenumbers
from babel import Locale as CldrLocale
from babel.languages import get_official_languages
from babel.numbers import get_decimal_symbol, get_group_symbol

from helpcentre.checks.counted_forms import CountedForms
from helpcentre.checks.letters import FRACTIONS, SPACES, folded, is_wide

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

LARGEST_WORD = 12
"""Up to here languages write numbers out."""
_AFTER_HOURS = ("am", "a.m.", "a. m.", "pm", "p.m.", "p. m.")
"""What English and many other languages say behind an hour."""
_WIDE_MINUTES = r"[ ]?[点點时時시][ ]?(?:(?P<m2>[0-5]\d)[ ]?[分분](?![钟鐘間])|(?P<half>[半반]))"
_LONGEST_ENDING = 2
"""Letters that a language changes at the end of a month's name."""


@dataclass(frozen=True)
class LocaleForms:
    """What the texts of one language may look like; made by `forms_of`."""

    cldr: CldrLocale

    @cached_property
    def groups(self) -> frozenset[str]:
        """The signs between groups of digits."""
        return frozenset(SPACES) | self._symbols(get_group_symbol) | {"٬"}

    @cached_property
    def group_size(self) -> int:
        """How many digits the last group has: three, but for one language of CLDR."""
        size: int = self.cldr.decimal_formats[None].grouping[0]
        return size if size in (2, 4) else 3

    @cached_property
    def number_pattern(self) -> re.Pattern[str]:
        """A number in digits, its groups, decimals and a fraction with it: `1.000,5`, `1½`."""
        size = self.group_size
        # What begins with a set of characters is found faster.
        spaced = rf"(?<!\d\d)\d{{0,{size - 1}}}(?:[{SPACES}]\d{{{size}}})+(?!\d)(?:[.,٫]\d+)?"
        return re.compile(
            rf"[\d{FRACTIONS}](?:(?<=[{FRACTIONS}])|(?:{spaced}|\d*(?:[.,'’٬٫،⹁]\d+)*)(?:[{SPACES}]?[{FRACTIONS}])?)"
        )

    @cached_property
    def decimals(self) -> frozenset[str]:
        """The signs before decimals."""
        return self._symbols(get_decimal_symbol) | {"٫"}

    def _symbols(self, symbol: Any) -> frozenset[str]:
        return frozenset(symbol(self.cldr, numbering_system=system) for system in ("latn", "default"))

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Names and abbreviations of months, with and without their stop, in any case of their first letter."""
        found: dict[str, int] = {}
        for context in self.cldr.months:
            for width in ("wide", "abbreviated"):
                for number, name in self.cldr.months[context].get(width, {}).items():
                    for form in {name, name.rstrip(".")}:
                        found |= {form: number, form[:1].upper() + form[1:]: number}
        return {name: number for name, number in found.items() if not _has_digit(name)}

    @cached_property
    def month_stems(self) -> Mapping[str, int]:
        """What the forms of a month begin with where the language inflects it: январ of января, январь and январе."""
        found: dict[str, int] = {}
        alone = self.cldr.months["stand-alone"].get("wide", {})
        for number, name in self.cldr.months["format"].get("wide", {}).items():
            other = alone.get(number, name)
            if name[:2] == other[:2] and name != other and not _has_digit(name):
                for stem in {name[:-1], name[:-1] if name.startswith(other) else other[:-1]}:
                    found |= {stem: number, stem[:1].upper() + stem[1:]: number}
        return found

    def month(self, name: str) -> int:
        """Return the month that a name which `date_patterns` have found is of."""
        stems = (name[: len(name) - n] for n in range(_LONGEST_ENDING + 1))
        found = self.months.get(name)
        return found or next(self.month_stems[stem] for stem in stems if stem in self.month_stems)

    def months_in(self, text: str) -> Iterator[int]:
        """Yield the months that a text names."""
        return (self.months[word] for word in re.findall(r"[^\W\d_]+", text) if word in self.months)

    def _month_pattern(self) -> str:
        """Return a pattern of the months' names; those with a stem by what may follow it, but a letter of ма."""
        stems = tuple(stem for stem in self.month_stems if len(stem) > 2)
        names = [re.escape(name) for name in self.months if not name.startswith(stems)]
        names += [
            re.escape(stem) + (rf"[^\W\d_]{{0,{_LONGEST_ENDING}}}" if stem in stems else r"[^\W\d_]")
            for stem in self.month_stems
        ]
        return "|".join(sorted(names, key=len, reverse=True))

    @cached_property
    def periods(self) -> Mapping[str, frozenset[str]]:
        """Words for parts of the day, such as `PM` or `in the afternoon`, and CLDR's names of them."""
        found: dict[str, set[str]] = defaultdict(set)
        for context in self.cldr.day_periods:
            for width in ("wide", "abbreviated"):
                for name, word in self.cldr.day_periods[context].get(width, {}).items():
                    for spelling in _spellings(re.sub(r"\s", " ", word).lower()):
                        found[spelling].add(name)
        for word in _AFTER_HOURS:
            found[word].add("am" if word.startswith("a") else "pm")
        return {word: frozenset(names) for word, names in found.items()}

    @cached_property
    def counting(self) -> CountedForms:
        """What numbers count."""
        return CountedForms(self.cldr)

    def work_out(self) -> None:
        """Work all of them out, which else waits until a text asks."""
        for forms in (self, self.counting):
            for name, attribute in vars(type(forms)).items():
                if isinstance(attribute, cached_property):
                    getattr(forms, name)

    @cached_property
    def calling_codes(self) -> frozenset[str]:
        """The calling codes of territories where the language is official."""
        language = self.cldr.language
        return frozenset(
            str(code)
            for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
            if any(language in get_official_languages(region, de_facto=True, regional=True) for region in regions)
        )

    @cached_property
    def codes(self) -> frozenset[str]:
        """The language's own codes in small letters, as addresses name them."""
        tag = str(self.cldr).lower()
        return frozenset({self.cldr.language, tag, tag.replace("_", "-")})

    @cached_property
    def is_latin(self) -> bool:
        """Whether the language is written in Latin letters, as its own name is."""
        name = self.cldr.get_display_name(self.cldr) or ""
        return unicodedata.name(name[:1] or "?", "").startswith("LATIN")

    @cached_property
    def has_dual(self) -> bool:
        """Whether a noun can say by itself that there are two of it."""
        return "two" in self.cldr.plural_form.tags

    @cached_property
    def _spelling(self) -> list[RbnfEngine]:
        # Its data takes longer to load than most sites to check, and few texts need it.
        from unicode_rbnf import RbnfEngine

        found = []
        for name in dict.fromkeys((str(self.cldr), self.cldr.language)):
            with suppress(ValueError):  # no such language
                found.append(RbnfEngine.for_language(name))
        return found

    @cached_property
    def minus_words(self) -> frozenset[str]:
        """What is said for the sign before a number, folded."""
        from unicode_rbnf.engine import NoRuleForNumberError

        found = set()
        for engine in self._spelling:
            with suppress(ValueError, NoRuleForNumberError):  # no rules, or none below zero
                found.add(folded(engine.format_number(-5).text.removesuffix(engine.format_number(5).text).strip()))
        return frozenset(found - {""})

    @cached_property
    def number_words(self) -> Mapping[tuple[int, bool], frozenset[str]]:
        """Words for 0 to 12 in all their forms, folded, cardinal (False) and ordinal; none where CLDR spells none."""
        from unicode_rbnf import FormatPurpose

        def spelt(number: int, purpose: FormatPurpose) -> Iterable[str]:
            for engine in self._spelling:
                with suppress(ValueError):  # no rules: regions have none of their own, many languages no ordinals
                    return engine.format_number(number, purpose).text_by_ruleset.values()
            return ()

        return {
            (number, ordinal): frozenset(folded(word) for word in spelt(number, purpose) if not _has_digit(word))
            for number in range(LARGEST_WORD + 1)
            for ordinal, purpose in ((False, FormatPurpose.CARDINAL), (True, FormatPurpose.ORDINAL))
        }

    def says(self, number: Decimal, text: str, *, ordinal: bool) -> bool:
        """Whether a text has the word for a number, or one grown from it (`dreimal`); with `ordinal`, `third` too."""
        if number != number.to_integral_value() or number > LARGEST_WORD:
            return False
        folded_text = folded(text)
        words = set(re.findall(r"[^\W\d_]+", folded_text))
        forms = [f for kind in {False, ordinal} for f in self.number_words.get((int(number), kind), ())]
        return any(_occurs(form, words, folded_text) for form in forms)

    @cached_property
    def date_patterns(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of dates in words, with the groups y, m, d and, of a range's first day, d0."""
        month = self._month_pattern()
        day, year = r"(?P<d>[0-3]?\d)(?!\d)", r"(?P<y>\d{4})(?!\d)"
        ending, joint = r"(?:\.|[^\W\d_]{1,2}|º|ª)?", r"(?:[ \u00a0\u202f](?:[^\W\d_]{1,3}[ \u00a0\u202f])?)"
        patterns = [rf"(?<!\d){_from_cldr(p)}" for p in _day_patterns(self.cldr)]
        if month:
            first = rf"(?:(?P<d0>[0-3]?\d){ending} ?[–—-] ?)?"
            named = rf"(?P<m>{month})(?![^\W\d_])"
            patterns += [
                rf"(?<![\d.,:]){first}{day}{ending}{joint}{named}\.?(?:,?{joint}{year})?",
                rf"(?<![^\W\d_]){named}\.?[ \u00a0](?P<d0>[0-3]?\d)(?!\d){ending}(?:,?{joint}{year})?(?! ?[–—-] ?\d)",
                rf"(?<![^\W\d_]){named}\.?[ \u00a0](?P<d0>[0-3]?\d){ending} ?[–—-] ?{day}{ending}(?:,?{joint}{year})?",
                rf"(?<![^\W\d_]){named}\.?,?{joint}{year}",
            ]
        return tuple(re.compile(pattern) for pattern in patterns)

    @cached_property
    def period_pattern(self) -> re.Pattern[str]:
        """A time with a part of the day after it (two if it is a range) or before it."""
        after = _alternatives(word for word in self.periods if not is_wide(word[-1]))
        wide = _alternatives(word for word in self.periods if is_wide(word[0]))
        # Where the part of the day stands behind the hour, German "am 1." is no time.
        leads = str(getattr(self.cldr.datetime_skeletons.get("hm"), "pattern", "")).startswith(("a", "B", "b"))
        narrow = _alternatives(w for w in self.periods if not is_wide(w[0]) and (leads or w not in _AFTER_HOURS))
        hours = _alternatives(word for word, names in self.counting.units.items() if "hour" in names)
        clock = rf"(?:[ \u00a0](?:{hours}|[^\W\d_]{{1,3}})(?=\s))?"
        return re.compile(
            r"(?<![\d.,:])(?:(?P<h0>[0-2]?\d)(?:[:.](?P<m0>[0-5]\d))?[ \u2009\u202f]?[–—-][ \u2009\u202f]?)?"
            rf"(?P<h>[0-2]?\d)(?:[:.](?P<m>[0-5]\d))?{clock}[ \u00a0\u202f]?(?P<after>{after})(?!\.?[^\W\d_])"
            rf"|(?P<before>{wide}|(?<![^\W\d_])(?:{narrow}))[ ]?(?P<h1>[0-2]?\d)"
            rf"(?:{_WIDE_MINUTES}|(?:[:点點时時](?P<m1>[0-5]\d))?(?!\d))",
            re.IGNORECASE,
        )

    @cached_property
    def wide_clock_pattern(self) -> re.Pattern[str] | None:
        """A time with minutes as languages without spaces write it, 9 点 30 分 or 5 点半; None for another language."""
        hour = str(self.cldr.datetime_skeletons.get("H", "")).strip("H")
        return re.compile(rf"(?<![\d.,:])(?P<h>[01]?\d|2[0-4]){_WIDE_MINUTES}") if hour and is_wide(hour[0]) else None

    @cached_property
    def month_sign(self) -> str:
        """What months whose names are numbers have behind these, such as 月; nothing in other languages."""
        name = self.cldr.months["format"]["abbreviated"].get(5, "")
        return name.removeprefix("5") if name[:1] == "5" else ""


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first, with any spaces; of nothing if there are none."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0\u202f]?") for word in ordered) or "(?!)"


def _spellings(word: str) -> set[str]:
    """Return a word with its last mark where CLDR sets it, a letter later, and without it, as in Arabic."""
    if len(word) > 2 and unicodedata.combining(word[-2]):
        return {word, word[:-2] + word[-1] + word[-2], word[:-2] + word[-1]}
    return {word}


def _occurs(form: str, words: set[str], text: str) -> bool:
    if is_wide(form[0]) or " " in form:
        return form in text
    if form in words:
        return True
    return len(form) > 3 and any(form[:-1] in word and len(word) <= len(form) + 3 for word in words)


_FIELD = re.compile(r"'[^']*'|y+|M+|d+|[^'yMd]+")


def _day_patterns(cldr: CldrLocale) -> Iterator[str]:
    """Yield CLDR's patterns of dates whose months are numbers between words, as in Chinese."""
    for pattern in (str(cldr.date_formats["long"].pattern), str(cldr.datetime_skeletons.get("MMMd", ""))):
        fields = _FIELD.findall(pattern)
        months = [f for f in fields if f.startswith("M")]
        names = cldr.months["format"]["abbreviated"].values() if months else ()
        if months and (len(months[0]) < 3 or all(name[:1].isdigit() for name in names)):
            yield pattern


def _from_cldr(pattern: str) -> str:
    parts = []
    for part in _FIELD.findall(pattern):
        if part[0] in "yMd":
            parts.append({"y": r"(?P<y>\d{4})", "M": r"(?P<m>[01]?\d)", "d": r"(?P<d>[0-3]?\d)"}[part[0]])
            if part.startswith("MMM"):
                parts.append(r"[^\W\d_]")
        else:
            parts.append(r"\s?" + re.escape(part.strip("'").strip()) + r"\s?" if part.strip() else r"\s?")
    return "".join(parts).removesuffix(r"\s?")


@lru_cache(maxsize=64)
def forms_of(cldr: CldrLocale) -> LocaleForms:
    """Return a language's forms; they are worked out once."""
    return LocaleForms(cldr)
