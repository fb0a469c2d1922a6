"""Pydantic's verdict on a YAML document, as findings that a writer understands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, RootModel, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from helpcentre.content.findings import Finding
from helpcentre.content.invisible import told
from helpcentre.content.yaml_source import KeyPath, YamlDocument


class Schema(BaseModel):
    """The base of every format: unknown keys are faults, values do not change, types are not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Model = TypeVar("Model", bound=BaseModel)


class NotExpectedError(ValueError):
    """A value that is not what a format expects; the text says what is, `hint` how to mend it."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern that a text has to match, and what people call it."""

    pattern: str
    expected: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._matching, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"pattern": f"^(?:{self.pattern})$"}

    def _matching(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value):
            raise NotExpectedError(self.expected)
        return value


def validate(
    model: type[Model], document: YamlDocument, *, path: str, rule: str, depth: int = 1
) -> tuple[Model | None, list[Finding]]:
    """Return the document as `model`, or None, and one finding for each fault.

    A fault takes only the key it stands in with it, `depth` levels below the top: the rest is still read, so that
    one misspelt key does not hide the file from the other checks. None is returned only when what is left is no
    `model` either.
    """
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        message = f"found {_shown(value)}, expected keys and values (key: value)"
        return None, [Finding(rule, path, message, *document.position(()))]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    findings = [_finding(detail, model, document, path, rule) for detail in details]
    faulty = {tuple(detail["loc"][:depth]) for detail in details}
    try:
        return model.model_validate(_without(value, faulty, ())), findings
    except ValidationError:
        return None, findings


