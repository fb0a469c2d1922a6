"""Incident notices: short texts that readers see from one moment until another, and the head of their files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from helpcentre.content.front_matter import RULE, FrontMatter, Head, SourceStamp, Words, fenced
from helpcentre.content.schema import NotExpectedError, Schema, validate

_EXPECTED = "expected a time with its zone, such as 2026-11-25T08:00+08:00"


def _moment(value: object) -> object:
    """Return what YAML took for a time, or a text that ISO 8601 takes for one; it must say its zone."""
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as error:
            raise NotExpectedError(_EXPECTED) from error
        if len(value) <= len("2026-11-25"):
            raise NotExpectedError(_EXPECTED, "Add the hour: T08:00+08:00.")
    elif isinstance(value, date) and not isinstance(value, datetime):
        raise NotExpectedError(_EXPECTED, "Add the hour: T08:00+08:00.")
    if not isinstance(moment, datetime):
        raise NotExpectedError(_EXPECTED)
    if moment.tzinfo is None:
        raise NotExpectedError(_EXPECTED, "Add Z for UTC, or the difference to it, such as +08:00.")
    return moment


Moment = Annotated[datetime, BeforeValidator(_moment)]
Severity = Literal["info", "warning", "critical"]


class Notice(Schema):
    """The head of a notice in the source locale; its times hold for all translations."""

    since: Moment = Field(alias="from")
    until: Moment
    severity: Severity = "info"
    topics: tuple[Words, ...] = ()
    """The topics on whose pages it stands, beside the home page; none: on every page."""
    draft: bool = Field(default=False, strict=True)

    @field_validator("until")
    @classmethod
    def _after_the_beginning(cls, value: datetime, info: ValidationInfo) -> datetime:
        since = info.data.get("since")
        if since is not None and value <= since:
            raise NotExpectedError("expected a time after from")
        return value


class NoticeTranslation(Schema):
    """The head of a translated notice: what the translator accepted, and its source's keys if they are repeated."""

    since: Moment | None = Field(default=None, alias="from")
    until: Moment | None = None
    severity: Severity | None = None
    topics: tuple[Words, ...] | None = None
    draft: bool = Field(default=False, strict=True)
    source: SourceStamp | None = None


def read_notice_head(text: str, *, path: str, is_source: bool) -> tuple[Notice | NoticeTranslation | None, Head]:
    """Return what a notice's front matter says, None if it cannot be used, and the file as every text has it."""
    document, body, body_line, findings = fenced(text, path)
    notice: Notice | NoticeTranslation | None = None
    if not findings:  # else each key would be told as missing, too
        if is_source:
            notice, findings = validate(Notice, document, path=path, rule=RULE)
        else:
            notice, findings = validate(NoticeTranslation, document, path=path, rule=RULE)
    stamp = notice.source if isinstance(notice, NoticeTranslation) else None
    meta = FrontMatter(draft=notice is not None and notice.draft, source=stamp)
    return notice, Head(meta, document, body, body_line, tuple(findings))
