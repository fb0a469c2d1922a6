"""The scenario sites: their languages, addresses, and the articles that some languages lack."""

from __future__ import annotations

from collections.abc import Callable

from built_site import BuiltPage, BuiltSite

# Locale -> language and direction; the first is the source.
LOCALES: dict[str, dict[str, tuple[str, str]]] = {
    "chinese-source": {"zh": ("zh-Hans", "ltr"), "en": ("en", "ltr")},
    "region-locales": {"en": ("en", "ltr"), "pt-BR": ("pt-BR", "ltr"), "zh-Hant": ("zh-Hant", "ltr")},
    "missing-translations": {"en": ("en", "ltr"), "fr": ("fr", "ltr"), "ar": ("ar", "rtl")},
    "arabic-source": {"ar": ("ar", "rtl"), "en": ("en", "ltr")},
    "no-data": {"de": ("de", "ltr"), "en": ("en", "ltr")},
    "outdated-translations": {"en": ("en", "ltr"), "de": ("de", "ltr"), "ar": ("ar", "rtl")},
}
URLS = {
    "chinese-source": "https://lakeside-library.example/",
    "region-locales": "https://pedala.example/",
    "missing-translations": "https://help.lumen.example/centre/",
    "arabic-source": "https://oasis-bakery.example/help/",
    "no-data": "https://handbook.neighbours.example/",
    "outdated-translations": "https://help.quay-savings.example/",
}
# The addresses of each article, and the locales that have no text of their own for it.
ARTICLES: dict[str, dict[str, set[str]]] = {
    "missing-translations": {
        "": {"ar"},
        "billing/": {"ar"},
        "billing/read-your-bill/": {"fr", "ar"},
        "billing/pay-late/": set(),
        "meters/": {"ar"},
        "meters/send-reading/": {"fr", "ar"},  # the French one is a draft
        "contact/": {"ar"},
        "contact/email/": set(),
        "contact/phone/": set(),
    },
    "arabic-source": {
        "": set(),
        "orders/": {"en"},
        "orders/delivery/": {"en"},
        "orders/change/": set(),
    },
}
FALLBACKS = [
    (scenario, locale, article)
    for scenario, articles in ARTICLES.items()
    for article, missing in articles.items()
    for locale in sorted(missing)
]
TRANSLATED = [
    (scenario, locale, article)
    for scenario, articles in ARTICLES.items()
    for article, missing in articles.items()
    for locale in LOCALES[scenario]
    if locale not in missing
]
Build = Callable[[str], BuiltSite]


def folder_of(scenario: str, locale: str) -> str:
    return "" if locale == next(iter(LOCALES[scenario])) else f"{locale}/"


def switcher(page: BuiltPage) -> dict[str, str]:
    """Return what the language switcher says of each language, without the language's name."""
    links = page.all("//*[contains(@class, 'languages')]//a[@hreflang]")
    return {link.get("hreflang"): " ".join(link.xpath("./small//text()")).strip() for link in links}
