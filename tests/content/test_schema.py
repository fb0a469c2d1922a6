from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field

from helpcentre.content.channels import Channels
from helpcentre.content.schema import Schema, nearest, validate
from helpcentre.content.schemas import json_schemas
from helpcentre.content.yaml_source import read_yaml


class Inner(Schema):
    words: tuple[str, ...] = ()
    count: int = 0


class Outer(Schema):
    inner: dict[str, Inner] = Field(default_factory=dict)
    items: tuple[Inner, ...] = ()
    title: str = ""


def read(text: str, depth: int) -> Any:
    found, findings = validate(Outer, read_yaml(text), path="a.yml", rule="r", depth=depth)
    return found.model_dump() if found else None, [(f.line, f.message) for f in findings]


def test_a_fault_takes_only_its_key_with_it() -> None:
    text = "title: T\ninner:\n  a: {count: x}\n  b: {count: 2}\nitems:\n  - {count: 1}\n  - {cuont: 2}\n"
    messages = [(3, '"inner.a.count" is "x": expected a whole number'), (7, 'unknown key "items[1].cuont"')]
    one, found = read(text, 1)
    assert (one, found) == ({"title": "T", "inner": {}, "items": ()}, messages)
    two, found = read(text, 2)
    assert found == messages
    assert two["inner"] == {"b": {"words": (), "count": 2}}
    assert two["items"] == ({"words": (), "count": 1},)


def test_without_a_required_key_nothing_is_left() -> None:
    class Strict(Schema):
        name: str

    found, findings = validate(Strict, read_yaml("other: 1"), path="a.yml", rule="r")
    assert found is None
    assert [f.message for f in findings] == ['the key "name" is missing', 'unknown key "other"']


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("keyword", ["keywords", "kind"], 'Did you mean "keywords"?'),
        ("zzz", ["b", "a"], "Known: a, b."),
        ("zzz", [], ""),
    ],
)
def test_the_nearest_word_is_proposed(word: str, known: list[str], hint: str) -> None:
    assert nearest(word, known) == hint


def test_a_hint_names_the_keys_of_the_kind_at_hand() -> None:
    text = "channels:\n  a: {kind: chat, url: 'https://a.example', languages: [en], hours: always, zzzz: 1}\n"
    _, (finding,) = validate(Channels, read_yaml(text), path="a.yml", rule="r", depth=2)
    assert "url" in finding.hint
    assert "number" not in finding.hint


def test_schemas_refuse_unknown_keys_and_name_patterns() -> None:
    schemas = json_schemas()
    assert schemas["front-matter"]["additionalProperties"] is False
    assert schemas["front-matter"]["properties"]["kind"]["enum"] == ["faq", "guide", "policy", "channel", "ladder"]
    (channel,) = schemas["channels"]["properties"]["channels"]["patternProperties"].values()
    assert list(channel["discriminator"]["mapping"]) == ["chat", "email", "form", "forum", "phone", "social"]
    assert list(schemas["facts"]["patternProperties"]) == ["^(?:[a-z][a-z0-9_]*)$"]
    assert schemas["facts"]["additionalProperties"] is False
    assert schemas["channels"]["properties"]["channels"]["additionalProperties"] is False
