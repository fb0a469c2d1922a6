"""Numbers, amounts, times, dates and lists as each language writes them, by CLDR."""

from __future__ import annotations

import copy
import datetime
import gettext
import math
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property, lru_cache, reduce
from itertools import groupby

import phonenumbers
from babel import Locale as CldrLocale
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, get_datetime_format, get_day_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from helpcentre.content.channels import Channel
from helpcentre.content.facts import Duration, MoneyFact, NumberFact, Unit
from helpcentre.content.opening_hours import MINUTES_A_DAY, Span


def number_text(value: Decimal | int, cldr: CldrLocale) -> str:
    """Return a number with a language's separators and all of its digits: 1234.5 -> `1,234.5`."""
    with _room_for(value):
        return format_decimal(value, locale=cldr, decimal_quantization=False)


def _room_for(value: Decimal | int) -> AbstractContextManager[object]:
    """Return a context in which Babel can round to any place of a number; decimal's own ends at 28 digits."""
    _, digits, exponent = Decimal(value).as_tuple()
    return localcontext(prec=28 + len(digits) + abs(int(exponent)))


@lru_cache(maxsize=5_000)  # a few days, on thousands of pages
def _date_in_words(date: datetime.date, cldr: CldrLocale) -> str:
    return _glued(re.sub(r" (?!\d{4})", "\u00a0", format_date(date, format="long", locale=cldr)))


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Days with the same hours, in a reader's words."""

    days: str
    spans: tuple[str, ...]
    """Empty on days without hours."""


