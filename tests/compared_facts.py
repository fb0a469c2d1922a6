"""An article of one section beside its translation: what `facts-differ` says of them."""

from __future__ import annotations

import re
from pathlib import Path

from helpcentre.checks.fact_parity import different_facts
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.reading import parse_article
from helpcentre.content.settings import LocaleOptions, Options, Settings, make_locale

NAMES = {"zh": "zh-Hans"}


def compared(locale: str, source: str, translation: str, home: str = "en") -> list[Finding]:
    """Return what the rule finds in an article of one section, `b`, whose text begins in line 4."""
    texts = {home: source, locale: translation}
    options = Options(locales={key: LocaleOptions(lang=lang) for key, lang in NAMES.items()})
    locales = tuple(make_locale(key, key, options, published=True) for key in texts)
    files = {
        key: {"a.md": parse_article(f"# A\n\n## B {{#b}}\n{text}\n", f"{key}/a.md", key, "a.md")[0]}
        for key, text in texts.items()
    }
    for key in texts:
        for name in ("fees.md", "limits.md"):
            page = "# F\n\n## C {#card}\n\n## B {#bank}\n"
            files[key][name] = parse_article(page, f"{key}/{name}", key, name)[0]
    here = Path()
    site = Settings(here / "mkdocs.yml", here / "docs", here / "site", locales, home, options)
    return list(different_facts(Catalogue(site, files, {}, frozenset())))


def split_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a text without its marks, and of each mark the line in the article and what it encloses."""
    lines = [(4 + text.count("\n", 0, m.start()), m[1]) for m in re.finditer("⟨([^⟩]*)⟩", text)]
    return re.sub("[⟨⟩]", "", text), lines


def assert_found_at_marks(locale: str, source: str, marked: str) -> None:
    """Assert that each `⟨…⟩` of a translation, and nothing else, has a finding in its line that names the text."""
    translation, marks = split_marks(marked)
    found = compared(locale, source, translation)
    assert [(f.path, f.line) for f in found] == [(f"{locale}/a.md", line) for line, _ in marks], found
    for finding, (_, said) in zip(found, marks, strict=True):
        assert f'"{said}' in finding.message or "lacks" in finding.message
        assert re.search(r"expected .*", finding.message)
        assert "en/a.md:" in finding.message
        assert finding.hint
