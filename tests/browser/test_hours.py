"""Times, ranges and days of a month, of the build and of the script, stay on one line however narrow it is."""

from __future__ import annotations

from datetime import date, datetime
from gettext import NullTranslations

from babel import Locale
from playwright.sync_api import Browser

from helpcentre.content.facts import Duration
from helpcentre.content.formats import Formats
from helpcentre.content.opening_hours import Span
from scripts.javascript import called

LANGUAGES = ("en", "zh-Hans", "zh-Hant-TW", "ja", "ko", "es", "fr", "de", "ru", "ar")
SPANS = (Span(540, 750), Span(810, 1080), Span(600, 1440))
DAYS = Duration(min=1000, max=2000, unit="days")
LINES = """texts => texts.map(([lang, text]) => {
  const line = Object.assign(document.createElement('p'), {lang, style: 'inline-size: 1px'});
  const part = line.appendChild(Object.assign(document.createElement('span'), {textContent: text}));
  document.body.append(line);
  return new Set([...part.getClientRects()].map(({top}) => top)).size;  // two directions of writing are two boxes
})"""


def test_no_line_breaks_within_a_time_or_a_range(browser: Browser) -> None:
    now = int(datetime(2026, 11, 25, 12).timestamp() * 1000)
    schedule = {"zone": "UTC", "week": [[[540, 750], [810, 1440]]] * 7, "closed": []}
    formats = {lang: Formats(Locale.parse(lang, sep="-"), NullTranslations()) for lang in LANGUAGES}
    own = [(lang, formats[lang].span(span)) for lang in LANGUAGES for span in SPANS]
    own += [(lang, formats[lang].duration(DAYS).partition(" ")[0]) for lang in LANGUAGES]
    own += [(lang, formats[lang].date(date(2026, 12, 25)).partition(" ")[0]) for lang in LANGUAGES]
    hours = called("opening-words.js", "hoursToday", [[schedule, now, "UTC", lang] for lang in LANGUAGES])
    times = called("opening-words.js", "timeWords", [[now + 21_600_000, now, "UTC", lang] for lang in LANGUAGES])
    own += [(lang, span) for lang, spans in zip(LANGUAGES, hours, strict=True) for span in spans]
    own += list(zip(LANGUAGES, times, strict=True))
    page = browser.new_page()
    lines = page.evaluate(LINES, [*own, ("en", "1:30\xa0–\xa06:00")])
    page.close()
    assert lines.pop() == 2, "a break is seen where there is one"
    assert [(lang, ascii(text)) for (lang, text), count in zip(own, lines, strict=True) if count != 1] == []