@dataclass(frozen=True)
class Formats:
    """How one language writes data."""

    cldr: CldrLocale
    words: gettext.NullTranslations

    def number(self, value: Decimal | int) -> str:
        """Return a number with the language's separators: 1234.5 -> `1,234.5`."""
        return number_text(value, self.cldr)

    def share(self, value: float) -> str:
        """Return a part of a whole in per cent, rounded down: what is not all done is not 100 %."""
        return format_percent(math.floor(value * 100) / 100, locale=self.cldr)

    def money(self, fact: MoneyFact) -> str:
        """Return an amount with its currency, cents only where there are any.

        Between words that run from right to left, the currency is a word: the parts of `US$` would be torn apart.
        """
        with _room_for(fact.amount):
            return self._money(fact)

    def _money(self, fact: MoneyFact) -> str:
        pattern = copy.copy(self.cldr.currency_formats["standard"])
        whole = fact.amount == fact.amount.to_integral_value()
        if whole:
            pattern.frac_prec = (0, 0)
        if self.cldr.text_direction == "rtl":
            return format_currency(
                fact.amount,
                fact.currency,
                locale=self.cldr,
                format_type="name",
                currency_digits=not whole,
                decimal_quantization=whole,
            )
        # Amounts are quoted, not worked out: no digit is rounded away.
        return str(
            pattern.apply(
                fact.amount, self.cldr, currency=fact.currency, currency_digits=not whole, decimal_quantization=whole
            )
        )

    def duration(self, duration: Duration) -> str:
        """Return `1–24 hours` or `24 hours`; no line breaks within the range.

        The plural form is that of the larger number: in CLDR's plural ranges the end decides in all but a few
        languages. The units are interface words: CLDR has no working days, and Babel's data no long units for
        languages that inherit them from the root (Chinese, Japanese) or have one form less than their rules.
        """
        amount = self.number(duration.max)
        is_range = duration.min is not None and duration.min != duration.max
        if is_range:
            amount = _unbroken(f"{self.number(duration.min or 0)}–{amount}")
        text = self._counted(duration.unit, duration.max)
        if is_range and "%(amount)s" not in text:  # a dual says its number by itself, which is but the range's end
            text = self._counted(duration.unit, 100)
        return text % {"amount": amount}

    def _counted(self, unit: Unit, count: int) -> str:
        ngettext = self.words.ngettext
        return {
            "minutes": ngettext("%(amount)s minute", "%(amount)s minutes", count),
            "hours": ngettext("%(amount)s hour", "%(amount)s hours", count),
            "days": ngettext("%(amount)s day", "%(amount)s days", count),
            "working-days": ngettext("%(amount)s working day", "%(amount)s working days", count),
        }[unit]

    def plural_forms(self, singular: str, plural: str) -> dict[str, str]:
        """Return a counted message's translation for each plural category, for the browser's Intl.PluralRules."""
        return {category: self.words.ngettext(singular, plural, count) for category, count in self._examples.items()}

    @cached_property
    def _examples(self) -> dict[str, int]:
        """The smallest number of each plural category; all those of whole numbers occur below 1,000."""
        return {self.cldr.plural_form(count): count for count in range(1000, -1, -1)}

    def date(self, date: datetime.date) -> str:
        """Return a date in words: `20 November 2026`; a line may break at its year, but not within day and month."""
        return _date_in_words(date, self.cldr)

    def moment(self, moment: datetime.datetime) -> str:
        """Return a time with its zone, as a difference to UTC: `November 25, 2026 at 8:00 AM (UTC+8)`."""
        date = format_date(moment, format="long", locale=self.cldr)
        clock = format_skeleton(self._clock, moment.replace(tzinfo=None), locale=self.cldr)
        pattern = str(get_datetime_format("long", locale=self.cldr)).replace("'", "")
        time = pattern.replace("{0}", clock).replace("{1}", date)
        return self.words.gettext("%(time)s (%(zone)s)") % {"time": time, "zone": _difference_to_utc(moment)}

    def listed(self, items: Iterable[str]) -> str:
        """Return `a, b and c`."""
        return format_list(list(items), locale=self.cldr)

    def language(self, tag: str) -> str:
        """Return a language's name in this language; the tag where CLDR has none."""
        return CldrLocale.parse(tag, sep="-").get_display_name(self.cldr) or tag

    def zone(self, name: str) -> str:
        """Return the place that names a time zone: `Asia/Singapore` -> `Singapore`, translated."""
        known = self.cldr.time_zones.get(name, {}).get("city")
        return known or self._territory(name) or name.rpartition("/")[2].replace("_", " ")

    def _territory(self, zone: str) -> str | None:
        """Return the territory's name where a territory has one zone only (CLDR's own rule)."""
        territory = get_global("zone_territories").get(zone)
        zones = get_global("territory_zones").get(territory, ()) if territory else ()
        return self.cldr.territories.get(territory) if len(zones) == 1 else None

    @cached_property
    def _clock(self) -> str:
        return "hm" if "a" in self.cldr.time_formats["short"].pattern else "Hm"

    def span(self, span: Span) -> str:
        """Return `9:00 AM – 12:30 PM` or `09:00–12:30`, whichever the language uses; `24 hours` for a whole day.

        No line breaks between its times.
        """
        if (span.start, span.end) == (0, MINUTES_A_DAY):
            return self.duration(Duration(max=24, unit="hours"))
        return _unbroken(self._times(span))

    def _times(self, span: Span) -> str:
        times = [datetime.time(minutes // 60 % 24, minutes % 60) for minutes in (span.start, span.end)]
        if span.end < MINUTES_A_DAY:
            return format_interval(times[0], times[1], self._clock, locale=self.cldr)
        if self._clock == "hm":  # else a morning and the midnight after it share one AM
            ends = [format_skeleton(self._clock, time, locale=self.cldr) for time in times]
            return str(self.cldr.interval_formats[None]).format(*ends)
        # The midnight that ends a day is 24:00 (ISO 8601:2004, 4.2.3), which is no datetime.time.
        last = datetime.time(23, 59)
        pattern = format_interval(times[0], last, self._clock, locale=self.cldr)
        before, _, after = pattern.rpartition(format_skeleton(self._clock, last, locale=self.cldr))
        midnight = format_skeleton(self._clock, datetime.time(20), locale=self.cldr).replace("20", "24", 1)
        return before + midnight + after

    def hours_table(self, week: tuple[tuple[Span, ...], ...]) -> tuple[HoursRow, ...]:
        """Return a row for each run of days with the same hours, Monday first; days without hours too."""
        names = get_day_names("abbreviated", context="stand-alone", locale=self.cldr)
        rows = []
        for spans, run in groupby(range(7), key=lambda day: week[day]):
            days = list(run)
            label = str(names[days[0]])
            if len(days) > 1:
                label = self.words.gettext("%(first)s–%(last)s") % {"first": label, "last": names[days[-1]]}
            rows.append(HoursRow(_glued(label), tuple(self.span(span) for span in spans)))
        return tuple(rows)

    def hours(self, channel: Channel) -> str:
        """Return a channel's hours in one line, with the place whose clock they follow; days without are left out."""
        if channel.week is None:
            return self.words.gettext("24 hours, every day")
        rows = []
        for row in self.hours_table(channel.week):
            if row.spans:
                spans = _joined(self.words.gettext("%(one)s, %(two)s"), row.spans)
                rows.append(self.words.gettext("%(days)s: %(hours)s") % {"days": _unbroken(row.days), "hours": spans})
        hours = _joined(self.words.gettext("%(one)s; %(two)s"), rows)
        return self.words.gettext("%(hours)s (time in %(place)s)") % {
            "hours": hours,
            "place": self.zone(channel.timezone or ""),
        }


def _difference_to_utc(moment: datetime.datetime) -> str:
    offset = moment.utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(offset) // datetime.timedelta(minutes=1), 60)
    if not offset:
        return "UTC"
    return f"UTC{'+' if offset > datetime.timedelta() else '-'}{hours}{f':{minutes:02}' if minutes else ''}"


def _unbroken(text: str) -> str:
    """Return a text that stays on one line, whatever its style; as `unbroken` of opening-words.js.

    The places where a line may break (UAX #14) in times are spaces, after dashes even before a no-break space (LB12a),
    and around ideographs.
    """
    return _glued(text).replace(" ", "\u00a0").replace("\u2009", "\u202f")


def _glued(text: str) -> str:
    """Return a text whose lines break at spaces only."""
    return re.sub(r"[\u2010-\u2027\u2e80-\uffef](?=[^\u2060])|[^\s\u2060](?=[\u2e80-\uffef])", "\\g<0>\u2060", text)


def _joined(pattern: str, items: Iterable[str]) -> str:
    return reduce(lambda one, two: pattern % {"one": one, "two": two}, items)


@lru_cache(maxsize=1 << 8)  # it is asked for the same few by every article
def phone_text(number: str) -> str:
    """Return an E.164 number as people write it: `+12025550142` -> `+1 202-555-0142`."""
    parsed = phonenumbers.parse(number, None)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phone_digits(number: str) -> tuple[str, str]:
    """Return an E.164 number as phones tell of a call, from abroad and within its country."""
    return number, phonenumbers.national_significant_number(phonenumbers.parse(number, None))


def fact_text(fact: MoneyFact | NumberFact | Duration, formats: Formats) -> str:
    """Return a fact in the language's words."""
    if isinstance(fact, MoneyFact):
        return formats.money(fact)
    if isinstance(fact, NumberFact):
        return formats.number(fact.value)
    return formats.duration(fact)
