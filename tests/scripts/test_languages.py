"""Which of a site's languages suits a browser's preferences."""

from __future__ import annotations

from scripts.javascript import called

PUBLISHED = ["en", "zh-Hans", "es", "fr", "de", "ru", "ar"]

# Preferred languages, published ones, the page's own -> the one to suggest.
CASES: list[tuple[list[str], list[str], str, str | None]] = [
    (["de-AT", "en"], PUBLISHED, "en", "de"),
    (["en-GB"], PUBLISHED, "en", None),
    (["en"], PUBLISHED, "ar", "en"),
    # The first that is served at all decides, not the page's own further down the list.
    (["ja", "fr", "en"], PUBLISHED, "en", "fr"),
    (["ja"], PUBLISHED, "en", None),
    ([], PUBLISHED, "en", None),
    # A tag without a script means its usual one; another script of the language is better than none.
    (["zh-CN"], PUBLISHED, "en", "zh-Hans"),
    (["zh"], PUBLISHED, "en", "zh-Hans"),
    (["zh-TW"], PUBLISHED, "en", "zh-Hans"),
    (["zh-HK"], ["en", "zh-Hans", "zh-Hant"], "en", "zh-Hant"),
    (["zh-HK"], ["en", "zh-Hans", "zh-Hant"], "zh-Hans", "zh-Hant"),
    (["pt-PT"], ["en", "pt-BR"], "en", "pt-BR"),
    (["pt-PT"], ["pt-BR", "pt-PT"], "pt-BR", "pt-PT"),
    # Equally good: who is there already is not asked to go.
    (["pt-AO"], ["pt-BR", "pt-PT"], "pt-PT", None),
    (["sr-Latn"], ["sr-Cyrl", "en"], "en", "sr-Cyrl"),
    (["*", "nonsense tag", "ru"], PUBLISHED, "en", "ru"),
]


def test_the_language_to_suggest() -> None:
    found = called("preferred-language.js", "preferredLanguage", [list(case[:3]) for case in CASES])
    assert list(zip([case[:3] for case in CASES], found, strict=True)) == [(case[:3], case[3]) for case in CASES]
