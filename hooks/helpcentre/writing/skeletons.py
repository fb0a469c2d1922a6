"""The text of a new article or notice: the front matter and headings that its kind asks for, ready to be filled."""

from __future__ import annotations

import datetime
from pathlib import PurePosixPath

from helpcentre.content.article_file import HOME, is_index, topic_of
from helpcentre.content.catalogue import Catalogue

_SECTIONS = {
    "faq": ("Check first {#check-first}", "What to do {#what-to-do}", "When to write to support {#when-to-write}"),
    "guide": ("Before you start {#before-you-start}", "Steps {#steps}", "If it does not work {#if-it-fails}"),
    "policy": ("What this covers {#scope}", "What applies {#rules}", "Questions {#questions}"),
    "channel": ("How to reach us {#start}", "What happens next {#next}", "If nobody answers {#no-answer}"),
    "ladder": ("First step {#first-step}", "Second step {#second-step}"),
}
"""The headings of each kind; writers keep, change or drop them."""
_STEPS = frozenset({"what-to-do", "steps", "start"})
"""Sections that are numbered steps."""

_HOME_KEYS = (
    "site_name:    # the site's name in this language; without it, mkdocs.yml's",
    "tagline:    # one line for the head of the home page",
    "description:    # one sentence for search engines",
    "searches: []    # examples of what readers type",
    "related: []    # the common questions, such as topic/article.md",
)


def new_article(catalogue: Catalogue, shared_path: str, kind: str, today: datetime.date) -> str:
    """Return the text of a new article of a kind, a draft; an index.md is the home page or a topic's and has no kind.

    What is left for the writer are comments, empty keys and steps of `…`: nothing that readers could take for a text.
    """
    title = _title(shared_path)
    if shared_path == HOME:
        title = catalogue.settings.site_name or title
        keys = list(_HOME_KEYS)
        body = "<!-- One or two sentences: what readers find here. -->\n"
    elif is_index(shared_path):
        title = PurePosixPath(shared_path).parent.name.replace("-", " ").capitalize()
        keys = ["description:    # one sentence for cards and search results"]
        body = "<!-- One or two sentences: what the articles of this topic help with. -->\n"
    else:
        keys = _keys(catalogue, shared_path, kind)
        body = "<!-- One or two sentences: what it usually is, and how long it takes. -->\n" + "".join(
            _section(heading) for heading in _headings(catalogue, kind)
        )
    head = "\n".join([*keys, f"reviewed: {today.isoformat()}", "draft: true    # take it out to publish"])
    return f"---\n{head}\n---\n# {title}\n\n{body}"


def new_notice(shared_path: str, now: datetime.datetime) -> str:
    """Return the text of a new notice, a draft that holds for a day from the hour of `now`, which is in UTC."""
    since = now.replace(minute=0, second=0, microsecond=0)
    until = since + datetime.timedelta(days=1)
    head = [
        f"from: {since:%Y-%m-%dT%H:%MZ}    # always with the zone: Z is UTC, or the difference to it, such as +08:00",
        f"until: {until:%Y-%m-%dT%H:%MZ}",
        "severity: info    # info | warning | critical",
        "topics: []    # whose pages show it, beside the home page; none: every page",
        "draft: true    # take it out to publish",
    ]
    body = "<!-- What happens, and what readers can do until it is over. -->\n"
    return "\n".join(["---", *head, "---", f"# {_title(shared_path)}", "", body])


def _title(shared_path: str) -> str:
    return PurePosixPath(shared_path).stem.replace("-", " ").capitalize()


def _keys(catalogue: Catalogue, shared_path: str, kind: str) -> list[str]:
    keys = [f"kind: {kind}", "description:    # one sentence for cards and search results"]
    offered = ", ".join(catalogue.channels.offered(topic_of(shared_path)))
    if kind == "faq" and catalogue.has_channels:
        keys.append(f"contact: [{offered}]    # how a reader reaches a person from here, best first")
    if kind == "channel":
        keys += ["prepare: []    # what to have ready"]
    return [
        *keys,
        "keywords: []    # words readers type that the text does not hold",
        "related: []    # such as topic/article.md",
        "risk: info    # funds | secrets | info: what an outdated passage can cost the reader",
    ]


def _headings(catalogue: Catalogue, kind: str) -> list[str]:
    steps = catalogue.channels.escalation
    if kind == "ladder" and steps:
        return [f"{step.id.replace('-', ' ').capitalize()} {{#{step.id}}}" for step in steps]
    return list(_SECTIONS[kind])


def _section(heading: str) -> str:
    key = heading.partition("{#")[2].rstrip("}")
    return f"\n## {heading}\n\n" + ("1. …\n2. …\n" if key in _STEPS else "<!-- … -->\n")
