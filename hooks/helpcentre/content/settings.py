"""The site's configuration, as the engine sees it: locales, severities, topics, folders."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from babel import Locale as CldrLocale  # names and directions of languages
from babel import UnknownLocaleError
from babel.core import get_global, parse_locale  # CLDR's likely subtags
from pydantic import AfterValidator, BeforeValidator, Field

from helpcentre.content.brand import BrandOptions
from helpcentre.content.findings import Finding, Severity
from helpcentre.content.refusal import RefusedError
from helpcentre.content.schema import Form, NotExpectedError, Schema, did_you_mean, nearest, validate
from helpcentre.content.web_address import checked_address, foreign_character
from helpcentre.content.yaml_source import YamlDocument

SEVERITIES: dict[str, Severity] = {
    "front-matter-invalid": "error",
    "channel-invalid": "error",
    "facts-invalid": "error",
    "glossary-invalid": "error",
    "synonyms-invalid": "error",
    "redirects-invalid": "error",
    "address-taken": "error",
    "encoding-invalid": "error",
    "translation-missing": "warning",
    "translation-orphaned": "error",
    "translation-outdated": "warning",
    "translation-untranslated": "warning",
    "structure-differs": "error",
    "facts-differ": "error",
    "contact-missing": "error",
    "contact-unknown": "error",
    "title-missing": "error",
    "heading-id-missing": "error",
    "link-broken": "error",
    "message-missing": "error",
    "topic-missing": "warning",
    "home-missing": "error",
    "term-differs": "warning",
    "placeholder-address": "off",
}
"""Every rule and its severity unless mkdocs.yml sets another.

Two are stricter on their own: `translation-missing` is an error for a faq, `placeholder-address` in a release.
"""
ENDS_BUILDS = "address-taken"
"""The rule that no site can set another severity for: there is no site that a build could make."""


_ENDPOINT = r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/\S*)?|/([^\s/]\S*)?"
_ENDPOINT_EXPECTED = (
    "expected an address such as https://feedback.example/answers (the name in ASCII: xn--…), "
    "or one of this host: /answers"
)


def _endpoint(value: str) -> str:
    if not value.startswith("/"):
        return checked_address(value, _ENDPOINT_EXPECTED)
    if flaw := foreign_character(value):
        raise NotExpectedError(_ENDPOINT_EXPECTED, flaw)
    return value


class SettingsError(RefusedError, ValueError):
    """mkdocs.yml says something the engine cannot work with."""


class TopicOptions(Schema):
    """What mkdocs.yml says of a topic."""

    icon: str = "material/help-circle-outline"
    """A path below Material's icons, without `.svg`."""


class LocaleOptions(Schema):
    """What mkdocs.yml says of a locale beside static-i18n's own keys."""

    lang: str | None = None
    """The BCP 47 tag for HTML, where it differs from the locale."""


class FeedbackOptions(Schema):
    """Where answers to "Did this help?" go."""

    endpoint: Annotated[str, Form(_ENDPOINT, _ENDPOINT_EXPECTED), AfterValidator(_endpoint)] | None = None
    """Gets locale, path and answer, and nothing else; without it no answer leaves the reader's machine."""


class SearchOptions(Schema):
    """What mkdocs.yml says of the search."""

    fallback: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """By locale: the locales whose hits follow, in this order, where its own are few. Unless given, the source's."""


def _off(value: object) -> object:
    # YAML 1.1, which MkDocs reads, takes a bare off for false.
    return "off" if value is False else value


class Options(Schema):
    """`extra.helpcentre` of mkdocs.yml."""

    checks: dict[str, Annotated[Literal["error", "warning", "off"], BeforeValidator(_off)]] = Field(
        default_factory=dict
    )
    topics: dict[str, TopicOptions] = Field(default_factory=dict)
    """Topic folders in the order of the home page; a folder that is not named comes after them."""
    locales: dict[str, LocaleOptions] = Field(default_factory=dict)
    search: SearchOptions = SearchOptions()
    words: tuple[str, ...] = ()
    """Further folders with <locale>.po, relative to mkdocs.yml; they win over the engine's."""
    icon: str = "material/lifebuoy"
    """The site's mark in the header, where it has no logo."""
    brand: BrandOptions = BrandOptions()
    feedback: FeedbackOptions = FeedbackOptions()
    warning_snippet: str = "standing-warning.md"
    """The passage that every contact block repeats."""
    review_after_days: int = Field(default=365, gt=0)
    """How old an article's `reviewed` may be before the status names it."""
    contact_topic: str = "contact"
    """The folder whose pages are the channels'."""
    notices_folder: str = "notices"
    """The folder of incident notices, which are no pages of their own."""


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site."""

    key: str
    """In paths and configuration."""
    lang: str
    """In HTML."""
    name: str
    """In itself."""
    direction: Literal["ltr", "rtl"]
    published: bool = True

    @property
    def cldr(self) -> CldrLocale:
        """Babel's locale of this language."""
        return parse_lang(self.lang)

    @property
    def language_and_script(self) -> tuple[str, str | None]:
        """What this language shares with its regions: `pt-BR` -> (pt, Latn)."""
        return language_and_script(self.cldr)


