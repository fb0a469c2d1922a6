"""docs/channels.yml: the ways to reach support, their routing, and the ladder of escalation."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import phonenumbers  # Google's numbering plans, ported
from email_validator import EmailNotValidError, validate_email  # RFC 5321, RFC 6531
from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator

from helpcentre.content.facts import Duration
from helpcentre.content.findings import Finding
from helpcentre.content.invisible import invisible
from helpcentre.content.opening_hours import Span, parse_days, parse_span, parse_week
from helpcentre.content.schema import Form, NotExpectedError, Schema, did_you_mean, nearest, validate
from helpcentre.content.web_address import checked_address
from helpcentre.content.yaml_source import SYNTAX_HINT, YamlDocument, YamlSyntaxError, read_yaml

RULE = "channel-invalid"

_IN_NAMES = " \u200c\u200d\ufe0f"
"""Persian and Indic words need joiners, emoji are made with them and with the last."""


def _web_address(value: str) -> str:
    return checked_address(value, "expected an address such as https://support.example/chat")


def _phone_number(value: str) -> str:
    expected = 'expected a number with its country code, such as "+12025550142"'
    if not re.fullmatch(r"\+[0-9][0-9 ().-]*", value):
        raise NotExpectedError(expected)
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException as error:
        raise NotExpectedError(f"{expected} ({error})") from error
    if not phonenumbers.is_valid_number(number):
        reason = phonenumbers.is_possible_number_with_reason(number)
        told = {
            phonenumbers.ValidationResult.TOO_LONG: "it is too long",
            phonenumbers.ValidationResult.TOO_SHORT: "it is too short",
        }
        plan = f"expected a number of the plan of +{number.country_code}"
        raise NotExpectedError(plan, f"Compare the digits: {told.get(reason, 'no range of the plan holds it')}.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _mail_address(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise NotExpectedError("expected an address such as support@help.example", str(error)) from error


def _zone(value: str) -> str:
    if value not in zone_names():
        hint = did_you_mean(value, zone_names())
        raise NotExpectedError("expected a name of the time zone database, such as Asia/Singapore", hint)
    return value


@cache
def zone_names() -> frozenset[str]:
    """Return the zones that browsers know, by all their names, old ones too.

    A machine's own folder of zones has more: its local time, copies with leap seconds. Factory says that nobody has
    chosen a zone.
    """
    names = files("tzdata").joinpath("zones").read_text(encoding="ascii")
    return frozenset(names.split()) - {"Factory"}


def _seen(value: str) -> str:
    if hidden := invisible(value, _IN_NAMES):
        raise NotExpectedError(
            "expected a text in one line without what nobody sees", f"It holds {hidden}: take it out."
        )
    if not any(unicodedata.category(character)[0] in "LNPS" for character in value):
        raise NotExpectedError("expected a text that readers can see", "Write it as it stands on the network.")
    if value != value.strip():
        raise NotExpectedError("expected a text without spaces around it", f'Write "{value.strip()}".')
    return value


def _days(value: str) -> str:
    parse_days(value)
    return value


def _span(value: str) -> str:
    parse_span(value)
    return value


def _always(value: object) -> object:
    if value != "always":
        expected = 'expected always, or days with their hours, such as {mon-fri: ["09:00-17:00"]}'
        raise NotExpectedError(expected, did_you_mean(str(value), ["always"]))
    return value


def _date(value: object) -> object:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise NotExpectedError("expected a date such as 2026-12-25")


SeenText = Annotated[str, AfterValidator(_seen)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Date = Annotated[datetime.date, BeforeValidator(_date)]
Id = Annotated[str, Form("[a-z0-9]+(-[a-z0-9]+)*", "expected small letters, digits and hyphens, such as help-desk")]
Parameter = Annotated[str, Form("[A-Za-z0-9_.~-]+", "expected a parameter's name, such as message")]
Hours = Annotated[
    Annotated[Literal["always"], BeforeValidator(_always), Tag("always")]
    | Annotated[dict[Annotated[str, AfterValidator(_days)], list[Annotated[str, AfterValidator(_span)]]], Tag("week")],
    Discriminator(lambda value: "week" if isinstance(value, dict) else "always"),
]


class Account(Schema):
    """An official account on a social network: linked, or named by its handle."""

    name: SeenText
    url: WebAddress | None = None
    handle: SeenText | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Account:
        if (self.url is None) == (self.handle is None):
            raise NotExpectedError("expected either url or handle", "Add the one readers use, or take one away.")
        return self


class _Channel(Schema):
    languages: tuple[str, ...] = Field(min_length=1)
    hours: Hours
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    closed: tuple[Date, ...] = ()
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
            raise NotExpectedError("expected a timezone for its hours", "Add timezone: Asia/Singapore, or where it is.")
        return self

    @property
    def week(self) -> tuple[tuple[Span, ...], ...] | None:
        """The spans of each day, Monday first; None when the channel always answers."""
        return None if self.hours == "always" else parse_week(self.hours)


class _WebChannel(_Channel):
    url: WebAddress
    question_parameter: Parameter | None = None
    """The parameter of `url` in which the service takes a reader's search; absent: the address stays as it is."""


