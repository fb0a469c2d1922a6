"""What is the same on all pages of a locale: names, topics, channels, words. Worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from helpcentre.checks.addresses import placeholder_addresses
from helpcentre.content.addresses import SEARCH_PAGE
from helpcentre.content.article_file import HOME, ArticleFile, is_index
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.formats import Formats
from helpcentre.content.placeholders import in_text, placeholder_values
from helpcentre.content.settings import Locale, TopicOptions
from helpcentre.pages.channel_choice import ChannelChoice, channel_choices
from helpcentre.pages.channels import ChannelCard, channel_card
from helpcentre.pages.content_policy import content_policy
from helpcentre.pages.notices import NoticeView, notice_view
from helpcentre.pages.passages import Outdatedness, outdatedness
from helpcentre.pages.urls import page_url

NEIGHBOURS = 15
"""How many articles of its topic a page leads to; the topic's page has them all."""
KIND_ORDER = ("faq", "guide", "ladder", "policy", "channel")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page as other pages point to it."""

    title: str
    url: str
    """Relative to the site root."""
    description: str = ""
    kind: str = "guide"
    lang: str = ""
    """Set where the title is in another language than the page it stands on."""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic with its articles."""

    folder: str
    icon: str
    page: PageLink
    articles: tuple[PageLink, ...]
    """Empty where the topic alone is meant."""


@dataclass(frozen=True, slots=True)
class LanguageSuggestion:
    """Words of another language, for readers whose browser prefers it."""

    read: str
    close: str


