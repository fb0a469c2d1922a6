"""Replacing single values of a YAML text, everything around them left as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import yaml

from helpcentre.content.yaml_source import KeyPath, YamlSyntaxError
from helpcentre.writing.raw_text import Edit

Replace = Callable[[KeyPath, str, bool], str]
"""From the path of keys, the value, and whether it is a key itself, to what shall stand there."""


def composed(text: str) -> yaml.Node | None:
    """Return the tree of a YAML text, tags and all. Raises YamlSyntaxError."""
    try:
        return yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise YamlSyntaxError(str(error).partition("\n")[0], mark.line + 1 if mark else 1, 1) from error


def scalar_edits(text: str, replace: Replace, offset: int = 0) -> Iterator[Edit]:
    """Yield an edit for each value or key that `replace` gives another text for; `offset` is added to their places.

    Raises YamlSyntaxError for a text that is no YAML, and for a value whose spelling hides it (escapes, folded lines).
    """
    node = composed(text)
    if node is None:
        return
    seen: set[int] = set()
    for path, scalar, is_key in _scalars(node, (), seen):
        new = replace(path, scalar.value, is_key)
        if new == scalar.value:
            continue
        start, end = scalar.start_mark.index, scalar.end_mark.index
        at = text.rfind(scalar.value, start, end)
        if at < 0:
            raise YamlSyntaxError(f"cannot change {scalar.value!r} where it is", scalar.start_mark.line + 1, 1)
        quoted = f'"{new}"' if scalar.style is None and _is_no_text(new) else new
        yield Edit(offset + at, offset + at + len(scalar.value), quoted)


def _is_no_text(value: str) -> bool:
    """Whether YAML reads the bare value as a number, date or the like."""
    return not isinstance(yaml.safe_load(value), str)


def _scalars(node: yaml.Node, path: KeyPath, seen: set[int]) -> Iterator[tuple[KeyPath, yaml.ScalarNode, bool]]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield path, node, False
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value)) if isinstance(key, yaml.ScalarNode) else path
            if isinstance(key, yaml.ScalarNode):
                yield here, key, True
            yield from _scalars(value, here, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _scalars(item, (*path, index), seen)
