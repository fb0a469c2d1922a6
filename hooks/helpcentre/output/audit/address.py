"""Where an address leads: a file of the site, nowhere, or another host."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal, NamedTuple
from urllib.parse import unquote

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_EDGES = "".join(map(chr, range(0x21)))
_UNSEEN = str.maketrans("", "", "\t\n\r")
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")

CODE_SCHEMES = frozenset({"blob", "data", "javascript", "vbscript"})
"""Schemes of addresses that hold what they lead to: code, or a page of nobody's."""
LEADS_NOWHERE = CODE_SCHEMES | {"file", "view-source"}
"""Schemes that run code, or that browsers do not follow from a page; apps have schemes of their own."""

Outcome = Literal["file", "no-slash", "missing", "left", "outside", "same-host", "no-page"]
"""file: is in the site; no-slash: a directory that the host redirects to; missing: would be in
the site; left: a relative or root-relative address that leaves the site; outside: another host;
same-host: an absolute address beside the site; no-page: `mailto:`, `data:` and the like."""


class Target(NamedTuple):
    """Where one address leads."""

    outcome: Outcome
    path: str
    """File in the site, with forward slashes; the host for `outside`, the scheme for `no-page`."""
    fragment: str = ""


def cleaned(url: str) -> str:
    """Return the address as browsers read it: no white space at its ends, no line ends or tabs within."""
    return url.strip(_EDGES).translate(_UNSEEN)


def scheme_of(url: str) -> str:
    """Return the scheme in lower case, empty for a relative address."""
    match = _SCHEME.match(cleaned(url))
    return match[1].lower() if match else ""


def depends_on_place(url: str) -> bool:
    """Return whether the address means something else at another depth: `a/`, not `/a/`, `#a`, `?a`."""
    url = cleaned(url)
    return not (_SCHEME.match(url) or url[:1] in {"", "/", "\\", "#", "?"})


@dataclass(frozen=True)
class Site:
    """The files of a built site and the address it is served at."""

    files: frozenset[str]
    """Paths relative to the site's directory, with forward slashes."""
    url: str = ""
    """`https://host/base/`; empty when nobody knows it: then the base is `/`."""

    @cached_property
    def directories(self) -> frozenset[str]:
        """Every directory that holds a file."""
        return frozenset(str(parent) for name in self.files for parent in PurePosixPath(name).parents)

    @cached_property
    def _by_folded_name(self) -> dict[str, str]:
        return {name.casefold(): name for name in sorted(self.files)}

    @cached_property
    def host(self) -> str:
        """The host that serves the site, empty when unknown."""
        return _absolute(self.url, "", "/")[0] if self.url else ""

    @cached_property
    def base(self) -> str:
        """The path the site is served under: `/` or `/repo/`."""
        return _absolute(self.url, "", "/")[1].rstrip("/") + "/" if self.url else "/"

    @cached_property
    def _base_segments(self) -> list[str]:
        return [_decoded(segment) for segment in self.base.split("/")[1:-1]]

    def address_of(self, path: str) -> str:
        """Return what follows the site's address for a file: `a/index.html` -> `a/`."""
        return path.removesuffix("index.html") if PurePosixPath(path).name == "index.html" else path

    def lookalike(self, path: str) -> str:
        """Return a file that the writer of a dead address may have meant, or an empty text."""
        if (found := self._by_folded_name.get(path.casefold())) is not None:
            return found
        candidate = path.removesuffix("/index.html").rstrip("/") + ".html"
        return candidate if candidate in self.files else ""

    def resolve(self, url: str, page: str, base_href: str = "") -> Target:
        """Return where an address in the file `page` leads when a visitor follows it.

        `base_href` is the page's base element. Follows the URL Standard where browsers differ from
        RFC 3986: backslashes are slashes, `%2e%2e` is `..`, extra slashes before a host do not count.
        """
        address, _, fragment = cleaned(url).partition("#")
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            return Target("no-page", scheme[1].lower())
        host, path = self.host, self.base + page
        if base_href:
            host, path = _absolute(base_href, host, path)
        if not address and not base_href:
            return Target("file", page, fragment)
        host, path = _absolute(address, host, path)
        if host != self.host:
            return Target("outside", host, fragment)
        segments, too_high = _segments(path)
        depth = len(self._base_segments)
        if too_high or segments[:depth] != self._base_segments:
            named = bool(scheme) or address.replace("\\", "/").startswith("//")
            return Target("same-host" if named else "left", path, fragment)
        return self._found(segments[depth:], fragment)

    def _found(self, segments: list[str], fragment: str) -> Target:
        """Return the target for path segments below the site's base; the last is empty after a slash."""
        if not segments:
            return Target("no-slash", "index.html", fragment)
        name = "/".join(segments)
        if segments[-1] == "":
            name += "index.html"
        elif name not in self.files and name in self.directories:
            index = f"{name}/index.html"
            return Target("no-slash" if index in self.files else "missing", index, fragment)
        return Target("file" if name in self.files else "missing", name, fragment)


def site_url_from(canonicals: Iterable[tuple[str, str]]) -> str:
    """Return the site's address that most pages' canonical links agree on, empty without any.

    Takes pairs of a page's address within the site (`a/`) and its canonical link.
    """
    votes: dict[str, int] = {}
    for address, canonical in canonicals:
        url = unquote(cleaned(canonical))
        if scheme_of(url) in {"http", "https"}:
            for ending in {address, f"{address}index.html"} if address[-1:] in {"", "/"} else {address}:
                root = url.removesuffix(ending)
                if url.endswith(ending) and root.endswith("/"):
                    votes[root] = votes.get(root, 0) + 1
                    break
    return max(votes, key=lambda root: (votes[root], -len(root), root), default="")


def _absolute(url: str, host: str, path: str) -> tuple[str, str]:
    """Return host and path of an address found at `host` and `path`, dot segments still in it."""
    url = cleaned(url).partition("#")[0].partition("?")[0].replace("\\", "/")
    scheme = _SCHEME.match(url)
    if scheme or url.startswith("//"):
        rest = (url[scheme.end() :] if scheme else url).lstrip("/")
        name, slash, rest = rest.partition("/")
        return _host(name), slash + rest or "/"
    if url.startswith("/"):
        return host, url
    if not url:
        return host, path
    return host, path[: path.rindex("/") + 1] + url


def _host(name: str) -> str:
    """Return a host for comparison: no user, no usual port, in ASCII and lower case."""
    name = _DEFAULT_PORT.sub("", name.rpartition("@")[2]).lower()
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _segments(path: str) -> tuple[list[str], bool]:
    """Return the decoded segments of a path, and whether `..` climbs above its root."""
    kept: list[str] = []
    too_high = False
    parts = path.split("/")[1:]
    for number, part in enumerate(parts, start=1):
        plain = part.lower().replace("%2e", ".") if "%" in part else part
        if plain not in {".", ".."}:
            kept.append(_decoded(part))
            continue
        if plain == "..":
            if kept:
                kept.pop()
            else:
                too_high = True
        if number == len(parts):
            kept.append("")
    return kept, too_high


def _decoded(segment: str) -> str:
    """Return a path segment without percent-encoding; as it is where that gives no file name."""
    if "%" not in segment:
        return segment
    try:
        plain = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return segment
    return segment if "/" in plain or "\0" in plain else plain
