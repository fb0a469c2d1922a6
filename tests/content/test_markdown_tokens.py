"""Blocks of a text, above all where admonitions stand; what the rest of CommonMark means is pyromark's to test."""

from __future__ import annotations

import pytest

from helpcentre.content.markdown_tokens import tokens_of

# Text -> kind, line, line after the last, depth of each block, from 0.
BLOCKS: dict[str, list[tuple[str, int, int, int]]] = {
    "# A\n\nb\nc": [("heading", 0, 1, 0), ("prose", 2, 4, 0)],
    "1. a\n2. b": [
        ("steps", 0, 2, 0), ("item", 0, 1, 1), ("prose", 0, 1, 2), ("end", 0, 1, 1), ("item", 1, 2, 1),
        ("prose", 1, 2, 2), ("end", 1, 2, 1), ("end", 1, 2, 0),
    ],
    "!!! note\n    a": [("admonition", 0, 2, 0), ("prose", 1, 2, 1), ("end", 1, 2, 0)],
    '!!! tip "T"\n    a\n\n    b\n\nc': [
        ("admonition", 0, 4, 0), ("prose", 0, 1, 2), ("prose", 1, 2, 1), ("prose", 3, 4, 1), ("end", 3, 4, 0),
        ("prose", 5, 6, 0),
    ],
    "a\n!!! note\n    b": [("prose", 0, 1, 0), ("admonition", 1, 3, 0), ("prose", 2, 3, 1), ("end", 2, 3, 0)],
    "???+ note\n\ta": [("admonition", 0, 2, 0), ("prose", 1, 2, 1), ("end", 1, 2, 0)],
    "!!! note\n    ```\n    !!! no\n    ```": [("admonition", 0, 4, 0), ("code", 1, 4, 1), ("end", 3, 4, 0)],
    "!!! note\n    !!! tip\n        a": [
        ("admonition", 0, 3, 0), ("admonition", 1, 3, 1), ("prose", 2, 3, 2), ("end", 2, 3, 1), ("end", 2, 3, 0),
    ],
    "> !!! note\n>     a\n>\n>     b\n\nc": [
        ("quote", 0, 4, 0), ("admonition", 0, 4, 1), ("prose", 1, 2, 2), ("prose", 3, 4, 2), ("end", 3, 4, 1),
        ("end", 3, 4, 0), ("prose", 5, 6, 0),
    ],
    "- !!! note\n      a\n- b": [
        ("list", 0, 3, 0), ("item", 0, 2, 1), ("admonition", 0, 2, 2), ("prose", 1, 2, 3), ("end", 1, 2, 2),
        ("end", 1, 2, 1), ("item", 2, 3, 1), ("prose", 2, 3, 2), ("end", 2, 3, 1), ("end", 2, 3, 0),
    ],
    "1. a\n\n    !!! note\n        b\n\n    c": [
        ("steps", 0, 6, 0), ("item", 0, 6, 1), ("prose", 0, 1, 2), ("admonition", 2, 4, 2), ("prose", 3, 4, 3),
        ("end", 3, 4, 2), ("prose", 5, 6, 2), ("end", 5, 6, 1), ("end", 5, 6, 0),
    ],
    "A[^1]\n\n[^1]: b": [("prose", 0, 1, 0), ("footnote", 2, 3, 0), ("prose", 2, 3, 1), ("end", 2, 3, 0)],
    "<div markdown>\na\n</div>": [("html", 0, 3, 0), ("prose", 1, 2, 1)],
    # Look-alikes
    "```\n!!! note\n    a\n```": [("code", 0, 4, 0)],
    "    !!! note\n        a": [("code", 0, 2, 0)],
    "`!!! note`\n    a": [("prose", 0, 2, 0)],
    "Stop!!! Now.\n    a": [("prose", 0, 2, 0)],
    "!!!\n    a": [("prose", 0, 2, 0)],
    "<div>\n!!! note\n</div>": [("html", 0, 3, 0)],
    "a\n     !!! note\n        b": [("prose", 0, 3, 0)],
}  # fmt: skip


@pytest.mark.parametrize("text", BLOCKS, ids=repr)
def test_blocks_stand_where_they_are_written(text: str) -> None:
    assert [(token.kind, token.line, token.end, token.depth) for token in tokens_of(text).blocks] == BLOCKS[text]


def test_a_reference_is_resolved_across_admonitions() -> None:
    inside = tokens_of("!!! note\n    [a][x]\n\n[x]: x.md")
    outside = tokens_of("[a][x]\n\n!!! note\n    b\n\n    [x]: x.md")
    for tokens in (inside, outside):
        assert [piece.target for token in tokens.blocks for piece in token.inlines if piece.kind == "link"] == ["x.md"]
        assert tokens.undefined == []


def test_an_undefined_reference_is_told_where_it_stands() -> None:
    tokens = tokens_of("a\n\n!!! note\n    b [c][nowhere]")
    assert [(one.label, one.line, one.column) for one in tokens.undefined] == [("nowhere", 3, 7)]


def test_lines_of_prose_are_those_of_its_pieces() -> None:
    (prose,) = tokens_of("a `b\nc` d\n[e](f)  \ng").blocks
    assert [(piece.kind, piece.line) for piece in prose.inlines] == [
        ("text", 0), ("code", 0), ("text", 1), ("break", 1), ("link", 2), ("text", 2), ("break", 2), ("text", 3),
    ]  # fmt: skip
