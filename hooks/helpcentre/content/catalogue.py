"""docs/ read once: every article in every locale, channels and facts, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal

from helpcentre.content.addresses import address_key, files_in_the_way, reserved_for, taken_addresses
from helpcentre.content.article_file import ArticleFile, NoticeFile, topic_of
from helpcentre.content.channels import Channels
from helpcentre.content.facts import DurationFact, MoneyFact, NumberFact
from helpcentre.content.findings import Finding
from helpcentre.content.glossary import Glossary
from helpcentre.content.interface_words import InterfaceWords
from helpcentre.content.notices import Notice
from helpcentre.content.redirects import destination
from helpcentre.content.settings import Locale, Settings
from helpcentre.content.synonyms import Synonyms
from helpcentre.content.yaml_source import YamlDocument

CHANNELS_FILE = "channels.yml"
FACTS_FILE = "facts.yml"
GLOSSARY_FILE = "glossary.yml"
SYNONYMS_FILE = "synonyms.yml"
REDIRECTS_FILE = "redirects.yml"
DATA_FILES = frozenset({CHANNELS_FILE, FACTS_FILE, GLOSSARY_FILE, SYNONYMS_FILE, REDIRECTS_FILE})
"""What the engine reads, and no reader is meant to; relative to docs/."""
SNIPPETS_FOLDER = "_snippets"

Folder = Literal["files", "notices", "texts", "snippets"]
"""A mapping of the catalogue, by locale and name; `texts` are files and notices."""


@dataclass(frozen=True, slots=True)
class RunningNotice:
    """A notice that the pages of a locale carry."""

    notice: Notice
    """Of the source."""
    file: NoticeFile
    """The text: the locale's own, or the source's."""
    current: bool
    """Whether it holds at the time of the build; else it is still to come."""


@dataclass(frozen=True)
class Catalogue:
    """All content of a site; made by `read_catalogue`, never changed."""

    settings: Settings
    files: Mapping[str, Mapping[str, ArticleFile]]
    """By locale, then by shared path; drafts too."""
    snippets: Mapping[str, Mapping[str, ArticleFile]]
    """By locale, then by name below `_snippets/`."""
    assets: frozenset[str]
    """Paths of all other files, relative to docs/."""
    notices: Mapping[str, Mapping[str, NoticeFile]] = field(default_factory=dict)
    """By locale, then by shared path; drafts too."""
    read_at: datetime = field(default_factory=lambda: datetime.now(tz=UTC))
    """The time by which notices are current or over."""
    channels: Channels = field(default_factory=Channels)
    channels_document: YamlDocument = field(default_factory=lambda: YamlDocument(None))
    facts: Mapping[str, MoneyFact | NumberFact | DurationFact] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    synonyms: Synonyms = field(default_factory=Synonyms)
    redirects: Mapping[str, str] = field(default_factory=dict)
    """New shared paths by old ones, as redirects.yml has them."""
    redirects_document: YamlDocument = field(default_factory=lambda: YamlDocument(None))
    words: InterfaceWords = field(default_factory=InterfaceWords)
    facts_document: YamlDocument = field(default_factory=lambda: YamlDocument(None))
    findings: tuple[Finding, ...] = ()
    """What could not be read."""

    @property
    def has_channels(self) -> bool:
        """Whether there is a channels.yml that could be read; rules about channels are silent without."""
        return isinstance(self.channels_document.value, dict)

    @property
    def has_unreadable_channels(self) -> bool:
        """Whether there is a channels.yml of which nothing could be read, so that nobody knows what it declares."""
        return not self.has_channels and any(finding.path == CHANNELS_FILE for finding in self.findings)

    @property
    def has_facts(self) -> bool:
        """Whether there is a facts.yml that could be read."""
        return isinstance(self.facts_document.value, dict)

    @property
    def declared_channels(self) -> frozenset[str]:
        """The ids in channels.yml, also of channels that are faulty and left out."""
        return self.channels_document.keys("channels")

    @property
    def source_files(self) -> Mapping[str, ArticleFile]:
        """The source locale's files by shared path."""
        return self.files.get(self.settings.source, {})

    def get(self, locale: str, shared_path: str) -> ArticleFile | None:
        """Return an article's file in a locale, if it is there."""
        return self.files.get(locale, {}).get(shared_path)

    def file(self, path: str) -> ArticleFile:
        """Return the article, notice or passage of a path relative to docs/; raises KeyError."""
        locale, _, shared_path = path.partition("/")
        folder = f"{SNIPPETS_FOLDER}/"
        if shared_path.startswith(folder):
            return self.snippets[locale][shared_path.removeprefix(folder)]
        return self.texts[locale][shared_path]

    def names(self, folder: Folder, locale: str) -> tuple[str, ...]:
        """Return the names that a folder's mapping has in a locale."""
        return tuple(self._folder(folder).get(locale, ()))

    def named(self, folder: Folder, locale: str, name: str) -> ArticleFile | None:
        """Return the file of a name, if it is there."""
        return self._folder(folder).get(locale, {}).get(name)

    def _folder(self, folder: Folder) -> Mapping[str, Mapping[str, ArticleFile]]:
        return {"files": self.files, "notices": self.notices, "texts": self.texts, "snippets": self.snippets}[folder]

    @property
    def today(self) -> date:
        """The day of the build, in UTC."""
        return self.read_at.astimezone(UTC).date()

    def is_to_come(self, day: date) -> bool:
        """Whether a day has begun nowhere yet, neither by the build's time, which may be told, nor by the clock."""
        return day > max(self.today, datetime.now(tz=UTC).date()) + timedelta(days=1)

    @property
    def changes_at(self) -> datetime:
        """When pages will say something else though nothing is changed: at midnight, or as a notice begins or ends."""
        notices = (file.notice for files in self.notices.values() for file in files.values())
        moments = (moment for one in notices if isinstance(one, Notice) for moment in (one.since, one.until))
        midnight = datetime.combine(self.today, time.min, UTC) + timedelta(days=1)
        return min([midnight, *(moment for moment in moments if moment > self.read_at)])

    def snippet(self, locale: str, name: str) -> ArticleFile | None:
        """Return a shared passage in a locale, if it is there."""
        return self.snippets.get(locale, {}).get(name)

    def is_draft(self, shared_path: str) -> bool:
        """Whether the article is not meant for readers yet: its source says so, in every locale."""
        source = self.source_files.get(shared_path)
        return source is not None and source.is_draft

    def shown(self, locale: str, shared_path: str) -> ArticleFile | None:
        """Return the file that a locale's page shows: its own, or the source's on a fallback page.

        A translation that is itself a draft is not shown; a draft article only in a preview.
        """
        if self.is_draft(shared_path) and not self.settings.preview:
            return None
        own, source = self.get(locale, shared_path), self.source_files.get(shared_path)
        if own is None or (own.is_draft and not self.settings.preview):
            return source
        return own if source is not None else None

    def pages(self, locale: str) -> Iterator[ArticleFile]:
        """Yield the file shown at each page of a locale, in the order of the shared paths."""
        for shared_path in self.source_files:
            shown = self.shown(locale, shared_path)
            if shown is not None:
                yield shown

    def moved_to(self, shared_path: str) -> str:
        """Return where an article that readers can open stands now, by the path it had; an empty text if nowhere."""
        new = destination(self.redirects, shared_path)
        known = new in self.source_files and (self.settings.preview or not self.is_draft(new))
        is_free = self.address_key(shared_path) not in self.address_keys and not self.reserved_for(shared_path)
        return new if known and is_free else ""

    def address_key(self, shared_path: str) -> str:
        """Return what two articles with the same address share: `a/b.md` and `a/b/index.md` with directory URLs."""
        return address_key(shared_path, directory_urls=self.settings.directory_urls)

    def reserved_for(self, shared_path: str) -> str:
        """Return what that is no article stands at the address of a path; an empty text where nothing does."""
        return reserved_for(shared_path, self.settings)

    @property
    def taken_addresses(self) -> tuple[tuple[str, str], ...]:
        """The source's articles whose address something else has, each with what that is."""
        return tuple(taken_addresses(self.source_files, self.settings))

    @property
    def files_in_the_way(self) -> tuple[tuple[str, str], ...]:
        """The other files of docs/ that lie where a page is written, each with what that is."""
        return tuple(files_in_the_way(self.assets, self.source_files, self.settings))

    @cached_property
    def address_keys(self) -> frozenset[str]:
        """The address keys of all articles."""
        return frozenset(self.address_key(path) for path in self.source_files)

    def alternates(self, shared_path: str) -> tuple[Locale, ...]:
        """Return the published locales that have the article themselves, the source first."""
        return tuple(x for x in self.settings.published if shared_path in self._own_pages[x.key])

    @cached_property
    def _own_pages(self) -> Mapping[str, frozenset[str]]:
        """The shared paths of the pages that show a published locale's own text."""
        known, preview = self.source_files, self.settings.preview
        drafts = frozenset() if preview else {path for path, file in known.items() if file.is_draft}
        return {
            locale.key: frozenset(
                path
                for path, file in self.files.get(locale.key, {}).items()
                if path in known and path not in drafts and (preview or not file.is_draft)
            )
            for locale in self.settings.published
        }

    def anchors(self, file: ArticleFile) -> frozenset[str]:
        """Return the ids on a file's page: its own, and those of the passages it shares."""
        known = self.snippets.get(file.locale, {})
        shared = [known[use.name].document.anchors for use in file.document.snippets if use.name in known]
        return file.document.anchors.union(*shared)

    def channel_page(self, channel: str) -> str:
        """Return the shared path of a channel's page."""
        return f"{self.settings.options.contact_topic}/{channel}.md"

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topic folders: those of mkdocs.yml in their order, then the others by name."""
        named = list(self.settings.options.topics)
        found = {topic_of(path) for path in self.source_files if topic_of(path)}
        return tuple([t for t in named if t in found] + sorted(found - set(named)))

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, ArticleFile]]:
        """All that is translated, by locale and shared path: articles and notices."""
        return {key: {**files, **self.notices.get(key, {})} for key, files in self.files.items()}

    @property
    def source_texts(self) -> Mapping[str, ArticleFile]:
        """The source locale's articles and notices by shared path."""
        return self.texts.get(self.settings.source, {})

    def published_texts(self) -> Iterator[ArticleFile]:
        """Yield every article and notice of every published locale, the source locale first."""
        for locale in self.settings.published:
            yield from self.texts.get(locale.key, {}).values()

    def running_notices(self, locale: str) -> Iterator[RunningNotice]:
        """Yield the notices that are current or to come, the most severe first; drafts in a preview only."""
        own = self.notices.get(locale, {})
        found = []
        for shared_path, source in self.notices.get(self.settings.source, {}).items():
            notice = source.notice
            if not isinstance(notice, Notice) or notice.until <= self.read_at:
                continue
            if notice.draft and not self.settings.preview:
                continue
            text = own.get(shared_path, source)
            if text.is_draft and not self.settings.preview:
                text = source
            found.append(RunningNotice(notice, text, notice.since <= self.read_at))
        yield from sorted(found, key=lambda one: (_SEVERITIES.index(one.notice.severity), one.notice.since))

    def published_files(self) -> Iterator[ArticleFile]:
        """Yield every file of every published locale, the source locale first."""
        for locale in self.settings.published:
            yield from self.files.get(locale.key, {}).values()


_SEVERITIES = ("critical", "warning", "info")
