"""The mail that a channel's button begins, in a language that the reader writes and in one that support reads."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from helpcentre.pages.channels import ChannelCard
from helpcentre.pages.site import LocaleSite

QUESTION = "{query}"
"""Where an address or a subject takes the reader's search; `question.js` puts it in."""


def mail_link(site: LocaleSite, card: ChannelCard, subject: Callable[[LocaleSite], str]) -> str | None:
    """Return where a channel's button leads; a mail comes with its subject and what to write (RFC 6068).

    `subject` tells the subject in a site's language. Where the channel answers in the source's language and not in
    the reader's, the source's words come first, and the reader's beside them.
    """
    if card.kind != "email" or not card.href:
        return card.href
    query = [f"subject={_encoded(_subject(site, card, subject))}"]
    if card.prepare:
        query.append(f"body={_encoded(_body(site, card))}")
    return f"{card.href}?{'&'.join(query)}"


def question_subject(site: LocaleSite, card: ChannelCard) -> str:
    """Return the subject of a mail about a search, QUESTION in its place; nothing for other channels."""
    return _subject(site, card, lambda _: QUESTION) if card.kind == "email" else ""


def account_question(site: LocaleSite) -> str:
    """Return the subject of a mail that no article leads to."""
    return site.words.gettext("a question about my account")


def _subject(site: LocaleSite, card: ChannelCard, subject: Callable[[LocaleSite], str]) -> str:
    support = site.source_site if card.support is not None else site
    return support.words.gettext("Question: %(title)s") % {"title": _in_both(subject(support), subject(site))}


def _body(site: LocaleSite, card: ChannelCard) -> str:
    sites, items = [site], card.prepare
    if card.support is not None and len(card.support.prepare) == len(items):
        sites = [site.source_site, site]
        items = tuple(map(_in_both, card.support.prepare, items))
    heads = [one.words.gettext("Please fill in:") for one in sites]
    labels = (sites[0].words.gettext("%(label)s:") % {"label": item} for item in items)
    return "\r\n".join([*heads, *(f"- {label} " for label in labels)])


def _in_both(first: str, second: str) -> str:
    return first if first == second else f"{first} / {second}"


_ENCODED = {code: quote(chr(code), safe="") for code in range(0xA0)}
"""ASCII and the control characters beyond it, as they stand in a link's query."""


def _encoded(text: str) -> str:
    """Return a text as part of a link's query.

    Letters beyond ASCII stay as they are: browsers encode them (WHATWG URL, "query percent-encode set"), and a page in
    Russian is a kilobyte lighter.
    """
    return text.translate(_ENCODED)
