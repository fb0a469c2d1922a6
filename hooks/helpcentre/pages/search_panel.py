"""What the search page, of which the dialog is made, holds beside the hits: searches, channels, other languages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from helpcentre.content.channels import ChatChannel, FormChannel, ForumChannel
from helpcentre.pages.channels import ChannelCard
from helpcentre.pages.prepared_mail import QUESTION, account_question, mail_link
from helpcentre.pages.site import LocaleSite


@dataclass(frozen=True, slots=True)
class AskedChannel:
    """A channel under "nothing found"."""

    card: ChannelCard
    href: str | None
    """Where the button leads as long as nothing is searched for."""
    question_href: str | None
    """The same with the search carried along, QUESTION in its place; None where the channel takes none."""
    usual: bool
    """Whether it is offered where no topic is known; the dialog offers those of the page that it is opened on."""


@dataclass(frozen=True, slots=True)
class SearchPanel:
    """The surroundings of the hits in one language."""

    searches: tuple[str, ...]
    """Example searches."""
    channels: tuple[AskedChannel, ...]
    """All of them; first the usual ones, of these first the ones that answer in the reader's language."""
    fallbacks: str
    """JSON: the languages to look in where hits are few, `[{locale, lang, dir, prefix, name, heading}]`."""


def search_panel(site: LocaleSite) -> SearchPanel:
    """Return the panel of a site's search page."""
    usual = site.catalogue.channels.offered("")
    cards = sorted(site.channels.values(), key=lambda card: (card.id not in usual, not card.speaks))
    return SearchPanel(
        searches=site.searches,
        channels=tuple(_asked(site, card, usual=card.id in usual) for card in cards),
        fallbacks=_fallbacks(site),
    )


def _asked(site: LocaleSite, card: ChannelCard, *, usual: bool) -> AskedChannel:
    href = mail_link(site, card, account_question)
    channel = site.catalogue.channels.channels[card.id]
    question_href = None
    if card.kind == "email":
        question_href = mail_link(site, card, lambda _: QUESTION)
    elif isinstance(channel, ChatChannel | ForumChannel | FormChannel) and channel.question_parameter:
        question_href = _with_question(channel.url, channel.question_parameter)
    return AskedChannel(card, href, question_href, usual)


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
