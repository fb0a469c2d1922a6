"""Links, fragments and what a page loads: whether each leads to something of this site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from helpcentre.output.audit.address import CODE_SCHEMES, LEADS_NOWHERE, Site, Target, depends_on_place
from helpcentre.output.audit.document import Document, Reference
from helpcentre.output.audit.fault import Fault
from helpcentre.output.audit.markup import inline_code
from helpcentre.output.audit.stylesheet import css_addresses

_SVG_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")
_FRAGMENT_MATTERS = {"a href", "area href", "iframe src", "link href", "meta refresh", "use href"}


class LinkCheck:
    """The link rules over all pages of one site; style sheets are read when a page links to them."""

    def __init__(self, root: Path, site: Site, documents: Mapping[str, Document]) -> None:
        self._root = root
        self._site = site
        self._documents = documents
        self._style_sheets: dict[str, None] = {}
        self._svg_ids = cache(self._read_svg_ids)
        self._near_id = cache(self._find_near_id)

    def faults(self) -> Iterator[Fault]:
        """Yield dead links, missing fragments and outside requests of every page and style sheet."""
        for document in self._documents.values():
            for reference in document.references:
                yield from self._reference_faults(document, reference)
        waiting = list(self._style_sheets)
        read: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path in read:
                continue
            read.add(path)
            text = (self._root / path).read_text(encoding="utf-8", errors="replace")
            for url, line in css_addresses(text):
                target = self._site.resolve(url, path)
                if target.outcome == "file" and target.path.endswith(".css"):
                    waiting.append(target.path)
                yield from self.address_faults(Reference(url, line, "url()", "picture"), path, target)

    def _reference_faults(self, document: Document, reference: Reference) -> Iterator[Fault]:
        target = self._site.resolve(reference.url, document.path, document.base_href)
        if document.is_error_page and depends_on_place(reference.url) and not _is_rooted(document):
            yield Fault(
                "link-broken",
                document.path,
                reference.line,
                f'{reference.where} "{reference.url}" is relative: hosts show this page at any depth, '
                "where it leads elsewhere",
                f'begin it with "{self._site.base}"',
                target=f"relative {reference.url}",
            )
            return
        yield from self.address_faults(reference, document.path, target)
        if target.outcome not in {"file", "no-slash"}:
            return
        if reference.where == "link href" and reference.role == "fetch" and target.path.endswith(".css"):
            self._style_sheets[target.path] = None
        if target.fragment and reference.where in _FRAGMENT_MATTERS:
            yield from self._fragment_faults(document, reference, target)

    def address_faults(self, reference: Reference, path: str, target: Target) -> Iterator[Fault]:
        """Yield what is wrong with where a reference in the file `path` leads."""
        said = f'{reference.where} "{reference.url}"'
        match target.outcome:
            case "missing" | "left" | "no-slash":
                message, hint = explained(target, self._site)
                yield Fault(
                    "link-broken",
                    path,
                    reference.line,
                    f"{said} {message}",
                    hint,
                    severity="warning" if target.outcome == "no-slash" else "error",
                    target=target.path,
                )
            case "outside" if reference.role == "send":
                yield Fault(
                    "outside-request",
                    path,
                    reference.line,
                    f"{said} sends what readers type to {target.path or 'another host'}: expected nothing for another "
                    "host",
                    "send it to the site itself, or link to a page of the other host",
                    target=f"{reference.where} {reference.url}",
                )
            case "outside" if reference.role != "link":
                yield Fault(
                    "outside-request",
                    path,
                    reference.line,
                    f"{said} makes the reader's browser call {target.path or 'another host'}: "
                    "expected nothing from another host",
                    "serve the file from the site itself, or remove it",
                    target=f"{reference.where} {reference.url}",
                )
            case "no-page" if reference.role == "picture" and target.path == "data":
                return
            case "no-page" if target.path in CODE_SCHEMES:
                hint = "write a file, or use a button and a listener in a script file"
                yield inline_code(path, reference.line, reference.where, reference.url, hint)
            case "no-page" if target.path in LEADS_NOWHERE:
                yield Fault(
                    "link-broken",
                    path,
                    reference.line,
                    f"{said} leads nowhere: browsers follow no {target.path}: from a page",
                    "lead to a page or a file of the site",
                    target=reference.url,
                )
            case _:
                return

    def _fragment_faults(self, document: Document, reference: Reference, target: Target) -> Iterator[Fault]:
        """Yield a fault when the target's page or SVG file has no such id."""
        fragment = target.fragment.partition(":~:")[0]
        if (known := self._anchors(target.path)) is None or _found(fragment, known):
            return
        near = self._near_id(fragment, target.path)
        place = "this page" if target.path == document.path else f'"{target.path}"'
        yield Fault(
            "link-broken",
            document.path,
            reference.line,
            f'{reference.where} "{reference.url}": {place} has no id "{fragment}"',
            f'did you mean "#{near}"?' if near else "link to an id that exists, or to the page alone",
            target=f"{target.path}#{fragment}",
        )

    def _anchors(self, path: str) -> frozenset[str] | None:
        """Return what fragments of a file can name, None where nobody can say (PDF, media)."""
        if (document := self._documents.get(path)) is not None:
            return document.anchors
        return self._svg_ids(path) if path.endswith(".svg") else None

    def _read_svg_ids(self, path: str) -> frozenset[str]:
        text = (self._root / path).read_text(encoding="utf-8", errors="replace")
        return frozenset(_SVG_ID.findall(text))

    def _find_near_id(self, fragment: str, path: str) -> str:
        return next(iter(get_close_matches(fragment, self._anchors(path) or (), n=1)), "")


def explained(target: Target, site: Site) -> tuple[str, str]:
    """Return in words what is wrong with a target within the site, and how to mend it."""
    if target.outcome == "left":
        return (
            f'leads to "{target.path}", outside the site, which is served under "{site.base}"',
            f'count the "../", or begin the address with "{site.base}"',
        )
    if target.outcome == "no-slash":
        return "leads to a directory without its last slash: hosts redirect", 'end the path with "/"'
    meant = site.lookalike(target.path)
    hint = f'did you mean "{site.base}{site.address_of(meant)}"?' if meant else "correct the address"
    return f'leads to "{target.path}", which the site does not hold', hint


def _found(fragment: str, known: frozenset[str]) -> bool:
    """Return whether a browser scrolls somewhere: to an id, or to the top of the page."""
    if fragment in known or fragment.lower() in {"", "top"} or fragment.startswith(("svgView(", "xywh=")):
        return True
    return "%" in fragment and unquote(fragment) in known


def _is_rooted(document: Document) -> bool:
    """Return whether a base element makes relative addresses mean the same at any depth."""
    return bool(document.base_href) and not depends_on_place(document.base_href)
