"""What a template needs to know of one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpcentre.content.article_file import HOME, ArticleFile, is_index
from helpcentre.content.channels import EscalationStep
from helpcentre.content.findings import Finding
from helpcentre.content.markdown import LEAD
from helpcentre.content.placeholders import in_text, used_values
from helpcentre.content.settings import Locale
from helpcentre.pages.channel_choice import ChannelChoice
from helpcentre.pages.channels import ChannelCard
from helpcentre.pages.notices import NoticeView
from helpcentre.pages.passages import passages
from helpcentre.pages.prepared_mail import account_question, mail_link, question_subject
from helpcentre.pages.site import LanguageSuggestion, LocaleSite, PageLink, TopicLink
from helpcentre.pages.urls import absolute_url, page_url


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language."""

    locale: Locale
    url: str
    """Relative to the site root."""
    href: str
    """Absolute, for machines."""
    translated: bool
    current: bool
    suggestion: LanguageSuggestion | None
    """None for the page's own language, and where readers would meet the source's text."""


@dataclass(frozen=True, slots=True)
class OfferedChannel:
    """A channel in a contact block, with the button's address for this page."""

    card: ChannelCard
    href: str | None
    question: str
    """The subject of a mail about what a reader has searched for, with a place for that; empty for other channels."""


@dataclass(frozen=True, slots=True)
class ChannelChooser:
    """What helps a reader choose a channel."""

    choices: tuple[ChannelChoice, ...]
    """By topic; the last is for everything else, and stands before a reader has chosen."""
    shown: tuple[OfferedChannel, ...]
    """The channels of the last choice, best first."""
    hidden: tuple[OfferedChannel, ...]
    """The other channels, which another choice may show."""


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A step of the complaint ladder: its text, when an answer is due, and where to go."""

    id: str
    html: str
    due: str
    channel: ChannelCard | None


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A section in a page's contents."""

    id: str
    title: str
    language: Locale | None
    """Set where the section's text is in another language than the page."""


@dataclass(frozen=True)
class PageView:
    """One page of one locale."""

    kind: str
    """Of the page: home, topic, contact, or the article's kind."""
    title: str
    description: str
    path: str
    """The shared path, by which an article is the same in every locale."""
    url: str
    canonical: str
    fallback: Locale | None
    """The language of the text where it is not the reader's."""
    alternates: tuple[Alternate, ...]
    topic: TopicLink | None
    articles: tuple[PageLink, ...]
    """Those of the topic: all on its own page, else those around this one."""
    newer_source: PageLink | None
    """The source's page, where readers are told that it is newer than this translation."""
    contents: tuple[ContentsEntry, ...]
    reviewed: str
    reviewed_on: str
    related: tuple[PageLink, ...]
    offered: tuple[OfferedChannel, ...]
    contact_url: str
    """Where the contact overview answers for this page's topic; empty where the site has none."""
    chooser: ChannelChooser | None
    """On the contact overview."""
    channel: OfferedChannel | None
    """On a channel's page."""
    tagline: str
    searches: tuple[str, ...]
    notices: tuple[NoticeView, ...]
    """Current ones, and those to come, which the page's script shows in time."""
    repeats_warning: bool
    """Whether the text holds the standing warning already."""
    edit_url: str | None
    errors: tuple[Finding, ...]
    """What a writer has to mend; in a preview only."""


def page_view(site: LocaleSite, file: ArticleFile) -> PageView:
    """Return what the template of a file's page in the site's locale needs."""
    settings = site.settings
    text_site = site.site_of(file)
    kind = page_kind(site, file)
    fallback = None if text_site is site else text_site.locale
    url = site.url(file.shared_path)
    canonical = page_url(settings, file.locale, file.shared_path)
    meta = file.meta
    offered = _offered(site, file, kind)
    related = (site.link_to(path) for path in meta.related)
    return PageView(
        kind=kind,
        title=file.title,
        description=_filled(meta.description or "", text_site),
        path=file.shared_path,
        url=url,
        canonical=absolute_url(settings, canonical),
        fallback=fallback,
        alternates=_alternates(site, file),
        topic=site.topic_page(file.topic),
        articles=_articles(site, file, kind),
        newer_source=_newer_source(site, file),
        contents=tuple(_contents(site, file)),
        reviewed=site.formats.date(meta.reviewed) if meta.reviewed else "",
        reviewed_on=meta.reviewed.isoformat() if meta.reviewed else "",
        related=tuple(link for link in related if link is not None),
        offered=offered,
        contact_url=site.contact_url_for(file.topic),
        chooser=_chooser(site, offered) if kind == "contact" else None,
        channel=_own_channel(site, file),
        tagline=_filled(meta.tagline or "", text_site),
        searches=site.searches if kind == "home" else (),
        notices=tuple(one for one in site.notices if kind == "home" or one.concerns(file.topic)),
        repeats_warning=any(use.name == settings.options.warning_snippet for use in file.document.snippets),
        edit_url=f"{settings.edit_url}{file.path}" if settings.edit_url else None,
        errors=site.errors(file.path) if settings.preview else (),
    )


