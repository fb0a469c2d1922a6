"""YAML as writers mean it, with the line and column of every key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

KeyPath = tuple[str | int, ...]


class YamlSyntaxError(ValueError):
    """The text is no YAML; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class YamlDocument:
    """A YAML value and where each of its keys and items stands."""

    value: Any
    positions: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)

    def position(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Return line and column of the deepest part of `path` that the text holds.

        Parts the text does not hold are passed over: pydantic names the member of a union in its paths.
        """
        known: KeyPath = ()
        for part in path:
            if (*known, part) in self.positions:
                known = (*known, part)
        return self.positions.get(known, (1, 1))

    def lookup(self, path: Sequence[str | int]) -> Any:
        """Return the value at `path`, passing over parts the text does not hold."""
        value, known = self.value, ()
        for part in path:
            if (*known, part) in self.positions:
                known = (*known, part)
                value = value[part]
        return value


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]  # the base is chosen at import: libyaml is ten times faster
    """SafeLoader without YAML 1.1's surprises: `no` and `on` are words, `12:30` is no number."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":int", ":float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# The patterns are those of the YAML 1.2 core schema, section 10.3.2.
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def read_yaml(text: str, first_line: int = 1) -> YamlDocument:
    """Return the value of `text` and the positions of its keys, the first line counted as `first_line`.

    Raises YamlSyntaxError, also for a key that stands twice, which PyYAML would silently let win.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        positions: dict[KeyPath, tuple[int, int]] = {}
        if node is not None:
            _walk(node, (), positions, first_line)
        return YamlDocument(loader.construct_document(node) if node is not None else None, positions)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        message = " ".join(part for part in (error.context, error.problem) if part)
        raise YamlSyntaxError(message, line + first_line, column + 1) from error
    except yaml.YAMLError as error:  # a character YAML forbids has a position, but no mark
        before = text[: getattr(error, "position", 0)]
        raise YamlSyntaxError(str(error), before.count("\n") + first_line, 1) from error
    except ValueError as error:  # a date such as 2026-13-40
        raise YamlSyntaxError(str(error), first_line, 1) from error
    finally:
        loader.dispose()


def positions_of(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Return where the keys of a text stand that may hold tags nobody here knows, such as MkDocs's `!ENV`."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise YamlSyntaxError(str(error), 1, 1) from error
    positions: dict[KeyPath, tuple[int, int]] = {}
    if node is not None:
        _walk(node, (), positions, 1)
    return positions


def _walk(node: yaml.Node, path: KeyPath, positions: dict[KeyPath, tuple[int, int]], first_line: int) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, _scalar(key))
            if here in positions:
                raise YamlSyntaxError(
                    f"the key {key.value!r} stands twice", key.start_mark.line + first_line, key.start_mark.column + 1
                )
            positions[here] = (key.start_mark.line + first_line, key.start_mark.column + 1)
            _walk(value, here, positions, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            positions[(*path, index)] = (item.start_mark.line + first_line, item.start_mark.column + 1)
            _walk(item, (*path, index), positions, first_line)


def _scalar(node: yaml.Node) -> str | int:
    return int(node.value) if node.tag.endswith(":int") else str(node.value)
