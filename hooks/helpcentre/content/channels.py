"""docs/channels.yml: the ways to reach support, their routing, and the ladder of escalation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers  # Google's numbering plans, ported
from email_validator import EmailNotValidError, validate_email  # RFC 5321, RFC 6531
from pydantic import AfterValidator, Field, field_validator, model_validator

from helpcentre.content.facts import Duration
from helpcentre.content.findings import Finding
from helpcentre.content.opening_hours import Span, parse_week
from helpcentre.content.schema import Schema, nearest, validate
from helpcentre.content.yaml_source import YamlDocument, YamlSyntaxError, read_yaml

RULE = "channel-invalid"


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname or re.search(r"\s", value):
        raise ValueError("expected an address such as https://support.example/chat")
    return value


def _phone_number(value: str) -> str:
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException as error:
        raise ValueError(f'expected a number with its country code, such as "+12025550142" ({error})') from error
    if not phonenumbers.is_valid_number(number):
        reason = phonenumbers.is_possible_number_with_reason(number)
        told = {phonenumbers.ValidationResult.TOO_LONG: "too long", phonenumbers.ValidationResult.TOO_SHORT: "too short"}
        raise ValueError(
            f"expected a number of the plan of +{number.country_code}; this one is {told.get(reason, 'in no range of it')}"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _mail_address(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise ValueError(f"expected an address such as support@help.example ({error})") from error


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("expected a name of the time zone database, such as Asia/Singapore") from error
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Account(Schema):
    """An official account on a social network: linked, or named by its handle."""

    name: str
    url: WebAddress | None = None
    handle: str | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Account:
        if (self.url is None) == (self.handle is None):
            raise ValueError("expected either url or handle")
        return self


class _Channel(Schema):
    languages: tuple[str, ...] = Field(min_length=1)
    hours: Literal["always"] | dict[str, list[str]]
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    closed: tuple[datetime.date, ...] = ()
    urgent: bool = Field(default=False, strict=True)
    """Meant for what cannot wait: a stolen account and the like."""
    first_reply: Duration | None = None
    """Absent: the pages promise nothing."""

    @field_validator("hours")
    @classmethod
    def _spans(cls, value: Literal["always"] | dict[str, list[str]]) -> Literal["always"] | dict[str, list[str]]:
        if value != "always":
            parse_week(value)
        return value

    @model_validator(mode="after")
    def _zoned(self) -> _Channel:
        if self.hours != "always" and self.timezone is None:
            raise ValueError("hours need a timezone, such as timezone: Asia/Singapore")
        return self

    @property
    def week(self) -> tuple[tuple[Span, ...], ...] | None:
        """The spans of each day, Monday first; None when the channel always answers."""
        return None if self.hours == "always" else parse_week(self.hours)


class ChatChannel(_Channel):
    """Live chat on the website or in an app."""

    kind: Literal["chat"]
    url: WebAddress


class PhoneChannel(_Channel):
    """A telephone line."""

    kind: Literal["phone"]
    number: Annotated[str, AfterValidator(_phone_number)]


class EmailChannel(_Channel):
    """A mailbox."""

    kind: Literal["email"]
    address: Annotated[str, AfterValidator(_mail_address)]


class SocialChannel(_Channel):
    """Official accounts on social networks."""

    kind: Literal["social"]
    accounts: tuple[Account, ...] = Field(min_length=1)


class ForumChannel(_Channel):
    """A forum or community."""

    kind: Literal["forum"]
    url: WebAddress


class FormChannel(_Channel):
    """A form on the website."""

    kind: Literal["form"]
    url: WebAddress


Channel = ChatChannel | PhoneChannel | EmailChannel | SocialChannel | ForumChannel | FormChannel


class EscalationStep(Schema):
    """One step of the complaint ladder; `id` is a section id of the ladder's page."""

    id: Id
    channel: str | None = None
    due: Duration | None = None


class Channels(Schema):
    """The whole file."""

    channels: dict[Id, Annotated[Channel, Field(discriminator="kind")]] = {}
    routing: dict[str, tuple[str, ...]] = {}
    """Channel ids by topic; `default` where a topic has none."""
    escalation: tuple[EscalationStep, ...] = ()

    def offered(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the channels that articles of a topic offer, best first."""
        return self.routing.get(topic, self.routing.get("default", tuple(self.channels)))


def read_channels(text: str, path: str, locales: frozenset[str]) -> tuple[Channels, YamlDocument, list[Finding]]:
    """Return the channels, the document with its lines, and the faults of the file.

    `locales` are the keys that `languages` may name. A faulty channel is left out, the others are kept.
    """
    empty = YamlDocument(None)
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        return Channels(), empty, [Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column)]
    channels, findings = validate(Channels, document, path=path, rule=RULE)
    if findings and isinstance(document.value, dict):
        channels, _ = validate(Channels, _without_faults(document, findings), path=path, rule=RULE)
    channels = channels or Channels()
    findings += list(_dangling(channels, document, path, locales))
    return channels, document, findings


def _without_faults(document: YamlDocument, findings: list[Finding]) -> YamlDocument:
    """Return the document less each channel, route or step that a finding's line lies in."""

    def sound(key: tuple[str | int, ...]) -> bool:
        lines = [line for path, (line, _) in document.positions.items() if path[: len(key)] == key]
        return not any(min(lines) <= finding.line <= max(lines) for finding in findings)

    value: dict[str, Any] = {}
    for name, group in document.value.items():
        if isinstance(group, Mapping):
            value[name] = {key: item for key, item in group.items() if sound((name, key))}
        elif isinstance(group, list):
            value[name] = [item for index, item in enumerate(group) if sound((name, index))]
    return YamlDocument(value, document.positions)


def _dangling(channels: Channels, document: YamlDocument, path: str, locales: frozenset[str]) -> list[Finding]:
    found: list[Finding] = []
    declared = document.value.get("channels") if isinstance(document.value, dict) else None
    known = set(channels.channels) | set(declared if isinstance(declared, dict) else ())

    def missing(name: str, *where: str | int) -> None:
        if name not in known:
            message = f'the channel "{name}" does not exist, expected one of this file'
            found.append(Finding(RULE, path, message, *document.position(where), nearest(name, known)))

    for topic, names in channels.routing.items():
        for index, name in enumerate(names):
            missing(name, "routing", topic, index)
    for index, step in enumerate(channels.escalation):
        if step.channel is not None:
            missing(step.channel, "escalation", index, "channel")
    for name, channel in channels.channels.items():
        for index, language in enumerate(channel.languages):
            if language not in locales:
                where = document.position(("channels", name, "languages", index))
                message = f'"{language}" is no locale of this site, expected a key of mkdocs.yml\'s languages'
                found.append(Finding(RULE, path, message, *where, nearest(language, locales)))
    return found
