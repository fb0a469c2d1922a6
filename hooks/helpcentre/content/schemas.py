"""JSON Schemas of every format, for editors."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from helpcentre.content.channels import Channels
from helpcentre.content.facts import Facts
from helpcentre.content.front_matter import FrontMatter
from helpcentre.content.glossary import Terms
from helpcentre.content.notices import Notice
from helpcentre.content.redirects import Redirects
from helpcentre.content.synonyms import SynonymsFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return a JSON Schema (draft 2020-12) for each file writers edit, by the file's name without its ending."""
    adapters: dict[str, TypeAdapter[Any]] = {
        "front-matter": TypeAdapter(FrontMatter),
        "channels": TypeAdapter(Channels),
        "facts": TypeAdapter(Facts),
        "glossary": TypeAdapter(Terms),
        "notice": TypeAdapter(Notice),
        "synonyms": TypeAdapter(SynonymsFile),
        "redirects": TypeAdapter(Redirects),
    }
    return {
        name: {"$schema": DIALECT, "title": name, **_closed(adapter.json_schema())}
        for name, adapter in adapters.items()
    }


def _closed(schema: Any) -> Any:
    """Return a schema in which keys that match no pattern are faults, as they are for `validate`."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    extra = {"additionalProperties": False} if "patternProperties" in schema else {}
    return {key: _closed(item) for key, item in schema.items()} | extra