def _without(value: Any, faulty: set[KeyPath], here: KeyPath) -> Any:
    """Return the value less the keys and items at the faulty paths."""
    if not any(path[: len(here)] == here for path in faulty):
        return value
    if isinstance(value, dict):
        return {k: _without(item, faulty, (*here, k)) for k, item in value.items() if (*here, k) not in faulty}
    if isinstance(value, list):
        return [_without(item, faulty, (*here, i)) for i, item in enumerate(value) if (*here, i) not in faulty]
    return value


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean "…"?` for the known word most like `word`, or the list of known ones."""
    words = sorted(known)
    return did_you_mean(word, words) or (f"Known: {', '.join(words)}." if words else "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `Did you mean "…"?` for the known word most like `word`; empty where none is near."""
    found = _most_like(word, tuple(known))
    return f'Did you mean "{found}"?' if found else ""


@lru_cache(maxsize=1 << 12)  # an article that is gone is linked from many others
def _most_like(word: str, known: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), None)


def _finding(detail: ErrorDetails, model: type[BaseModel], document: YamlDocument, path: str, rule: str) -> Finding:
    location = detail["loc"]
    kind, context = detail["type"], detail.get("ctx", {})
    if location and location[-1] == "[key]":
        message = f'the key "{location[-2]}": {_expected(detail)}'
        return Finding(rule, path, message, *document.position(location), _hint(detail, location[-2]))
    if kind == "extra_forbidden":
        hint = nearest(str(location[-1]), _keys_at(model, location[:-1]))
        key = _dotted(location, document)
        return Finding(rule, path, f'unknown key "{key}"', *document.position(location), hint)
    if kind == "missing":
        return _missing(location, str(location[-1]), "…", document, path, rule)
    if kind == "union_tag_not_found":
        return _missing(
            (*location, _tag(context)), _tag(context), " | ".join(_tags(model, location)), document, path, rule
        )
    if kind == "union_tag_invalid":
        location = (*location, _tag(context))
    if location and location not in document.positions and detail["input"] == document.lookup(location[:-1]):
        location = location[:-1]  # the last part is no key, but pydantic's name of a union's member
    value = document.lookup(location)
    expected = _expected(detail)
    key = _dotted(location, document)
    message = f'"{key}" is {_shown(value)}: {expected}'
    return Finding(rule, path, message, *document.position(location), _hint(detail, value))


def _missing(location: KeyPath, key: str, value: str, document: YamlDocument, path: str, rule: str) -> Finding:
    dotted = _dotted(location, document)
    return Finding(rule, path, f'the key "{dotted}" is missing', *document.position(location), f"Add {key}: {value}")


def _tag(context: Mapping[str, Any]) -> str:
    return str(context["discriminator"]).strip("'")


_EXPECTED: Mapping[str, str] = {
    "string_type": "expected a text",
    "string_too_short": "expected a text",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "int_parsing": "expected a whole number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
    "too_short": "expected at least one item",
    "dict_type": "expected keys and values",
    "model_type": "expected keys and values",
    "model_attributes_type": "expected keys and values",
    "date_type": "expected a date such as 2026-11-20",
    "date_parsing": "expected a date such as 2026-11-20",
    "date_from_datetime_parsing": "expected a date such as 2026-11-20",
    "date_from_datetime_inexact": "expected a date such as 2026-11-20",
    "decimal_type": "expected a number",
    "decimal_parsing": "expected a number",
}
"""What writers read instead of pydantic's words, by the type of its error."""


def _expected(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "union_tag_invalid":
        return f"expected one of {context['expected_tags']}"
    if kind == "literal_error":
        return f"expected {context['expected']}"
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    text = detail["msg"].removeprefix("Value error, ").replace("Input should be", "expected a number")
    return text[:1].lower() + text[1:] if "expected" in text else f"expected another value ({text})"


def _hint(detail: ErrorDetails, value: Any) -> str:
    """Return how to mend what `_expected` says is wrong, where that can be told."""
    kind, context = detail["type"], detail.get("ctx", {})
    if isinstance(error := context.get("error"), NotExpectedError):
        return error.hint
    if kind in ("literal_error", "union_tag_invalid"):
        known = re.findall(r"'([^']*)'", context.get("expected") or context["expected_tags"])
        return did_you_mean(str(value), known)
    if kind == "string_type" and isinstance(value, bool | int | float | datetime.date):
        return f'Put quotes around it: "{str(value).lower() if isinstance(value, bool) else value}".'
    if kind in ("list_type", "tuple_type") and isinstance(value, str | int | float):
        return f"Write it in brackets: [{value}]."
    if kind == "int_type" and isinstance(value, str) and value.isdecimal():
        return "Take the quotes away."
    return ""


def _dotted(location: Sequence[str | int], document: YamlDocument) -> str:
    """Return the path as it stands in the file: without the union members pydantic names."""
    known: KeyPath = ()
    for index, part in enumerate(location):
        if (*known, part) in document.positions or index == len(location) - 1:
            known = (*known, part)
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in known).lstrip(".")


def _keys_at(model: type[BaseModel], location: Sequence[str | int]) -> set[str]:
    """Return the keys that may stand at `location`, of every schema that fits there."""
    models = _models_at(model, location)
    return {info.alias or name for m in models for name, info in m.model_fields.items()}


def _models_at(model: type[BaseModel], location: Sequence[str | int]) -> list[type[BaseModel]]:
    current = _members([model])
    for part in location:
        found: list[Any] = []
        for candidate in current:
            if _is_model(candidate):
                named = {info.alias or name: info.annotation for name, info in candidate.model_fields.items()}
                if part in named:
                    found.append(named[str(part)])
            elif get_origin(candidate) in (dict, Mapping):
                found.append(get_args(candidate)[1])
            elif get_origin(candidate) in (list, tuple, Sequence):
                found.append(get_args(candidate)[0])
        # A part that names nothing is a union's member, by its tag.
        current = _members(found) or [c for c in current if _is_model(c) and part in _literals(c)] or current
    return [c for c in current if _is_model(c)]


def _is_model(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)


def _literals(model: type[BaseModel]) -> set[str]:
    """Return the words that mark a model in a union, such as the one value of its `kind`."""
    kinds = (info.annotation for info in model.model_fields.values())
    return {str(get_args(k)[0]) for k in kinds if get_origin(k) is Literal and len(get_args(k)) == 1}


def _tags(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    return sorted({word for m in _models_at(model, location) for word in _literals(m)})


def _members(annotations: Iterable[Any]) -> list[Any]:
    flat: list[Any] = []
    for annotation in annotations:
        if get_origin(annotation) is Annotated:
            flat += _members([get_args(annotation)[0]])
        elif get_origin(annotation) in (Union, UnionType):
            flat += _members(get_args(annotation))
        elif _is_model(annotation) and issubclass(annotation, RootModel):
            flat += _members([annotation.model_fields["root"].annotation])
        else:
            flat.append(annotation)
    return flat


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "empty",
    bool: lambda value: str(value).lower(),
    str: lambda value: f'"{told(value)}"',
    list: lambda _: "a list",
    dict: lambda _: "a group of keys",
}


def _shown(value: Any) -> str:
    """Return a value as a writer would write it."""
    text = _SHOWN.get(type(value), str)(value)
    return text if len(text) <= 80 else text[:77] + "…"
