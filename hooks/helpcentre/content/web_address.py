"""Web addresses as browsers read them, where each of them leads to the host that a reader sees."""

from __future__ import annotations

import re
import unicodedata

import idna  # RFC 5891: names of hosts in all scripts
from pydantic_core import Url  # what a browser makes of an address (WHATWG)

from helpcentre.content.invisible import invisible
from helpcentre.content.schema import NotExpectedError

# RFC 3986, and letters of all scripts: browsers encode those.
_FOREIGN = re.compile(r"[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%\x80-\U0010ffff-]|%(?![0-9A-Fa-f]{2})")
_PARTS = re.compile(r"(?i:https)://(?P<authority>[^/?#]+)(?:[/?#].*)?", re.DOTALL)
_HOST_AND_PORT = re.compile(r"(?P<host>[^:]*)(?P<port>:.*)?", re.DOTALL)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_NAME = 253
_HIGHEST_PORT = 65_535


def checked_address(value: str, expected: str) -> str:
    """Return a web address that is whole, and leads where it seems to lead; raises NotExpectedError with its flaw.

    `expected` is what the error says of addresses in general.
    """
    if flaw := foreign_character(value) or _flaw(value):
        raise NotExpectedError(expected, flaw)
    return value


def foreign_character(value: str) -> str:
    """Return what an address may not hold and how to mend it; an empty text where there is no such character."""
    if hidden := invisible(value, " "):
        return f"It holds {hidden}, which nobody sees: take it out."
    found = _FOREIGN.search(value)
    if not found:
        return ""
    if found[0] == "\\":
        return "It holds a \\, which browsers read as /: write / where one is meant."
    if found[0] == "%":
        return "It holds a % without two hexadecimal digits: write %25 where the sign itself is meant."
    shown = "a space" if found[0] == " " else found[0]
    return f"It holds {shown}, which no address may: write %{ord(found[0]):02X} where it is meant."


def _flaw(value: str) -> str:
    parts = _PARTS.fullmatch(value)
    if not parts:
        return "It has to begin with https:// and a host."
    authority = parts["authority"]
    if "@" in authority:
        host = authority.rpartition("@")[2]
        return f"What stands before the @ is no host, the address leads to {host}: write that host alone."
    if "[" in authority or "]" in authority:
        return "Write the name of the host, for an IPv6 address tells readers nothing."
    match = _HOST_AND_PORT.fullmatch(authority)
    assert match is not None
    port = match["port"]
    if port and not (re.fullmatch("[0-9]{1,5}", port[1:]) and 0 < int(port[1:]) <= _HIGHEST_PORT):
        return f'"{port[1:]}" is no port: write a number from 1 to {_HIGHEST_PORT}, or neither port nor colon.'
    return _host_flaw(unicodedata.normalize("NFC", match["host"]).lower(), value)


def _host_flaw(host: str, value: str) -> str:
    labels = host.split(".")
    if len(labels) < 2:
        return f'"{host}" is no whole name of a host: write one with a dot, such as support.example.'
    if "" in labels:
        return f'A part of "{host}" is empty: write one dot between two parts, and none before or after them.'
    encoded = []
    for label in labels:
        try:
            encoded.append(_encoded(label))
        except ValueError as error:  # IDNA's own are such, too
            return f'"{label}" can be no part of a host\'s name: {error or "expected letters, digits and hyphens"}.'
    name = ".".join(encoded)
    if len(name) > _LONGEST_NAME:
        return f"The host's name is longer than {_LONGEST_NAME} characters."
    try:
        meant = Url(value).host
    except ValueError:
        return f'"{host}" is no host that browsers know.'
    return "" if meant == name else f'Browsers take "{host}" for {meant}: write that where it is meant.'


def _encoded(label: str) -> str:
    """Return a label in ASCII; raises ValueError for one that no host can have."""
    if label.isascii() and not label.startswith("xn--"):
        if not _LABEL.fullmatch(label):
            raise ValueError("expected letters, digits and hyphens within them, 63 at most")
        return label
    encoded = idna.alabel(label).decode("ascii")
    if label.isascii():
        idna.ulabel(label)
    return encoded