class LocaleSite:
    """The help centre as readers of one locale see it."""

    def __init__(
        self, catalogue: Catalogue, locale: Locale, errors: Mapping[str, tuple[Finding, ...]] | None = None
    ) -> None:
        """`errors` are those that a preview shows on pages, by the path of the article's file."""
        self.catalogue = catalogue
        self._errors = errors or {}
        self.settings = catalogue.settings
        self.locale = locale
        self.words = catalogue.words.translations(locale)
        self.formats = Formats(locale.cldr, self.words)

    @cached_property
    def values(self) -> dict[str, str]:
        """Placeholder values in this language."""
        return placeholder_values(self.catalogue, self.formats)

    def value(self, placeholder: str) -> str | None:
        """Return what stands in for a placeholder in this language; None where there is no such fact or channel."""
        return self.values.get(placeholder)

    def errors(self, path: str) -> tuple[Finding, ...]:
        """Return the errors that a preview's page shows of its article's file."""
        return self._errors.get(path, ())

    @cached_property
    def source_site(self) -> LocaleSite:
        """The source locale's site, whose values and formats the text of a fallback page takes."""
        source = self.catalogue.settings.source
        return self if self.locale.key == source else LocaleSite(self.catalogue, self.settings.locale(source))

    def site_of(self, file: ArticleFile) -> LocaleSite:
        """Return the site whose language a file's text is in."""
        return self if file.locale == self.locale.key else self.source_site

    def outdatedness(self, file: ArticleFile) -> Outdatedness | None:
        """Return what is outdated of the text that a page of this locale shows; None where nothing is."""
        source = self.catalogue.source_files.get(file.shared_path)
        if source is None or source is file or file.locale != self.locale.key:
            return None
        return outdatedness(file, source)

    def url(self, shared_path: str) -> str:
        """Return the address of a page in this locale, relative to the site root."""
        return page_url(self.settings, self.locale.key, shared_path)

    def url_in(self, locale: Locale, shared_path: str) -> str:
        """Return the address of a page in another locale, relative to the site root."""
        return page_url(self.settings, locale.key, shared_path)

    def link(self, file: ArticleFile) -> PageLink:
        """Return a link to an article; its title's language is given where it is not this one."""
        own = file.locale == self.locale.key
        source = self.settings.locale(file.locale)
        return PageLink(
            title=file.title,
            url=self.url(file.shared_path),
            description=in_text(file.meta.description or "", self.site_of(file).values),
            kind=file.meta.kind,
            lang="" if own else source.lang,
            direction="" if own else source.direction,
        )

    def link_to(self, shared_path: str) -> PageLink | None:
        """Return a link to an article, or None if this locale has no such page."""
        file = self.catalogue.shown(self.locale.key, shared_path)
        return self.link(file) if file is not None else None

    def shown_path(self, shared_path: str) -> str | None:
        """Return the path of the file that this locale's page of an article shows; None where there is no page."""
        file = self.catalogue.shown(self.locale.key, shared_path)
        return file.path if file is not None else None

    @cached_property
    def home(self) -> ArticleFile | None:
        """The home page's file."""
        return self.catalogue.shown(self.locale.key, HOME)

    @cached_property
    def name(self) -> str:
        """The site's name in this language, or in the source's."""
        source = self.catalogue.source_files.get(HOME)
        for file in (self.home, source):
            if file is not None and file.meta.site_name:
                return file.meta.site_name
        return self.settings.site_name

    @cached_property
    def content_policy(self) -> str:
        """What a browser lets a page do."""
        return content_policy(self.settings.options.feedback.endpoint)

    @property
    def name_language(self) -> Locale | None:
        """The language of the name where it is not this one."""
        own = self.home is not None and self.home.locale == self.locale.key and self.home.meta.site_name
        return None if own else self.source_site.locale if self.source_site is not self else None

    @cached_property
    def searches(self) -> tuple[str, ...]:
        """Example searches; none from another language, whose words this one's index does not hold."""
        return self.home.meta.searches if self.home and self.home.locale == self.locale.key else ()

    @cached_property
    def topics(self) -> tuple[TopicLink, ...]:
        """The topics in the order of the home page, each with its articles: questions first, then by path."""
        by_topic: dict[str, list[ArticleFile]] = {topic: [] for topic in self.catalogue.topics}
        for file in self.catalogue.pages(self.locale.key):
            if file.topic and not is_index(file.shared_path):
                by_topic[file.topic].append(file)
        topics = []
        for folder, files in by_topic.items():
            index = self.link_to(f"{folder}/{HOME}")
            files.sort(key=lambda file: (KIND_ORDER.index(file.meta.kind), file.shared_path))
            options = self.settings.options.topics.get(folder, TopicOptions())
            page = index or PageLink(folder.replace("-", " ").capitalize(), "")
            if files or index:
                topics.append(TopicLink(folder, options.icon, page, tuple(self.link(file) for file in files)))
        return tuple(topics)

    @cached_property
    def topic_pages(self) -> tuple[TopicLink, ...]:
        """The topics that have a page, without their articles."""
        return tuple(replace(topic, articles=()) for topic in self.topics if topic.page.url)

    def topic_page(self, folder: str) -> TopicLink | None:
        """Return a topic by its folder, without its articles."""
        topic = self.topic(folder)
        return replace(topic, articles=()) if topic else None

    def first_articles(self, folder: str, count: int) -> tuple[PageLink, ...]:
        """Return so many of a topic's articles."""
        topic = self.topic(folder)
        return topic.articles[:count] if topic else ()

    def count(self, folder: str) -> int:
        """Return how many articles a topic has; apart from the topic, for most pages do not show it."""
        topic = self.topic(folder)
        return len(topic.articles) if topic else 0

    def neighbours(self, file: ArticleFile) -> tuple[PageLink, ...]:
        """Return the articles of a file's topic; of a large topic those around it, so that no page grows with it."""
        topic = self._topics_by_folder.get(file.topic)
        articles = topic.articles if topic else ()
        if len(articles) <= NEIGHBOURS:
            return articles
        at = self._places.get(self.url(file.shared_path), 0)
        start = min(max(at - NEIGHBOURS // 2, 0), len(articles) - NEIGHBOURS)
        return articles[start : start + NEIGHBOURS]

    @cached_property
    def _topics_by_folder(self) -> Mapping[str, TopicLink]:
        return {topic.folder: topic for topic in self.topics}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {link.url: at for topic in self.topics for at, link in enumerate(topic.articles)}

    def topic(self, folder: str) -> TopicLink | None:
        """Return a topic by its folder."""
        return self._topics_by_folder.get(folder)

    @cached_property
    def channels(self) -> Mapping[str, ChannelCard]:
        """The card of every channel by its id."""
        ids = self.catalogue.channels.channels
        source = self.source_site.channels if self.source_site is not self else {}
        return {i: channel_card(self.catalogue, i, self.locale, self.formats, self.values, source.get(i)) for i in ids}

    def channel_at(self, shared_path: str) -> ChannelCard | None:
        """Return the channel whose own page an article is."""
        return self._channels_by_page.get(shared_path)

    @cached_property
    def _channels_by_page(self) -> Mapping[str, ChannelCard]:
        return {self.catalogue.channel_page(i): card for i, card in self.channels.items()}

    @cached_property
    def choices(self) -> tuple[ChannelChoice, ...]:
        """Which channel suits which topic; none for the topic of the channels' own pages."""
        topics = [t.folder for t in self.topics if t.page.url and t.folder != self.settings.options.contact_topic]
        return channel_choices(self.catalogue.channels, self.channels, topics) if self.contact_url else ()

    def contact_url_for(self, topic: str) -> str:
        """Return the address at which the contact overview answers for a topic; empty where the site has none."""
        row = next((choice.row_id for choice in self.choices if choice.topic == topic), "")
        return f"{self.contact_url}#{row}" if row else self.contact_url

    @cached_property
    def suggestions(self) -> Mapping[str, LanguageSuggestion]:
        """How each other published locale offers its pages to readers of its language, by its key."""
        found = {}
        for locale in self.settings.published:
            if locale.key != self.locale.key:
                gettext = self.catalogue.words.translations(locale).gettext
                found[locale.key] = LanguageSuggestion(gettext("Read this page in English"), gettext("Close"))
        return found

    @cached_property
    def notices(self) -> tuple[NoticeView, ...]:
        """The incident notices that pages of this locale carry, the most severe first."""
        return tuple(
            notice_view(one, self.catalogue, self.locale, self.formats, self.site_of(one.file).values)
            for one in self.catalogue.running_notices(self.locale.key)
        )

    @cached_property
    def contact_url(self) -> str:
        """The contact overview's address; empty where the site has none."""
        shared_path = f"{self.settings.options.contact_topic}/{HOME}"
        return self.url(shared_path) if self.catalogue.shown(self.locale.key, shared_path) else ""

    @cached_property
    def search_url(self) -> str:
        """The search page's address."""
        return self.url(f"{SEARCH_PAGE}/{HOME}")

    @cached_property
    def shows_demonstration_addresses(self) -> bool:
        """Whether an address on the site is only there for show."""
        return any(finding.path == "channels.yml" for finding in placeholder_addresses(self.catalogue))