@dataclass(frozen=True)
class Settings:
    """All that the checks and pages need to know of mkdocs.yml."""

    config_file: Path
    docs_dir: Path
    site_dir: Path
    locales: tuple[Locale, ...]
    source: str
    """The key of the source locale."""
    options: Options = field(default_factory=Options)
    topic_places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    """Line and column of each of the options' topics in mkdocs.yml, as far as they are known."""
    logo_size: tuple[int, int] | None = None
    """Width and height of the brand's logo, if it has one."""
    site_url: str | None = None
    edit_url: str | None = None
    """Where a page's source is edited; its path relative to docs/ is appended."""
    theme_dirs: tuple[Path, ...] = ()
    """Folders with templates of our own, first wins."""
    release: bool = False
    """Addresses must be real."""
    directory_urls: bool = True
    """Pages end in a folder (`fees/`), not in a file (`fees.html`)."""
    site_name: str = ""
    copyright: str = ""
    preview: bool = False
    """Drafts are shown."""

    @cached_property
    def published(self) -> tuple[Locale, ...]:
        """The locales that are built, the source first."""
        return tuple(sorted((x for x in self.locales if x.published), key=lambda x: x.key != self.source))

    def locale(self, key: str) -> Locale:
        """Return the locale of a key; raises KeyError."""
        return next(x for x in self.locales if x.key == key)

    def search_fallback(self, key: str) -> tuple[Locale, ...]:
        """Return the published locales whose hits a reader of a locale is offered where its own are few, in order."""
        chain = self.options.search.fallback.get(key, () if key == self.source else (self.source,))
        return tuple(locale for locale in map(self.locale, chain) if locale.published)

    def severity(self, rule: str) -> Severity:
        """Return what mkdocs.yml, or else the engine, makes of a rule's findings."""
        return self.options.checks.get(rule, SEVERITIES[rule])


def parse_lang(lang: str) -> CldrLocale:
    """Return CLDR's locale of a BCP 47 tag, or of the language in it where CLDR has no more.

    Raises SettingsError for a language CLDR does not know.
    """
    tag = lang.replace("_", "-")
    for candidate in (tag, tag.split("-")[0]):
        try:
            return CldrLocale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise SettingsError(f'"{lang}" is no language of CLDR, expected a BCP 47 tag such as en, pt-BR or zh-Hans')


@cache  # CLDR does not change
def language_and_script(cldr: CldrLocale) -> tuple[str, str | None]:
    """Return what a tag and CLDR's likely subtags (UTS 35) say of a locale: `pt-BR` -> (pt, Latn)."""
    likely = get_global("likely_subtags")
    if cldr.script or (known := likely.get(str(cldr)) or likely.get(cldr.language)) is None:
        return cldr.language, cldr.script
    return cldr.language, parse_locale(known)[2]


def read_options(raw: Mapping[str, object], document: YamlDocument, config_name: str) -> Options:
    """Return `extra.helpcentre`; raises SettingsError that names file, line, key and what is expected.

    `document` is mkdocs.yml with its lines, so far as they are known.
    """
    prefix = ("extra", "helpcentre")
    positions = {path[2:]: at for path, at in document.positions.items() if path[:2] == prefix}
    options, findings = validate(Options, YamlDocument(dict(raw), positions), path=config_name, rule="settings")
    for rule in options.checks if options else ():
        if rule not in SEVERITIES:
            at = document.position((*prefix, "checks", rule))
            findings.append(Finding("settings", config_name, f'unknown rule "{rule}"', *at, nearest(rule, SEVERITIES)))
    if options and options.checks.get(ENDS_BUILDS, "error") != "error":
        at = document.position((*prefix, "checks", ENDS_BUILDS))
        fact = f"{ENDS_BUILDS} is always an error, for a site cannot hold two pages at one address."
        findings.append(Finding("settings", config_name, fact, *at, "Take the line out, and give each its own."))
    if findings:
        raise SettingsError("\n".join(f"{f.path}:{f.line}: {f.message} {f.hint}".rstrip() for f in findings))
    return options or Options()


def check_search_fallback(options: Options, locales: Collection[str], document: YamlDocument, config_name: str) -> None:
    """Raise SettingsError, with file and line, where `search: fallback:` names what is no locale, itself, or one twice.

    `locales` are the keys of all locales, published or not; `document` is mkdocs.yml, as for `read_options`.
    """
    expected = f"expected some of {', '.join(locales)}"
    for key, chain in options.search.fallback.items():
        place = ("extra", "helpcentre", "search", "fallback", key)
        faults: list[tuple[tuple[str | int, ...], str]] = []
        if key not in locales:
            faults.append((place, f'search: fallback: "{key}" is no locale, {expected}'))
        for number, other in enumerate(chain):
            if other not in locales:
                fault = f'"{other}" is no locale, {expected}'
            elif other == key:
                fault = f"{key} itself is listed, expected other locales: its own hits come first anyway"
            elif other in chain[:number]:
                fault = f"{other} is listed twice, expected each locale once"
            else:
                continue
            faults.append(((*place, number), f"search: fallback: {key}: {fault}"))
        for at, fault in faults:
            line, _ = document.position(at)
            raise SettingsError(f"{config_name}:{line}: {fault}.")


def check_locales(options: Options, locales: Collection[str], document: YamlDocument, config_name: str) -> None:
    """Raise SettingsError, with file and line, where `locales:` names what is no locale; arguments as above."""
    for key in options.locales:
        if key not in locales:
            line, _ = document.position(("extra", "helpcentre", "locales", key))
            expected = f"expected some of {', '.join(locales)} (plugins: i18n: languages:)"
            hint = did_you_mean(key, locales)
            raise SettingsError(f'{config_name}:{line}: locales: "{key}" is no locale, {expected}. {hint}'.rstrip())


def make_locale(key: str, name: str, options: Options, *, published: bool) -> Locale:
    """Return the locale of a static-i18n entry; its direction is CLDR's. Raises SettingsError."""
    lang = (options.locales.get(key) or LocaleOptions()).lang or key.replace("_", "-")
    direction: Literal["ltr", "rtl"] = "rtl" if parse_lang(lang).text_direction == "rtl" else "ltr"
    return Locale(key, lang, name, direction, published)
