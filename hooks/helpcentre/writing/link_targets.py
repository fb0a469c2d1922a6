"""Where the targets of links and images stand in a Markdown text, to the character."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpcentre.content.markdown_tokens import Tokens, tokens_of
from helpcentre.content.raw_html import CANDIDATE, SETS, SHOWN, TARGETS

_IN_TEXT = re.compile(
    r"""
    (?<!\\)\]\([ \t\n]*                                                # inline: ](target "title")
    (?: <(?P<angled>(?:\\.|[^<>\n\\])*)>
      | (?!<)(?P<bare>(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))+) )
    """,
    re.VERBOSE,
)
_DEFINED = re.compile(r"(?<!\\)\]:[ \t\n]*(?:<(?P<angled>(?:\\.|[^<>\n\\])*)>|(?!<)(?P<bare>\S+))")
_DEFINITION = re.compile(r"[ \t>]*\[[^\]^][^\]]*\]:")
_LEAVES = frozenset({"prose", "heading", "code", "html"})
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w+;")
_ADDRESSES = TARGETS | SHOWN | SETS
_TAG = re.compile(
    rf"""<(?P<name>{"|".join(sorted({tag for tag, _ in _ADDRESSES}))})(?=[\s/>])(?:[^"'>]|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rf"""
    (?<=[\s"'/])(?P<name>{"|".join(sorted({name for _, name in _ADDRESSES}))})\s*=\s*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_MARKDOWN = re.compile(
    r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)|<!--.*?-->", re.DOTALL
)
_NO_HTML = re.compile(r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class LinkTarget:
    """The target of a link as it is spelled."""

    start: int
    end: int
    spelled: str
    raw: bool
    """Written as HTML."""

    @property
    def decode(self) -> Callable[[str], str]:
        """What takes the spelling's escapes away."""
        return html.unescape if self.raw else _unescaped


def link_targets(text: str) -> list[LinkTarget]:
    """Return the target of every link, image, reference definition and HTML link of a text, in their order.

    What stands in code or in a comment is none. Lines end in a line feed.
    """
    tokens = tokens_of(text)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def span(line: int, end: int) -> tuple[int, int]:
        return starts[line], min(starts[min(max(end, line + 1), len(starts) - 1)], len(text))

    found: set[LinkTarget] = set()
    for token in tokens.blocks:
        if token.inlines:
            found.update(_in_markdown(text, *span(token.line, token.end)))
        if token.kind == "html" or any(piece.kind == "html" for piece in token.inlines):
            found.update(_in_html(text, *span(token.line, token.end), code=token.kind != "html"))
    for lines in _definitions(text, tokens):
        match = _DEFINED.search(text, *span(*lines))
        if match:
            found.add(_target(match, "angled" if match["angled"] is not None else "bare", raw=False))
    return sorted(found)


def _definitions(text: str, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield first line and end of each reference definition, also of those that come after one of the same label."""
    yield from ((one.line, one.end) for one in tokens.definitions)
    taken = {line for token in tokens.blocks if token.kind in _LEAVES for line in range(token.line, token.end)}
    for number, line in enumerate(text.split("\n")):
        if number not in taken and _DEFINITION.match(line):
            yield number, number + 1


def _unescaped(spelled: str) -> str:
    """Return a target without CommonMark's escapes and entities."""
    return _ESCAPED.sub(lambda match: match[1] or html.unescape(match[0]), spelled)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), text)


def _in_markdown(text: str, start: int, end: int) -> Iterator[LinkTarget]:
    for match in _IN_TEXT.finditer(_blanked(_NO_MARKDOWN, text[start:end])):
        yield _target(match, "angled" if match["angled"] is not None else "bare", raw=False, offset=start)


def _in_html(text: str, start: int, end: int, *, code: bool) -> Iterator[LinkTarget]:
    passage = _blanked(_NO_MARKDOWN if code else _NO_HTML, text[start:end])
    for tag in _TAG.finditer(passage):
        for match in _ATTRIBUTE.finditer(passage, tag.start() + 1 + len(tag["name"]), tag.end()):
            group = next(name for name in ("double", "single", "bare") if match[name] is not None)
            named = (tag["name"].lower(), match["name"].lower())
            if named in SETS:
                inner = start + match.start(group)
                yield from (_target(one, "address", raw=True, offset=inner) for one in CANDIDATE.finditer(match[group]))
            elif named in _ADDRESSES:
                yield _target(match, group, raw=True, offset=start)


def _target(match: re.Match[str], group: str, *, raw: bool, offset: int = 0) -> LinkTarget:
    return LinkTarget(match.start(group) + offset, match.end(group) + offset, match[group], raw)
