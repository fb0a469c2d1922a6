"""Addresses that are only there for show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from helpcentre.content.catalogue import CHANNELS_FILE, Catalogue
from helpcentre.content.channels import Channel, EmailChannel, PhoneChannel, SocialChannel
from helpcentre.content.findings import Finding

RULE = "placeholder-address"

# RFC 2606 and RFC 6761: names nobody can own.
_RESERVED_ENDINGS = ("example", "test", "invalid", "localhost")
_RESERVED_DOMAINS = ("example.com", "example.net", "example.org")
_PLACEHOLDER = re.compile(r"X{3,}")


def placeholder_addresses(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each address on a reserved name, each fictitious number and each placeholder."""
    for name, channel in catalogue.channels.channels.items():
        for keys, address in _addresses(channel):
            if is_placeholder(address):
                at = catalogue.channels_document.position(("channels", name, *keys))
                message = f'"{address}" of the channel "{name}" is a demonstration address, expected a real one'
                hint = "Write the real address, or publish without HELPCENTRE_RELEASE=1."
                yield Finding(RULE, CHANNELS_FILE, message, *at, hint)
    site_url = catalogue.settings.site_url
    if site_url and is_placeholder(site_url):
        message = f'site_url "{site_url}" is a demonstration address, expected the address the site is served at'
        yield Finding(RULE, f"../{catalogue.settings.config_file.name}", message)
    elif not site_url:
        message = "there is no site_url, expected the address the site is served at"
        hint = "Without it there is no sitemap, and search engines are not told where a page is."
        yield Finding(RULE, f"../{catalogue.settings.config_file.name}", message, hint=hint)


def _addresses(channel: Channel) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(channel, PhoneChannel):
        yield ("number",), channel.number
    elif isinstance(channel, EmailChannel):
        yield ("address",), channel.address
    elif isinstance(channel, SocialChannel):
        for index, account in enumerate(channel.accounts):
            key = "url" if account.url else "handle"
            yield ("accounts", index, key), account.url or account.handle or ""
    else:
        yield ("url",), channel.url


def is_placeholder(address: str) -> bool:
    """Whether a URL, e-mail address, E.164 number or handle is reserved for examples or visibly made up.

    Numbers: 555-0100 to 555-0199 of the North American plan are kept for fiction (ATIS-0300115).
    """
    if _PLACEHOLDER.search(address):
        return True
    if re.fullmatch(r"\+[0-9]+", address):
        return bool(re.fullmatch(r"\+1[0-9]{3}55501[0-9]{2}", address))
    try:
        host = urlsplit(address).hostname if "://" in address else address.rpartition("@")[2]
    except ValueError:  # brackets that are no IPv6 address
        return False
    host = (host or "").rstrip(".").lower()
    return host.rpartition(".")[2] in _RESERVED_ENDINGS or any(
        host == domain or host.endswith(f".{domain}") for domain in _RESERVED_DOMAINS
    )
