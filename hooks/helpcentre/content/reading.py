"""docs/ read once: who reads what, and what could not be read."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from helpcentre.content import channels, facts, front_matter, glossary, redirects, synonyms
from helpcentre.content.article_file import HOME, ArticleFile, NoticeFile
from helpcentre.content.catalogue import (
    CHANNELS_FILE,
    FACTS_FILE,
    GLOSSARY_FILE,
    REDIRECTS_FILE,
    SNIPPETS_FOLDER,
    SYNONYMS_FILE,
    Catalogue,
)
from helpcentre.content.channels import read_channels
from helpcentre.content.facts import read_facts
from helpcentre.content.file_tree import address_fault, files_below
from helpcentre.content.files import RULE as ENCODING
from helpcentre.content.files import decoded, read_text
from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import read_head
from helpcentre.content.glossary import read_glossary
from helpcentre.content.interface_words import read_interface_words
from helpcentre.content.markdown import parse
from helpcentre.content.notices import read_notice_head
from helpcentre.content.redirects import read_redirects
from helpcentre.content.settings import Settings
from helpcentre.content.synonyms import read_synonyms

_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""As editors and other programs write them, in capitals too."""

Parsed = tuple[ArticleFile, Sequence[Finding]]
"""An article, and the faults of its file."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A Markdown file's bytes."""

    path: str
    """Relative to docs/."""
    data: bytes

    @property
    def digest(self) -> str:
        """The digest of the bytes."""
        return hashlib.blake2b(self.data, digest_size=16).hexdigest()


ParseAll = Callable[[Sequence[TextFile], Callable[[], object]], Iterable[Parsed]]
"""Returns what some files hold, in their order; calls the function, perhaps while other processes parse."""


def parse_file(file: TextFile) -> Parsed:
    """Return the article that a file is; a fault is a finding, never an exception."""
    text, findings = decoded(file.data, file.path)
    locale, _, shared_path = file.path.partition("/")
    article, faults = parse_article(text, file.path, locale, shared_path)
    return replace(article, digest=file.digest), [*findings, *faults]


def parse_article(text: str, path: str, locale: str, shared_path: str) -> tuple[ArticleFile, list[Finding]]:
    """Return the article that a text is, and the faults of its front matter; `path` is the one findings name."""
    head = read_head(text, path=path, home=shared_path == HOME)
    document = parse(head.body, head.body_line)
    return ArticleFile(locale, shared_path, head, document), list(head.findings)


def _parse_all(files: Sequence[TextFile], meanwhile: Callable[[], object]) -> Iterable[Parsed]:
    meanwhile()
    return map(parse_file, files)