class ChatChannel(_WebChannel):
    """A chat on the website or in an app."""

    kind: Literal["chat"]


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


class ForumChannel(_WebChannel):
    """A forum or community."""

    kind: Literal["forum"]


class FormChannel(_WebChannel):
    """A form on the website."""

    kind: Literal["form"]


Channel = ChatChannel | PhoneChannel | EmailChannel | SocialChannel | ForumChannel | FormChannel


class EscalationStep(Schema):
    """One step of the complaint ladder; `id` is a section id of the ladder's page."""

    id: Id
    channel: str | None = None
    due: Duration | None = None


class Channels(Schema):
    """The whole file."""

    channels: dict[Id, Annotated[Channel, Field(discriminator="kind")]] = Field(default_factory=dict)
    routing: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Channel ids by topic; `default` where a topic has none."""
    escalation: tuple[EscalationStep, ...] = ()

    def offered(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the channels that articles of a topic offer, best first."""
        return self.routing.get(topic, self.routing.get("default", tuple(self.channels)))


def read_channels(text: str, path: str, locales: frozenset[str]) -> tuple[Channels, YamlDocument, list[Finding]]:
    """Return the channels, the document with its lines, and the faults of the file.

    `locales` are the keys that `languages` may name. A faulty channel is left out, the others are kept.
    """
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        fault = Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column, SYNTAX_HINT)
        return Channels(), YamlDocument(None), [fault]
    channels, findings = validate(Channels, document, path=path, rule=RULE, depth=2)
    channels = channels or Channels()
    return channels, document, [*findings, *_dangling(channels, document, path, locales)]


def _dangling(channels: Channels, document: YamlDocument, path: str, locales: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each name in the file that stands for no channel, locale or single step."""
    known = set(channels.channels) | document.keys("channels")

    def missing(name: str, *where: str | int) -> Iterator[Finding]:
        if name not in known:
            message = f'the channel "{name}" does not exist, expected one of this file'
            yield Finding(RULE, path, message, *document.position(where), nearest(name, known))

    for topic, names in channels.routing.items():
        for index, name in enumerate(names):
            yield from missing(name, "routing", topic, index)
    steps: set[str] = set()
    for index, step in enumerate(channels.escalation):
        if step.channel is not None:
            yield from missing(step.channel, "escalation", index, "channel")
        if step.id in steps:
            where = document.position(("escalation", index, "id"))
            yield Finding(RULE, path, f'the step "{step.id}" stands twice, expected each once', *where)
        steps.add(step.id)
    for name, channel in channels.channels.items():
        for index, language in enumerate(channel.languages):
            if language not in locales:
                where = document.position(("channels", name, "languages", index))
                message = f'"{language}" is no locale of this site, expected a key of mkdocs.yml\'s languages'
                yield Finding(RULE, path, message, *where, nearest(language, locales))
