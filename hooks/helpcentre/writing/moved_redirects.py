"""docs/redirects.yml after a move: every line leads straight to where an article is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

import yaml

from helpcentre.content.yaml_source import YamlSyntaxError
from helpcentre.writing.raw_text import Edit
from helpcentre.writing.relocation import Relocation
from helpcentre.writing.yaml_scalars import composed


def redirect_edits(
    text: str,
    relocation: Relocation,
    moved: Mapping[str, str],
    left: Mapping[str, str],
    address_key: Callable[[str], str],
) -> Iterator[Edit]:
    """Yield the edits of the file's text: lines retargeted, lines of addresses that are in use again taken out.

    `moved` are new shared paths by old ones; `left` are those that get a line. `address_key` tells which paths share an
    address. Raises YamlSyntaxError.
    """
    node = composed(text)
    if node is not None and (not isinstance(node, yaml.MappingNode) or node.flow_style):
        raise YamlSyntaxError("expected each redirect in a line of its own (old.md: new.md)", 1, 1)
    in_use = {address_key(path) for path in (*moved.values(), *left)}
    for key, value in node.value if node is not None else ():
        new = relocation.shared(value.value)
        if address_key(key.value) in in_use or key.value == new:
            start = text.rfind("\n", 0, key.start_mark.index) + 1
            end = text.find("\n", value.end_mark.index)
            yield Edit(start, len(text) if end < 0 else end + 1, "")
        elif new != value.value:
            at = text.rfind(value.value, value.start_mark.index, value.end_mark.index)
            if at < 0:
                raise YamlSyntaxError(f"cannot change {value.value!r} where it is", value.start_mark.line + 1, 1)
            yield Edit(at, at + len(value.value), new)
    if left:
        gap = "" if text.endswith("\n") or not text else "\n"
        lines = "".join(f"{_word(old)}: {_word(new)}\n" for old, new in sorted(left.items()))
        yield Edit(len(text), len(text), gap + lines)


def _word(path: str) -> str:
    return path if re.fullmatch(r"[A-Za-z][\w./-]*", path, re.ASCII) else json.dumps(path, ensure_ascii=False)
