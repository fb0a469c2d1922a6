"""The audit of a whole built site: reads every page once and asks each check."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from helpcentre.content.findings import Finding
from helpcentre.content.refusal import RefusedError
from helpcentre.output.audit.address import Site, site_url_from
from helpcentre.output.audit.document import Document, read_document
from helpcentre.output.audit.fault import Fault, folded
from helpcentre.output.audit.languages import LanguageCheck, addresses_and_canonicals
from helpcentre.output.audit.links import LinkCheck
from helpcentre.output.audit.sitemap import SITEMAP, read_sitemap, sitemap_faults

_PAGE_ENDINGS = (".html", ".htm")


class AuditError(RefusedError):
    """The audit cannot run: there is nothing to read, or it cannot be read."""


def audit_site(site: Path, site_url: str | None = None) -> list[Finding]:
    """Return what is wrong with the built site in the directory `site`, as visitors get it.

    `site_url` is the address it is served at, `https://host/base/`. Without one the pages'
    canonical links tell it, then the sitemap; else the site is taken to stand at a domain's root.
    Paths of the findings are relative to `site`. A fault that many pages share is one finding.

    Raises AuditError when there is no such directory, no page in it, or a file cannot be read.
    """
    if not site.is_dir():
        raise AuditError(f"{site}: no such directory; build the site first")
    given = _checked_url(site_url) if site_url else ""
    try:
        return _audited(site, given)
    except OSError as error:
        raise AuditError(f"{error.filename or site}: cannot be read: {error.strerror or error}") from error


def _audited(root: Path, given: str) -> list[Finding]:
    """Return the findings for an existing directory."""
    files = _files(root)
    pages = sorted(name for name in files if name.lower().endswith(_PAGE_ENDINGS))
    if not pages:
        raise AuditError(f"{root}: holds no HTML; build the site first, or name its directory")
    documents = {name: read_document(name, (root / name).read_bytes()) for name in pages}
    url = given or site_url_from(addresses_and_canonicals(Site(files), documents.values()))
    place = Site(files, url or _url_from_sitemap(root, files))
    faults: list[Fault] = [fault for document in documents.values() for fault in document.faults]
    faults += _without_policy(documents)
    faults += LinkCheck(root, place, documents).faults()
    languages = LanguageCheck(place, documents)
    faults += languages.faults()
    faults += sitemap_faults(root, place, documents, languages)
    return folded(faults)


def _without_policy(documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Yield pages without a Content Security Policy, where others of the site carry one."""
    if not any(document.has_policy for document in documents.values()):
        return
    for document in documents.values():
        if document.is_page and not document.has_policy:
            message = "the page has no Content-Security-Policy, which other pages have: it may run and ask anything"
            yield Fault("page-invalid", document.path, 1, message, "begin its head as theirs begin", topic="policy")


def _files(root: Path) -> frozenset[str]:
    """Return every file below a directory, relative to it, with forward slashes."""
    names: set[str] = set()
    for directory, _, entries in os.walk(root):
        prefix = Path(directory).relative_to(root).as_posix()
        names.update(entry if prefix == "." else f"{prefix}/{entry}" for entry in entries)
    return frozenset(names)


def _url_from_sitemap(root: Path, files: frozenset[str]) -> str:
    """Return the home page's address in the sitemap: the one that all others begin with."""
    if SITEMAP not in files or "index.html" not in files:
        return ""
    try:
        urls = [entry.url for entry in read_sitemap(root)]
    except ValueError:
        return ""
    home = min(urls, key=len, default="")
    is_home = home.startswith(("https://", "http://")) and home.endswith("/")
    return home if is_home and all(url.startswith(home) for url in urls) else ""


def _checked_url(url: str) -> str:
    """Return a site's address with its last slash."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise AuditError(f'"{url}" is no address: {error}') from error
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise AuditError(f'"{url}" is no whole address: expected https://host/ or https://host/path/')
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
