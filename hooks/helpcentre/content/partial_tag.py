"""The tag `{% partial_cached("partials/site-footer.html", base=base) %}`, as whoever reads a template must know it."""

from __future__ import annotations

from typing import ClassVar

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class PartialCached(Extension):
    """Reads the tag as a call of what the templates know as `partial_cached`."""

    tags: ClassVar[set[str]] = {"partial_cached"}  # type: ignore[misc]  # which Jinja calls an instance variable

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the call that a tag stands for. A tag, unlike a call in braces, leaves no line of its own behind."""
        line = next(parser.stream).lineno
        arguments, options, *_ = parser.parse_call_args()
        call = nodes.Call(nodes.Name("partial_cached", "load"), arguments, options, None, None)
        return nodes.Output([call]).set_lineno(line)
