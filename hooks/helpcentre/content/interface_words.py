"""The engine's own words (buttons, labels, notices): what templates ask for, and each locale's translations."""

from __future__ import annotations

import ast
import gettext
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message  # gettext's formats: reading, plurals, extraction
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations
from jinja2.ext import babel_extract

from helpcentre.content.partial_tag import PartialCached
from helpcentre.content.settings import Locale, Settings

FOLDER = "locales"
WORDS_LANGUAGE: str = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))["language"]
"""The language that the words stand in, in templates and code."""
_KEYWORDS: dict[str, tuple[int, int] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "plural_forms": (1, 2)}
_TAGS = f"{PartialCached.__module__}.{PartialCached.__qualname__}"
"""Templates with tags that the reader of messages does not know would be passed over."""
_ASKS = re.compile(rf"\b(?:{'|'.join(_KEYWORDS)})\s*\(|\{{%-?\+?\s*trans\b".encode())
"""Whether a file may ask for a word: most do not, and are not worth parsing."""


@dataclass(frozen=True, slots=True)
class Word:
    """A message that a template or a page needs; `plural` is its second form, if it counts something."""

    singular: str
    plural: str | None
    used_in: str


@dataclass(frozen=True)
class WordFile:
    """One .po file: its messages by singular, and its path as findings name it."""

    path: str
    messages: Mapping[str, Message]
    catalog: Catalog
    fault: str = ""
    """Why it could not be read."""
    fault_line: int = 1


@dataclass(frozen=True)
class InterfaceWords:
    """What is asked for and what is there."""

    templates: tuple[Path, ...] = ()
    """The folders of the templates that ask for words."""
    files: Mapping[str, tuple[WordFile, ...]] = field(default_factory=dict)
    """By locale; the first file that has a message wins."""
    folder: str = f"../overrides/{FOLDER}"
    """Where a missing file should be, relative to docs/."""

    @cached_property
    def required(self) -> tuple[Word, ...]:
        """The messages of the templates and of this package, in a fixed order, each once."""
        return tuple(_required(self.templates))

    def translations(self, locale: Locale) -> gettext.NullTranslations:
        """Return gettext's lookup for a locale; a message without translation gives itself."""
        if locale.key not in self._made:
            self._made[locale.key] = self._translations(locale)
        return self._made[locale.key]

    @cached_property
    def _made(self) -> dict[str, gettext.NullTranslations]:
        return {}

    def _translations(self, locale: Locale) -> gettext.NullTranslations:
        found: gettext.NullTranslations = gettext.NullTranslations()
        for file in reversed(self.files.get(locale.key, ())):
            buffer = BytesIO()
            write_mo(buffer, file.catalog)
            buffer.seek(0)
            own = Translations(buffer)
            own.add_fallback(found)
            found = own
        return found


def word_folders(settings: Settings) -> list[Path]:
    """Return the folders of the .po files; the first that has a message wins."""
    own = [settings.config_file.parent / name for name in settings.options.words]
    return own + [theme / FOLDER for theme in settings.theme_dirs]


def read_interface_words(settings: Settings) -> InterfaceWords:
    """Return the words that templates and pages use, and the .po files of every locale."""
    folders = word_folders(settings)
    files: dict[str, tuple[WordFile, ...]] = {}
    for locale in settings.locales:
        found = [folder / f"{locale.key}.po" for folder in folders]
        files[locale.key] = tuple(_read(file, locale, settings) for file in found if file.is_file())
    folder = _relative(folders[0], settings.docs_dir) if folders else f"../overrides/{FOLDER}"
    return InterfaceWords(settings.theme_dirs, files, folder)


def _relative(file: Path, docs_dir: Path) -> str:
    try:
        return "../" + file.resolve().relative_to(docs_dir.resolve().parent).as_posix()
    except ValueError:
        return file.as_posix()


def _read(file: Path, locale: Locale, settings: Settings) -> WordFile:
    path = _relative(file, settings.docs_dir)
    try:
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=locale.cldr, abort_invalid=True)
    except PoFileError as error:
        line = min(max(error.lineno + 1, 1), max(len(file.read_bytes().splitlines()), 1))
        return WordFile(path, {}, Catalog(locale=locale.cldr), str(error).partition(" on ")[0], line)
    except (ValueError, LookupError) as error:  # bytes, charset or plural rule that are none
        return WordFile(path, {}, Catalog(locale=locale.cldr), str(error))
    return WordFile(path, {_singular(m): m for m in catalog if m.id}, catalog)


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _required(theme_dirs: Iterable[Path]) -> list[Word]:
    """Return the messages of our templates and of this package, in a fixed order, each once."""
    words: dict[str, Word] = {}
    for theme in theme_dirs:
        for file in sorted(theme.rglob("*.html")):
            for word in _words_in(file, theme):
                words.setdefault(word.singular, word)
    for word in _package_words():
        words.setdefault(word.singular, word)
    return list(words.values())


@cache  # the running code does not change
def _package_words() -> tuple[Word, ...]:
    package = Path(__file__).parent.parent
    return tuple(word for file in sorted(package.rglob("*.py")) for word in _words_in(file, package))


def _words_in(file: Path, root: Path) -> Iterator[Word]:
    data = file.read_bytes()
    if not _ASKS.search(data):
        return
    path = file.relative_to(root).as_posix()
    if file.suffix == ".py":
        yield from (Word(singular, plural, path) for singular, plural in _calls(ast.parse(data)))
        return
    method: Any = babel_extract  # its types and Babel's are not the same
    options = {"encoding": "utf-8", "extensions": _TAGS}
    for _, message, _, _ in extract(method, BytesIO(data), keywords=_KEYWORDS, options=options):
        singular, plural = (message, None) if isinstance(message, str) else (message[0], message[1])
        yield Word(singular, plural, path)


def _calls(module: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Yield singular and plural of each message that a module asks gettext for.

    Babel's reader of Python goes by tokens, and takes six times as long as the language's own parser.
    """
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        words = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in _KEYWORDS and words:
            yield words[0], words[1] if _KEYWORDS[name] and len(words) > 1 else None
