"""What the search dialog and the search page hold beside the hits: words, offers, and people for want of an answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from helpcentre.content.catalogue import ArticleFile
from helpcentre.content.channels import ChatChannel, FormChannel, ForumChannel
from helpcentre.pages.channels import ChannelCard, mail_link
from helpcentre.pages.site import LocaleSite, PageLink

NEARBY = 3
"""How many articles of the current topic are offered before a reader types."""
QUESTION = "{query}"
"""Where a link takes the reader's search, percent-encoded as the rest of the link; `question.js` puts it in."""


@dataclass(frozen=True, slots=True)
class AskedChannel:
    """A channel under "nothing found"."""

    card: ChannelCard
    href: str | None
    """Where the button leads as long as nothing is searched for."""
    question_href: str | None
    """The same with the search carried along, QUESTION in its place; None where the channel takes none."""


@dataclass(frozen=True, slots=True)
class SearchPanel:
    """The surroundings of the hits, on one page or on the search page."""

    searches: tuple[str, ...]
    """Example searches."""
    topic: PageLink | None
    """The topic of the page, with articles near it in `nearby`."""
    nearby: tuple[PageLink, ...]
    channels: tuple[AskedChannel, ...]
    """Those of the page's topic; first the ones that answer in the reader's language."""
    fallbacks: str
    """JSON: the languages to look in where hits are few, `[{locale, lang, dir, prefix, name, heading}]`."""


def search_panel(site: LocaleSite, file: ArticleFile | None = None) -> SearchPanel:
    """Return the panel for the page of a file, or for a page that is no article."""
    topic = site.topic_page(file.topic) if file else None
    if file is not None and file.meta.contact is not None:
        ids = file.meta.contact
    else:
        ids = site.catalogue.channels.offered(file.topic if file else "")
    cards = sorted((site.channels[i] for i in ids if i in site.channels), key=lambda card: not card.speaks)
    return SearchPanel(
        searches=site.searches,
        topic=topic.page if topic and topic.page.url else None,
        nearby=_nearby(site, file) if file and topic else (),
        channels=tuple(_asked(site, card) for card in cards),
        fallbacks=_fallbacks(site),
    )


def _nearby(site: LocaleSite, file: ArticleFile) -> tuple[PageLink, ...]:
    own = site.url(file.shared_path)
    return tuple(link for link in site.first_articles(file.topic, NEARBY + 1) if link.url != own)[:NEARBY]


def _asked(site: LocaleSite, card: ChannelCard) -> AskedChannel:
    gettext = site.words.gettext
    href = mail_link(card, site.formats, gettext("a question about my account"))
    channel = site.catalogue.channels.channels[card.id]
    if card.kind == "email":
        return AskedChannel(card, href, mail_link(card, site.formats, QUESTION))
    if isinstance(channel, ChatChannel | ForumChannel | FormChannel) and channel.question_parameter:
        return AskedChannel(card, href, _with_question(channel.url, channel.question_parameter))
    return AskedChannel(card, href, None)


def _with_question(url: str, parameter: str) -> str:
    """Return a web address with QUESTION as the value of a parameter, after those that it has already."""
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, f"{parameter}={quote(QUESTION, safe='')}")))
    return urlunsplit(parts._replace(query=query))


def _fallbacks(site: LocaleSite) -> str:
    gettext, settings = site.words.gettext, site.settings
    found = []
    for locale in settings.search_fallback(site.locale.key):
        name = site.formats.language(locale.lang)
        found.append(
            {
                "locale": locale.key,
                "lang": locale.lang,
                "dir": locale.direction,
                "name": name,
                "heading": gettext("Results in %(language)s") % {"language": name},
                # What its addresses have between the site's root and the article's own path.
                "prefix": "" if locale.key == settings.source else f"{locale.key}/",
            }
        )
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
