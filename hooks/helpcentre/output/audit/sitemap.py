"""The sitemap: it names the pages that search engines may list, and no others."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from helpcentre.output.audit.address import Site, scheme_of
from helpcentre.output.audit.document import Alternate, Document
from helpcentre.output.audit.fault import Fault
from helpcentre.output.audit.languages import LanguageCheck
from helpcentre.output.audit.links import explained

SITEMAP = "sitemap.xml"


class Entry(NamedTuple):
    """One address in a sitemap."""

    path: str
    """The sitemap's own file."""
    line: int
    url: str
    is_sitemap: bool
    alternates: tuple[Alternate, ...] = ()


def read_sitemap(root: Path, path: str = SITEMAP) -> list[Entry]:
    """Return the entries of one sitemap or sitemap index, in order.

    Raises ValueError with the reason when it is no XML. Loads nothing that the file names.
    """
    data = (root / path).read_bytes()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        tree: Any = etree.fromstring(gzip.decompress(data) if path.endswith(".gz") else data, parser)
    except (etree.XMLSyntaxError, OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from error
    entries: list[Entry] = []
    for loc in tree.iter("{*}loc"):
        parent = loc.getparent()
        name = etree.QName(parent).localname if parent is not None else ""
        if name in {"url", "sitemap"}:
            url = (loc.text or "").strip()
            entries.append(Entry(path, loc.sourceline, url, name == "sitemap", tuple(_alternates(parent))))
    return entries


def _alternates(url_element: Any) -> Iterator[Alternate]:
    for link in url_element.iter("{http://www.w3.org/1999/xhtml}link"):
        if link.get("rel") == "alternate" and link.get("hreflang"):
            yield Alternate(link.get("hreflang"), link.get("href", ""), link.sourceline)


def sitemap_faults(
    root: Path, site: Site, documents: Mapping[str, Document], languages: LanguageCheck
) -> Iterator[Fault]:
    """Yield wrong entries, and indexable pages without an entry.

    Without a sitemap: one fault when the site's address is known, for then it could have one.
    """
    indexable = [document.path for document in documents.values() if document.is_indexable]
    if SITEMAP not in site.files:
        if site.url and indexable:
            yield Fault("sitemap-wrong", SITEMAP, 1, "the site has no sitemap.xml", "build it with the site")
        return
    listed: set[str] = set()
    waiting, read = [SITEMAP], {SITEMAP}
    while waiting:
        path = waiting.pop(0)
        try:
            entries = read_sitemap(root, path)
        except ValueError as error:
            yield Fault("sitemap-wrong", path, 1, f"cannot be read: {error}", "build the site again")
            return
        for entry in entries:
            target = site.resolve(entry.url, path)
            if entry.is_sitemap and target.outcome == "file":
                waiting += [] if target.path in read else [target.path]
                read.add(target.path)
                continue
            listed.add(target.path)
            yield from _entry_faults(entry, site, documents, languages)
    for page in indexable:
        if page not in listed:
            yield Fault(
                "sitemap-wrong",
                page,
                1,
                f"the page is not in {SITEMAP}: expected every page without noindex",
                "list it, or give it noindex",
                topic="unlisted",
            )


def _entry_faults(
    entry: Entry, site: Site, documents: Mapping[str, Document], languages: LanguageCheck
) -> Iterator[Fault]:
    """Yield what is wrong with one address of a sitemap."""

    def fault(topic: str, message: str, hint: str, line: int = entry.line) -> Fault:
        return Fault("sitemap-wrong", entry.path, line, message, hint, topic=topic)

    target = site.resolve(entry.url, entry.path)
    if scheme_of(entry.url) not in {"http", "https"}:
        yield fault("relative", f'"{entry.url}" is no whole address: expected https://…', "set the site's address")
    elif target.outcome in {"missing", "left", "no-slash"}:
        message, hint = explained(target, site)
        yield fault(target.outcome, f'"{entry.url}" {message}', hint)
    elif target.outcome != "file":
        message = f'"{entry.url}" is not under "{site.url}", the site\'s address'
        yield fault("elsewhere", message, "list own pages only")
    document = documents.get(target.path) if target.outcome == "file" else None
    if document is not None and document.is_page and not document.is_indexable:
        why = "has noindex" if document.noindex else "redirects"
        why = "is an error page" if document.is_error_page else why
        message = f'"{entry.url}" {why}: expected indexable pages only'
        yield fault("not indexable", message, "leave it out of the sitemap")
    for alternate in entry.alternates:
        for topic, message in languages.target_faults(alternate, site.resolve(alternate.url, entry.path)):
            yield fault(topic, message, "announce only translations that exist", alternate.line)
