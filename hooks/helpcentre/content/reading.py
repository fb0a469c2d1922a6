"""docs/ read once: who reads what, and what could not be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from helpcentre.content.catalogue import (
    CHANNELS_FILE,
    FACTS_FILE,
    GLOSSARY_FILE,
    REDIRECTS_FILE,
    SNIPPETS_FOLDER,
    SYNONYMS_FILE,
    ArticleFile,
    Catalogue,
    NoticeFile,
)
from helpcentre.content.channels import Channels, read_channels
from helpcentre.content.facts import DurationFact, MoneyFact, NumberFact, read_facts
from helpcentre.content.files import decoded, read_text
from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import read_head
from helpcentre.content.glossary import Glossary, read_glossary
from helpcentre.content.interface_words import read_interface_words
from helpcentre.content.markdown import parse
from helpcentre.content.notices import read_notice_head
from helpcentre.content.redirects import read_redirects
from helpcentre.content.settings import Settings
from helpcentre.content.synonyms import Synonyms, read_synonyms
from helpcentre.content.yaml_source import YamlDocument

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


ParseAll = Callable[[Sequence[TextFile]], Iterable[Parsed]]
"""Returns what some files hold, in their order."""


def parse_file(file: TextFile) -> Parsed:
    """Return the article that a file is; a fault is a finding, never an exception."""
    text, findings = decoded(file.data, file.path)
    locale, _, shared_path = file.path.partition("/")
    article, faults = parse_article(text, file.path, locale, shared_path)
    return replace(article, digest=file.digest), [*findings, *faults]


def parse_article(text: str, path: str, locale: str, shared_path: str) -> tuple[ArticleFile, list[Finding]]:
    """Return the article that a text is, and the faults of its front matter; `path` is the one findings name."""
    head = read_head(text, path=path, home=shared_path == "index.md")
    document = parse(head.body, head.body_line)
    return ArticleFile(locale, shared_path, head, document), list(head.findings)


def _parse_all(files: Sequence[TextFile]) -> Iterable[Parsed]:
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
    for path, file in _walk(settings.docs_dir):
        locale, _, shared_path = path.partition("/")
        if locale not in keys or not path.endswith(".md"):
            assets.add(path)
            continue
        text_file = TextFile(path, file.read_bytes())
        if shared_path.startswith(settings.options.notices_folder + "/"):
            notice, faults = _read_notice(text_file, locale, shared_path, is_source=locale == settings.source)
            findings += faults
            notices[locale][shared_path] = notice
        else:
            texts.append(text_file)
    for article, known_faults in parse_all(texts):
        findings += known_faults
        if article.shared_path.startswith(SNIPPETS_FOLDER + "/"):
            snippets[article.locale][article.shared_path.removeprefix(SNIPPETS_FOLDER + "/")] = article
        else:
            files[article.locale][article.shared_path] = article

    channels, channels_document = Channels(), YamlDocument(None)
    if CHANNELS_FILE in assets:
        text, faults = read_text(settings.docs_dir / CHANNELS_FILE, CHANNELS_FILE)
        findings += faults
        channels, channels_document, faults = read_channels(text, CHANNELS_FILE, frozenset(keys))
        findings += faults
    facts: Mapping[str, MoneyFact | NumberFact | DurationFact] = {}
    facts_document = YamlDocument(None)
    if FACTS_FILE in assets:
        text, faults = read_text(settings.docs_dir / FACTS_FILE, FACTS_FILE)
        findings += faults
        facts, facts_document, faults = read_facts(text, FACTS_FILE)
        findings += faults
    glossary = Glossary()
    if GLOSSARY_FILE in assets:
        text, faults = read_text(settings.docs_dir / GLOSSARY_FILE, GLOSSARY_FILE)
        findings += faults
        glossary, faults = read_glossary(text, GLOSSARY_FILE, frozenset(keys))
        findings += faults
    synonyms = Synonyms()
    if SYNONYMS_FILE in assets:
        text, faults = read_text(settings.docs_dir / SYNONYMS_FILE, SYNONYMS_FILE)
        findings += faults
        synonyms, faults = read_synonyms(text, SYNONYMS_FILE, frozenset(keys))
        findings += faults
    redirects: Mapping[str, str] = {}
    redirects_document = YamlDocument(None)
    if REDIRECTS_FILE in assets:
        text, faults = read_text(settings.docs_dir / REDIRECTS_FILE, REDIRECTS_FILE)
        findings += faults
        redirects, redirects_document, faults = read_redirects(text, REDIRECTS_FILE)
        findings += faults
    return Catalogue(
        settings=settings,
        files=files,
        snippets=snippets,
        notices=notices,
        read_at=now or datetime.now(tz=UTC),
        assets=frozenset(assets),
        channels=channels,
        channels_document=channels_document,
        facts=facts,
        glossary=glossary,
        synonyms=synonyms,
        redirects=redirects,
        redirects_document=redirects_document,
        words=read_interface_words(settings),
        facts_document=facts_document,
        findings=tuple(findings),
    )


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield path (relative to `root`, with slashes) and file of all that is not hidden, in a fixed order."""
    with os.scandir(root) as entries:
        known = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in known:
        if entry.is_dir():
            yield from ((f"{entry.name}/{path}", inner) for path, inner in _walk(Path(entry.path)))
        else:
            yield entry.name, Path(entry.path)


def _read_notice(file: TextFile, locale: str, shared_path: str, *, is_source: bool) -> tuple[NoticeFile, list[Finding]]:
    text, findings = decoded(file.data, file.path)
    notice, head = read_notice_head(text, path=file.path, is_source=is_source)
    document = parse(head.body, head.body_line)
    return NoticeFile(locale, shared_path, head, document, file.digest, notice), [*findings, *head.findings]
