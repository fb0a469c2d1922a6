"""The page that tells translators how far each language is, and what is left to do."""

from __future__ import annotations

import json
from dataclasses import dataclass

from helpcentre.content.addresses import STATUS_PAGE
from helpcentre.content.settings import Locale
from helpcentre.pages.site import LocaleSite
from helpcentre.translations.freshness import NAMES, Missing, Unstamped
from helpcentre.translations.status import STATES, LocaleStatus, Status, Task, as_json


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How far one language is."""

    locale: Locale
    name: str
    """In the page's language."""
    counts: tuple[int, ...]
    """Articles in each state, in the order of `StatusView.states`."""
    sections: str
    words: str
    """Shares that are up to date, as the page's language writes them."""
    untranslated: str


@dataclass(frozen=True, slots=True)
class StatusTask:
    """One line of the work list."""

    task: Task
    locale: Locale
    state: str
    risk: str
    whole: bool
    """Whether every section is to be looked at."""
    edit_url: str
    """Where the translation is edited; empty where it is missing or the site names no such place."""
    source_url: str
    """Where the source's text stands."""


@dataclass(frozen=True, slots=True)
class StaleRow:
    """An article whose last review is too long ago."""

    path: str
    reviewed: str
    """The date in words; empty where the article was never reviewed."""
    edit_url: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the template of the page shows, in the words of the page's language."""

    articles: int
    states: tuple[tuple[str, str], ...]
    """Key and name of each state, the worst first."""
    rows: tuple[StatusRow, ...]
    tasks: tuple[StatusTask, ...]
    stale: tuple[StaleRow, ...]
    words: str
    """How many words are left to translate, all languages together."""


def status_page_path(site: LocaleSite) -> str:
    """Return where the page is written, relative to the site's root."""
    return f"{STATUS_PAGE}/index.html" if site.settings.directory_urls else f"{STATUS_PAGE}.html"


def status_json(status: Status) -> str:
    """Return the data of the page, in the form of `helpcentre status --format json`."""
    return json.dumps(as_json(status), indent=1, ensure_ascii=False) + "\n"


def status_view(site: LocaleSite, status: Status) -> StatusView:
    """Return what the page of a site's locale, the source's as a rule, shows of a status."""
    tasks = tuple(_task(site, row, task) for row in status.locales for task in row.work)
    return StatusView(
        articles=status.articles,
        states=tuple((state, _state_name(site, state)) for state in (*STATES, "orphan")),
        rows=tuple(_row(site, row) for row in status.locales),
        tasks=tasks,
        stale=tuple(
            StaleRow(one.path, site.formats.date(one.reviewed) if one.reviewed else "", _edit_url(site, one.path))
            for one in status.stale
        ),
        words=site.formats.number(sum(task.task.words for task in tasks)),
    )


def _row(site: LocaleSite, row: LocaleStatus) -> StatusRow:
    formats = site.formats
    return StatusRow(
        locale=row.locale,
        name=formats.language(row.locale.lang),
        counts=tuple(row.articles[state] for state in (*STATES, "orphan")),
        sections=formats.share(row.share(row.sections)),
        words=formats.share(row.share(row.words)),
        untranslated=formats.number(row.untranslated),
    )


def _task(site: LocaleSite, row: LocaleStatus, task: Task) -> StatusTask:
    missing = task.state == NAMES[Missing]
    source = f"{site.settings.source}/{task.path.partition('/')[2]}"
    return StatusTask(
        task=task,
        locale=row.locale,
        state=_state_name(site, task.state),
        risk=_risk_name(site, task.risk),
        whole=missing or task.state == NAMES[Unstamped],
        edit_url="" if missing else _edit_url(site, task.path),
        source_url=_edit_url(site, source),
    )


def _edit_url(site: LocaleSite, path: str) -> str:
    return f"{site.settings.edit_url}{path}" if site.settings.edit_url else ""


def _state_name(site: LocaleSite, state: str) -> str:
    gettext = site.words.gettext
    return {
        "missing": gettext("missing"),
        "outdated": gettext("outdated"),
        "unstamped": gettext("not accepted yet"),
        "up to date": gettext("up to date"),
        "orphan": gettext("without a source"),
    }[state]


def _risk_name(site: LocaleSite, risk: str) -> str:
    gettext = site.words.gettext
    return {"funds": gettext("funds"), "secrets": gettext("secrets"), "info": gettext("information")}[risk]
