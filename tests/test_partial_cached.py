"""The templates' tag `partial_cached`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError, UndefinedError

from helpcentre.content.partial_tag import PartialCached
from helpcentre.partial_cached import set_up_partials
from helpcentre.run.tracing import Kind, Tracer, World


@dataclass
class Site:
    """What partials read, and how often."""

    read: list[str] = field(default_factory=list)

    def name(self, of: str) -> str:
        self.read.append(of)
        return f"<{of}>"


def environment(site: Any, **partials: str) -> Environment:
    env = Environment(
        loader=DictLoader(partials), autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=[PartialCached]
    )
    env.globals["site"] = site
    set_up_partials(env, site)
    return env


def traced(site: Site) -> tuple[Tracer, Any]:
    tracer = Tracer(World({Site: Kind(lambda _: "site")}, {"site": site}.__getitem__))
    return tracer, tracer.stand_in(site)


PAGE = '<p>\n  {% partial_cached("part", a=x) %}\n</p>'


def test_a_partial_is_rendered_once_for_what_it_is_given_and_counts_for_each_page() -> None:
    site = Site()
    tracer, stand_in = traced(site)
    page = environment(stand_in, part="{{ site.name(a) }}").from_string(PAGE)
    for x in ("b", "c", "b"):
        tracer.begin()
        assert page.render(x=x) == f"<p>\n&lt;{x}&gt;</p>", "of the tag, no line and no indentation is left"
        assert tracer.end() == {("site", "name", (x,))}
    assert site.read == ["b", "c"]


def test_without_a_tracer_it_is_rendered_each_time() -> None:
    site = Site()
    page = environment(site, part="{{ site.name(a) }}").from_string(PAGE)
    assert page.render(x="b") == page.render(x="b")
    assert site.read == ["b", "b"], "a preview's site changes"


def test_a_partial_sees_nothing_else_of_the_page() -> None:
    _, site = traced(Site())
    assert environment(site, part="{{ x }}{{ a }}").from_string(PAGE).render(x="b") == "<p>\nb</p>"
    _, site = traced(Site())
    with pytest.raises(UndefinedError):
        environment(site, part="{{ x.y }}").from_string(PAGE).render(x="b")


def test_what_cannot_be_told_apart_is_refused() -> None:
    _, site = traced(Site())
    with pytest.raises(TypeError, match="unhashable"):
        environment(site, part="{{ a }}").from_string(PAGE).render(x=["b"])


def test_a_tag_without_brackets_is_no_tag() -> None:
    with pytest.raises(TemplateSyntaxError):
        environment(Site()).from_string('{% partial_cached "part" %}')
