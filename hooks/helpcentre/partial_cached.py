"""The templates' tag for a partial that is the same on many pages: `partial_cached`, as Hugo's partialCached.

`{% partial_cached("partials/site-footer.html", base=base) %}` is rendered once for what it is given. It sees that and
what all templates know, and nothing else of the page, so it cannot depend on more. Jinja2 only.
"""

from __future__ import annotations

from typing import Any, ClassVar

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from helpcentre.pages.site import LocaleSite
from helpcentre.run.tracing import once


class PartialCached(Extension):
    """Reads the tag; `set_up_partials` says what it does."""

    tags: ClassVar[set[str]] = {"partial_cached"}  # type: ignore[misc]  # which Jinja calls an instance variable

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the call that a tag stands for. A tag, unlike a call in braces, leaves no line of its own behind."""
        line = next(parser.stream).lineno
        arguments, options, *_ = parser.parse_call_args()
        call = nodes.Call(nodes.Name("partial_cached", "load"), arguments, options, None, None)
        return nodes.Output([call]).set_lineno(line)


def set_up_partials(env: Environment, site: LocaleSite) -> None:
    """Have partials rendered once for a build of a locale, of whose site is noted what they read."""

    def partial_cached(name: str, **given: Any) -> Markup:
        key = (name, *given.items())
        rendered: Markup = once(site, key, lambda: Markup(env.get_template(name).render(given)))
        return rendered

    env.globals["partial_cached"] = partial_cached
