"""Pydantic's verdict on a YAML document, as findings that a writer understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from helpcentre.content.findings import Finding
from helpcentre.content.yaml_source import YamlDocument


class Schema(BaseModel):
    """The base of every format: unknown keys are faults, values do not change, types are not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Model = TypeVar("Model", bound=Schema)


def validate(model: type[Model], document: YamlDocument, *, path: str, rule: str) -> tuple[Model | None, list[Finding]]:
    """Return the document as `model`, or None, and one finding for each fault.

    A fault takes only the top-level key it stands in with it: the rest is still read, so that one misspelt key
    does not hide the file from the other checks. None is returned only when what is left is no `model` either.
    """
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        finding = Finding(rule, path, f"found {_shown(value)}, expected keys and values (key: value)", *document.position(()))
        return None, [finding]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    findings = [_finding(detail, model, document, path, rule) for detail in details]
    faulty = {detail["loc"][0] for detail in details if detail["loc"]}
    rest = {key: item for key, item in value.items() if key not in faulty}
    try:
        return model.model_validate(rest), findings
    except ValidationError:
        return None, findings


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean "…"?` for the known word most like `word`, or the list of known ones."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return f'Did you mean "{close[0]}"?' if close else f"Known: {', '.join(words)}." if words else ""


def _finding(detail: ErrorDetails, model: type[Schema], document: YamlDocument, path: str, rule: str) -> Finding:
    location = detail["loc"]
    line, column = document.position(location)
    key = _dotted(location, document)
    if detail["type"] == "extra_forbidden":
        hint = nearest(str(location[-1]), _keys_at(model, location[:-1]))
        return Finding(rule, path, f'unknown key "{key}"', line, column, hint)
    if detail["type"] == "missing":
        return Finding(rule, path, f'the key "{key}" is missing', line, column, f"Add {location[-1]}: …")
    expected = detail["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
    expected = expected[0].lower() + expected[1:]
    if "expected" not in expected:
        expected = f"expected other: {expected}"
    return Finding(rule, path, f'"{key}" is {_shown(document.lookup(location))}: {expected}', line, column)


def _dotted(location: Sequence[str | int], document: YamlDocument) -> str:
    """Return the path as it stands in the file: without the union members pydantic names."""
    known: tuple[str | int, ...] = ()
    for index, part in enumerate(location):
        if (*known, part) in document.positions or index == len(location) - 1:
            known = (*known, part)
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in known).lstrip(".")


def _keys_at(model: type[BaseModel], location: Sequence[str | int]) -> set[str]:
    """Return the keys that may stand at `location`, of every schema that fits there."""
    current: list[Any] = [model]
    for part in location:
        found: list[Any] = []
        for candidate in _members(current):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                named = {info.alias or name: info.annotation for name, info in candidate.model_fields.items()}
                if part in named:
                    found.append(named[str(part)])
            elif get_origin(candidate) in (dict, Mapping):
                found.append(get_args(candidate)[1])
            elif get_origin(candidate) in (list, tuple, Sequence):
                found.append(get_args(candidate)[0])
        current = found or current  # the part named a union's member
    models = [c for c in _members(current) if isinstance(c, type) and issubclass(c, BaseModel)]
    return {info.alias or name for m in models for name, info in m.model_fields.items()}


def _members(annotations: Iterable[Any]) -> list[Any]:
    flat: list[Any] = []
    for annotation in annotations:
        if get_origin(annotation) is Annotated:
            flat += _members([get_args(annotation)[0]])
        elif get_origin(annotation) in (Union, UnionType):
            flat += _members(get_args(annotation))
        else:
            flat.append(annotation)
    return flat


def _shown(value: Any) -> str:
    text = "empty" if value is None else "a list" if isinstance(value, list) else repr(value)
    text = "a group of keys" if isinstance(value, dict) else text
    return text if len(text) <= 80 else text[:77] + "…"