def read_catalogue(settings: Settings, now: datetime | None = None, parse_all: ParseAll = _parse_all) -> Catalogue:
    """Return everything under docs/, each file read once; faults are the catalogue's findings.

    `now` decides which notices are over; it is the machine's clock unless it is given. `parse_all` may know what
    files hold without parsing them, or have several processes do it.
    Raises FileNotFoundError if there is no docs folder.
    """
    if not settings.docs_dir.is_dir():
        raise FileNotFoundError(f"there is no folder {settings.docs_dir}, expected the articles there")
    findings: list[Finding] = []
    keys = [locale.key for locale in settings.locales]
    files: dict[str, dict[str, ArticleFile]] = {key: {} for key in keys}
    snippets: dict[str, dict[str, ArticleFile]] = {key: {} for key in keys}
    notices: dict[str, dict[str, NoticeFile]] = {key: {} for key in keys}
    assets: set[str] = set()
    texts: list[TextFile] = []
    for path, file, fault in files_below(str(settings.docs_dir)):
        if fault:
            findings.append(Finding(ENCODING, path, fault, hint="Rename it, or take it out of docs/."))
            continue
        locale, _, shared_path = path.partition("/")
        if locale not in keys or not path.endswith(".md"):
            if locale in keys and path.lower().endswith(_MARKDOWN_ENDINGS):
                findings.append(_misnamed(path))
            assets.add(path)
            continue
        text_file = TextFile(path, _bytes(file))
        if shared_path.startswith(settings.options.notices_folder + "/"):
            notice, faults = _read_notice(text_file, locale, shared_path, is_source=locale == settings.source)
            findings += faults
            notices[locale][shared_path] = notice
        else:
            texts.append(text_file)
            if not shared_path.startswith(SNIPPETS_FOLDER + "/") and (misleading := address_fault(shared_path)):
                findings.append(
                    Finding(ENCODING, path, misleading, hint="Rename it in every language: helpcentre move.")
                )
    data = _DataFiles(settings, assets)
    for article, known_faults in parse_all(texts, data.read):
        findings += known_faults
        if article.shared_path.startswith(SNIPPETS_FOLDER + "/"):
            snippets[article.locale][article.shared_path.removeprefix(SNIPPETS_FOLDER + "/")] = article
        else:
            files[article.locale][article.shared_path] = article
    return Catalogue(
        settings=settings,
        files=files,
        snippets=snippets,
        notices=notices,
        read_at=now or datetime.now(tz=UTC),
        assets=frozenset(assets),
        findings=(*findings, *data.findings),
        **data.read_files,
    )


def _misnamed(path: str) -> Finding:
    """Return the finding for what looks like an article, and would be none, or a file that readers can load."""
    name = posixpath.basename(path)
    message = f"{name} is no article, expected a name that ends in .md"
    return Finding(front_matter.RULE, path, message, hint=f"Rename it {name.rpartition('.')[0]}.md.")


class _DataFiles:
    """The YAML files and the interface words, as the catalogue's fields."""

    def __init__(self, settings: Settings, assets: Collection[str]) -> None:
        self._settings, self._assets = settings, assets
        self.findings: list[Finding] = []
        self.read_files: dict[str, Any] = {}

    def read(self) -> None:
        """Read those that are there; for the others, and for what is faulty, the catalogue's defaults stand."""
        keys = frozenset(locale.key for locale in self._settings.locales)
        read = self._read
        read(CHANNELS_FILE, channels.RULE, partial(read_channels, locales=keys), "channels", "channels_document")
        read(FACTS_FILE, facts.RULE, read_facts, "facts", "facts_document")
        read(GLOSSARY_FILE, glossary.RULE, partial(read_glossary, locales=keys), "glossary")
        read(SYNONYMS_FILE, synonyms.RULE, partial(read_synonyms, locales=keys), "synonyms")
        read(REDIRECTS_FILE, redirects.RULE, read_redirects, "redirects", "redirects_document")
        self.read_files["words"] = read_interface_words(self._settings)

    def _read(self, file: str, rule: str, reader: Callable[[str, str], tuple[Any, ...]], *fields: str) -> None:
        """Read one with a function of text and path that returns the values of the fields, and findings."""
        if file not in self._assets:
            if (self._settings.docs_dir / file).is_dir():
                hint = "Move what it holds elsewhere, and write the file, or none."
                self.findings.append(Finding(rule, file, f"{file} is a folder, expected a file", hint=hint))
            return
        text, undecodable = read_text(self._settings.docs_dir / file, file)
        *values, faults = reader(text, file)
        self.read_files.update(zip(fields, values, strict=True))
        self.findings += [*undecodable, *faults]


def _bytes(place: str) -> bytes:
    with open(place, "rb", buffering=0) as stream:
        return stream.read()


def _read_notice(file: TextFile, locale: str, shared_path: str, *, is_source: bool) -> tuple[NoticeFile, list[Finding]]:
    text, findings = decoded(file.data, file.path)
    notice, head = read_notice_head(text, path=file.path, is_source=is_source)
    document = parse(head.body, head.body_line)
    return NoticeFile(locale, shared_path, head, document, file.digest, notice), [*findings, *head.findings]