def _filled(text: str, site: LocaleSite) -> str:
    return in_text(text, used_values(text, site.value))


def _articles(site: LocaleSite, file: ArticleFile, kind: str) -> tuple[PageLink, ...]:
    if kind not in ("topic", "contact"):
        return site.neighbours(file)
    topic = site.topic(file.topic)
    return topic.articles if topic else ()


TEMPLATES = {
    "home": "home.html",
    "topic": "topic.html",
    "contact": "contact.html",
    "channel": "channel.html",
    "ladder": "ladder.html",
}


def template_of(site: LocaleSite, file: ArticleFile) -> str:
    """Return the name of the template of a file's page."""
    return TEMPLATES.get(page_kind(site, file), "main.html")


def page_kind(site: LocaleSite, file: ArticleFile) -> str:
    """Return home, topic or contact by a page's place, else the article's kind."""
    if file.shared_path == HOME:
        return "home"
    if is_index(file.shared_path) and file.shared_path.count("/") == 1:
        is_contact = file.topic == site.settings.options.contact_topic and site.channels
        return "contact" if is_contact else "topic"
    if file.meta.kind == "channel" and _own_channel(site, file) is None:
        return "guide"
    return file.meta.kind


def _newer_source(site: LocaleSite, file: ArticleFile) -> PageLink | None:
    outdated = site.outdatedness(file)
    return site.source_site.link(outdated.source) if outdated and outdated.told else None


def _contents(site: LocaleSite, file: ArticleFile) -> Iterator[ContentsEntry]:
    """Yield the sections of level 2; a fallback page's language stands on the whole list."""
    for passage in passages(file, site.outdatedness(file)):
        language = site.settings.locale(passage.file.locale) if passage.file is not file else None
        for section in passage.sections:
            if section.id != LEAD and section.level == 2:
                yield ContentsEntry(section.id, section.title, language)


def _alternates(site: LocaleSite, file: ArticleFile) -> tuple[Alternate, ...]:
    settings, suggestions, own = site.settings, site.suggestions, site.locale.key
    translated = {locale.key for locale in site.catalogue.alternates(file.shared_path)}
    found = []
    for locale in settings.published:
        url = page_url(settings, locale.key, file.shared_path)
        href = absolute_url(settings, url)
        suggestion = suggestions.get(locale.key) if locale.key in translated else None
        found.append(Alternate(locale, url, href, locale.key in translated, locale.key == own, suggestion))
    return tuple(found)


def _offered(site: LocaleSite, file: ArticleFile, kind: str) -> tuple[OfferedChannel, ...]:
    """Return the channels at the end of a page: the article's own, else its topic's."""
    if file.meta.contact is not None:
        ids = file.meta.contact
    elif kind == "contact":
        ids = tuple(site.channels)
    else:
        ids = site.catalogue.channels.offered(file.topic)
    cards = [site.channels[i] for i in ids if i in site.channels]

    def title_in(one: LocaleSite) -> str:
        shown = file if one is site else one.catalogue.shown(one.locale.key, file.shared_path)
        return shown.title if shown is not None else file.title

    return tuple(OfferedChannel(card, mail_link(site, card, title_in), question_subject(site, card)) for card in cards)


def _chooser(site: LocaleSite, offered: tuple[OfferedChannel, ...]) -> ChannelChooser | None:
    if not site.choices:
        return None
    first = [card.id for card in site.choices[-1].usual]
    shown = sorted((one for one in offered if one.card.id in first), key=lambda one: first.index(one.card.id))
    return ChannelChooser(site.choices, tuple(shown), tuple(one for one in offered if one not in shown))


def _own_channel(site: LocaleSite, file: ArticleFile) -> OfferedChannel | None:
    card = site.channel_at(file.shared_path)
    if card is None:
        return None
    return OfferedChannel(card, mail_link(site, card, account_question), question_subject(site, card))


_HEADING_ID = re.compile(r'<h2\b[^>]*\bid="(?P<id>[^"]*)"')


def ladder_steps(site: LocaleSite, html: str) -> tuple[str, tuple[LadderStep, ...], str]:
    """Return what stands before, in and after the steps of a ladder's page, cut at its H2 headings."""
    steps = {step.id: step for step in site.catalogue.channels.escalation}
    before, *parts = re.split(r"(?=<h2\b)", html)
    found: list[LadderStep] = []
    after = ""
    for part in parts:
        heading = _HEADING_ID.match(part)
        section = heading["id"] if heading else ""
        if section in steps and not after:
            found.append(_ladder_step(site, steps[section], part))
        elif found:
            after += part
        else:
            before += part
    return before, tuple(found), after


def _ladder_step(site: LocaleSite, step: EscalationStep, html: str) -> LadderStep:
    due = site.formats.duration(step.due) if step.due else ""
    return LadderStep(step.id, html, due, site.channels.get(step.channel or ""))
