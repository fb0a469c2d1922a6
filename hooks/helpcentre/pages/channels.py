"""A channel as a reader meets it: its address, hours, languages, expected reply, and what to have ready."""

from __future__ import annotations

import json
from dataclasses import dataclass

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.channels import Channel, EmailChannel, PhoneChannel, SocialChannel
from helpcentre.content.formats import Formats, HoursRow, phone_text
from helpcentre.content.placeholders import channel_languages, in_text
from helpcentre.content.settings import Locale
from helpcentre.pages.urls import page_url

KIND_ICONS = {
    "chat": "material/chat-outline",
    "phone": "material/phone-outline",
    "email": "material/email-outline",
    "social": "material/account-group-outline",
    "forum": "material/forum-outline",
    "form": "material/form-select",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One way into a channel."""

    text: str
    """To read and copy."""
    href: str | None
    """None where there is nothing to follow, such as a handle."""
    label: str = ""
    """The network of a social account."""


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """All that a page says of a channel, in one language."""

    id: str
    kind: str
    icon: str
    name: str
    description: str
    url: str
    """The channel's own page, relative to the site root."""
    action: str
    """What the button does."""
    addresses: tuple[Address, ...]
    languages: str
    """Names of the languages it answers in."""
    speaks: bool
    """Whether it answers in the reader's language."""
    hours: tuple[HoursRow, ...]
    """Empty when it always answers."""
    zone: str
    """The place whose clock the hours follow."""
    schedule: str
    """JSON for the browser: zone, week in minutes, closed dates; empty when it always answers."""
    closed: tuple[str, ...]
    """Days it does not answer, in words."""
    reply: str
    """Empty when nothing is promised."""
    prepare: tuple[str, ...]
    urgent: bool
    support: ChannelCard | None = None
    """The card in the source's language, where the channel answers in that and not in the reader's."""

    @property
    def href(self) -> str | None:
        """Where the button leads: the first address that can be followed."""
        return next((address.href for address in self.addresses if address.href), None)


def channel_card(
    catalogue: Catalogue,
    channel_id: str,
    locale: Locale,
    formats: Formats,
    values: dict[str, str],
    source: ChannelCard | None = None,
) -> ChannelCard:
    """Return the card of a channel for readers of a locale.

    `values` are the locale's placeholder values; `source` is the card in the source's language, if that is another.
    """
    channel = catalogue.channels.channels[channel_id]
    shared_path = catalogue.channel_page(channel_id)
    page = catalogue.shown(locale.key, shared_path)
    speaks = locale.key in channel.languages
    return ChannelCard(
        id=channel_id,
        kind=channel.kind,
        icon=KIND_ICONS[channel.kind],
        name=page.title if page else channel_id,
        description=in_text(page.meta.description or "", values) if page else "",
        url=page_url(catalogue.settings, locale.key, shared_path),
        action=_action(channel, formats),
        addresses=_addresses(channel),
        languages=channel_languages(catalogue, channel, formats),
        speaks=speaks,
        hours=formats.hours_table(channel.week) if channel.week else (),
        zone=formats.zone(channel.timezone) if channel.timezone else "",
        schedule=_schedule(channel),
        closed=tuple(formats.date(date) for date in channel.closed),
        reply=formats.duration(channel.first_reply) if channel.first_reply else "",
        prepare=tuple(in_text(item, values) for item in page.meta.prepare) if page else (),
        urgent=channel.urgent,
        support=source if source is not None and source.speaks and not speaks else None,
    )


def _action(channel: Channel, formats: Formats) -> str:
    gettext = formats.words.gettext
    return {
        "chat": gettext("Start a chat"),
        "phone": gettext("Call"),
        "email": gettext("Write an e-mail"),
        "social": gettext("Official accounts"),
        "forum": gettext("Ask the community"),
        "form": gettext("Open the form"),
    }[channel.kind]


def _addresses(channel: Channel) -> tuple[Address, ...]:
    if isinstance(channel, PhoneChannel):
        return (Address(phone_text(channel.number), f"tel:{channel.number}"),)
    if isinstance(channel, EmailChannel):
        return (Address(channel.address, f"mailto:{channel.address}"),)
    if isinstance(channel, SocialChannel):
        return tuple(Address(a.handle or a.url or "", a.url, a.name) for a in channel.accounts)
    return (Address(channel.url, channel.url),)


def _schedule(channel: Channel) -> str:
    if channel.week is None:
        return ""
    week = [[[span.start, span.end] for span in day] for day in channel.week]
    closed = [date.isoformat() for date in channel.closed]
    return json.dumps({"zone": channel.timezone, "week": week, "closed": closed}, separators=(",", ":"))
