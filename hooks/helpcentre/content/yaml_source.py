"""YAML as writers mean it, with the line and column of every key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

KeyPath = tuple[str | int, ...]

SYNTAX_HINT = "Put quotes around a value that holds ': ' or begins with a special character; indent with spaces."


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
        value = self.value
        known: KeyPath = ()
        for part in path:
            if (*known, part) in self.positions:
                known = (*known, part)
                value = value[part]
        return value

    def keys(self, *path: str) -> frozenset[str]:
        """Return the keys of the group at `path`, be their values right or wrong; none where no group stands."""
        value = self.value
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        return frozenset(value) if isinstance(value, dict) else frozenset()


# libyaml, where PyYAML was built with it, is ten times faster.
_SafeLoader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _Loader(_SafeLoader):  # type: ignore[misc]  # the base is chosen at import
    """SafeLoader without YAML 1.1's surprises: `no` and `on` are words, `12:30` is no number, `010` is ten."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return a node's value; a text that is none of its type (`2026-13-40`) is told with its line."""
        if node.tag == "tag:yaml.org,2002:str" and isinstance(node, yaml.ScalarNode):
            return node.value  # most are such
        if node.tag == "tag:yaml.org,2002:int" and _INTEGER.fullmatch(node.value):
            return int(node.value)
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError) as error:
            kind = node.tag.rpartition(":")[2].replace("timestamp", "date")
            problem = f"{str(node.value)[:40]!r} is no {kind}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error


_INTEGER = re.compile(r"[-+]?[0-9]{1,4000}")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":int", ":float", ":value"))]
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
    try:
        loader = _Loader(text)
    except (yaml.YAMLError, ValueError) as error:  # characters that YAML forbids
        before = text[: getattr(error, "position", 0)]
        raise YamlSyntaxError(_reason(error), before.count("\n") + first_line, 1) from error
    try:
        node = loader.get_single_node()
        positions: dict[KeyPath, tuple[int, int]] = {}
        if node is not None:
            _walk(node, (), positions, first_line, set())
        return YamlDocument(loader.construct_document(node) if node is not None else None, positions)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        message = " ".join(part for part in (error.context, error.problem) if part)
        last = text.rstrip().count("\n")  # the end of the text is no line of it
        raise YamlSyntaxError(message, min(line, last) + first_line, column + 1) from error
    except yaml.YAMLError as error:
        before = text[: getattr(error, "position", 0)]
        raise YamlSyntaxError(_reason(error), before.count("\n") + first_line, 1) from error
    except RecursionError as error:
        raise YamlSyntaxError("it is nested too deeply", first_line, 1) from error
    finally:
        loader.dispose()


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0]


def positions_of(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Return where the keys of a text stand that may hold tags nobody here knows, such as MkDocs's `!ENV`.

    Raises YamlSyntaxError.
    """
    positions: dict[KeyPath, tuple[int, int]] = {}
    try:
        node = yaml.compose(text, _SafeLoader)
        if node is not None:
            _walk(node, (), positions, 1, set())
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlSyntaxError(_reason(error), 1, 1) from error
    return positions


def _walk(
    node: yaml.Node, path: KeyPath, positions: dict[KeyPath, tuple[int, int]], first_line: int, seen: set[int]
) -> None:
    """Note the places of all keys and items. Keys become texts; what an alias repeats stands at the alias."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            mark = key.start_mark
            line, column = mark.line + first_line, mark.column + 1
            if isinstance(key, yaml.ScalarNode) and not key.tag.endswith(":merge"):
                key.tag = "tag:yaml.org,2002:str"
            here = (*path, str(key.value))
            if here in positions:
                raise YamlSyntaxError(f"the key {key.value!r} stands twice", line, column)
            positions[here] = (line, column)
            if not isinstance(value, yaml.ScalarNode):
                _walk(value, here, positions, first_line, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            mark, here = item.start_mark, (*path, index)
            positions[here] = (mark.line + first_line, mark.column + 1)
            if not isinstance(item, yaml.ScalarNode):
                _walk(item, here, positions, first_line, seen)
