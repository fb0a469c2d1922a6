"""What stands in for `{{ facts.… }}` and `{{ channels.… }}`, in each language, as text and as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.channels import Channel, EmailChannel, PhoneChannel, SocialChannel
from helpcentre.content.formats import Formats, fact_text, phone_text
from helpcentre.content.markdown import placeholders_in, replace_placeholders

_NO_HTML = re.compile(
    r"""
    ^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)|\Z)       # a block of code
    | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)  # a code span
    | \]\([^)\n]*\)                                                        # a link's target
    | <\w[^>]*>                                                            # a tag's attributes
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def placeholder_values(catalogue: Catalogue, formats: Formats) -> dict[str, str]:
    """Return the text of every placeholder by its name, such as `facts.review_time`."""
    values = {f"facts.{name}": fact_text(fact, formats) for name, fact in catalogue.facts.items()}
    for name, channel in catalogue.channels.channels.items():
        keys = {"languages": channel_languages(catalogue, channel, formats), **_channel_values(channel, formats)}
        values |= {f"channels.{name}.{key}": text for key, text in keys.items()}
    return values


def channel_languages(catalogue: Catalogue, channel: Channel, formats: Formats) -> str:
    """Return the names of the languages that a channel answers in: `English and Chinese`.

    Region or script stand with a name only where the site has two of a language.
    """
    known = {locale.key: locale.cldr for locale in catalogue.settings.locales}
    bases = Counter(cldr.language for cldr in known.values())
    tags = (
        cldr.language if bases[cldr.language] == 1 else str(cldr).replace("_", "-")
        for key in channel.languages
        if (cldr := known.get(key))
    )
    return formats.listed(formats.language(tag) for tag in tags)


def placeholder_names(catalogue: Catalogue) -> set[str]:
    """Return the names that texts may use."""
    names = {f"facts.{name}" for name in catalogue.facts}
    for name, channel in catalogue.channels.channels.items():
        keys = {"hours", "languages"} | set(_address(channel))
        keys |= {"first_reply"} if channel.first_reply else set()
        names |= {f"channels.{name}.{key}" for key in keys}
    return names


def _channel_values(channel: Channel, formats: Formats) -> dict[str, str]:
    values = {"hours": formats.hours(channel), **_address(channel)}
    if channel.first_reply:
        values["first_reply"] = formats.duration(channel.first_reply)
    return values


def _address(channel: Channel) -> dict[str, str]:
    if isinstance(channel, EmailChannel):
        return {"address": channel.address}
    if isinstance(channel, PhoneChannel):
        return {"number": phone_text(channel.number)}
    if isinstance(channel, SocialChannel):
        return {}
    return {"url": channel.url}


def used_values(text: str, value: Callable[[str], str | None]) -> dict[str, str]:
    """Return the values of the placeholders that a text uses, by name; `value` gives them, None for an unknown one."""
    return {name: found for name in placeholders_in(text) if (found := value(name)) is not None}


def in_text(text: str, values: Mapping[str, str]) -> str:
    """Return a plain text with its placeholders replaced."""
    return replace_placeholders(text, dict(values))


def in_markdown(text: str, values: Mapping[str, str]) -> str:
    """Return a Markdown text with its placeholders replaced.

    Addresses and numbers read from left to right in every script, so they are isolated (`<bdi dir="ltr">`),
    but in code, links' targets and tags, where HTML would show or break them. A number stays on its line.
    """
    plain = dict(values)
    isolated = {name: _isolated(name, value) for name, value in values.items()}
    if isolated == plain:
        return replace_placeholders(text, plain)
    parts, at = [], 0
    for code in _NO_HTML.finditer(text):
        parts += [replace_placeholders(text[at : code.start()], isolated), replace_placeholders(code[0], plain)]
        at = code.end()
    return "".join(parts) + replace_placeholders(text[at:], isolated)


def _isolated(name: str, value: str) -> str:
    if name.endswith(".number"):
        return f'<bdi class="phone-number" dir="ltr">{escape(value)}</bdi>'
    if name.endswith((".address", ".url")):
        return f'<bdi dir="ltr">{escape(value)}</bdi>'
    return value
