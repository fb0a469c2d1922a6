"""What templates become: the same as Jinja's, whatever they hold."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from helpcentre.template_code import set_up_code

PARTS = {
    "part": "[{{ a }}{{ one }}{{ given }}{{ unknown }}]",
    "setting": "{% set a = 'inner' %}{{ a }}",
    "nested": "{% for one in many %}{% include 'part' %}{% endfor %}",
    "base": "{% set title = title or 'none' %}<{% include 'titled' %}{% block content %}base{% endblock %}>",
    "titled": "{{ title }}{{ a }}",
    "macros": "{% macro shown(x) %}({{ x }}{{ given }}{{ caller() if caller }}){% endmacro %}",
}
TEMPLATES = {
    "plain text is escaped": "{{ a }} {{ a }}",
    "HTML stays": "{{ html }}",
    "text that looks like HTML of before does not": "{{ html }}{{ html | striptags }}{{ same }}{{ html }}{{ same }}",
    "numbers, nothing and what is not there": "{{ 1 + number }}{{ none }}{{ unknown }}{{ many }}",
    "words": "{{ _('Open & close') }}{{ _('Open & close') }}{{ _('%(x)s & y') | format(x=a) }}",
    "other words": "{% with _ = other %}{{ _('Open & close') }}{% endwith %}{{ _('Open & close') }}",
    "words put together": "{{ _('Open' ~ a) }}{{ _(a) }}",
    "words that are not printed at once": "{% set x = _('Open & close') %}{{ x }}{{ x | tojson }}",
    "calls": "{{ call(a, b=2) }}{{ many.index('<') }}{{ cached(a) }}{{ called(a) }}",
    "calls in a loop": "{% for x in many %}{{ call(x) }}{% endfor %}",
    "a call that sees its page": "{% for one in many %}{{ sees('a') }}{{ sees('given') }}{% endfor %}",
    "a call that ends": "{{ ends() }}|",
    "a part": "{{ a }}{% include 'part' %}",
    "a part within a loop": "{% for one in many %}{% include 'part' %}{% endfor %}",
    "a part with a value of its own": "{% with given = 2 %}{% include 'part' %}{% endwith %}",
    "what a part sets stays within": "{% include 'setting' %}{{ a }}",
    "parts within parts": "{% set many = [1, 2] %}{% include 'nested' %}",
    "a part without what is around it": "{% include 'part' without context %}",
    "a part that may be missing": "{% include 'nowhere' ignore missing %}{% include ['nowhere', 'part'] %}",
    "a part by its name": "{% include name %}",
    "a part that is captured": "{% set text %}{% include 'part' %}{% endset %}{{ text }}{{ text | length }}",
    "inheritance": "{% extends 'base' %}{% set title = '&' %}{% block content %}{{ super() }}{{ title }}{% endblock %}",
    "a macro": "{% from 'macros' import shown %}{{ shown(a) }}{% call shown(html) %}{{ a }}{% endcall %}",
    "unescaped": "{% autoescape false %}{{ a }}{{ html }}{{ _('Open & close') }}{% endautoescape %}",
    "perhaps unescaped": "{% autoescape number %}{{ a }}{{ html }}{% endautoescape %}",
}


@pass_context
def sees(context: Context, name: str) -> str:
    return repr(context.get(name, "nothing"))


class Called:
    """Asks for the context as an object."""

    @pass_context
    def __call__(self, context: Context, text: str) -> str:
        return f"{text}{context['number']}"


def ends() -> Iterator[str]:
    raise StopIteration


def environment(set_up: Callable[[Environment], None]) -> Environment:
    env = Environment(
        loader=DictLoader(PARTS | TEMPLATES),
        autoescape=True,
        extensions=["jinja2.ext.do"],
    )
    set_up(env)
    words: dict[str, str] = {"Open & close": "Auf <& zu>"}
    env.globals |= {
        "_": lambda text: words.get(text, text),
        "other": lambda text: f"other {text}",
        "call": lambda text, b=1: f"{text}{b}",
        "cached": cache(lambda text: f"{text}"),
        "called": Called(),
        "sees": sees,
        "ends": ends,
        "a": "global",
    }
    return env


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_what_jinja_gives(name: str) -> None:
    given: dict[str, Any] = {
        "a": "<a & 'b'>",
        "html": Markup("<b>"),
        "same": "<b>",
        "none": None,
        "number": 1,
        "many": ["<", "&", 3],
        "name": "part",
    }
    ours, jinjas = environment(set_up_code), environment(lambda env: None)
    for values in (given, {**given, "a": Markup("<i>")}):
        rendered = ours.get_template(name, globals={"given": 1}).render(values)
        assert rendered == jinjas.get_template(name, globals={"given": 1}).render(values)


def test_a_fault_is_told_at_its_own_file_and_line() -> None:
    env = Environment(autoescape=True, loader=DictLoader({"page": "\n{% include 'part' %}", "part": "\n\n{{ a.b.c }}"}))
    set_up_code(env)
    with pytest.raises(UndefinedError) as fault:
        env.get_template("page").render()
    frames = [(frame.lineno, frame.name) for frame in traceback.extract_tb(fault.tb) if frame.filename == "<template>"]
    assert frames == [(2, "top-level template code"), (3, "top-level template code")]


@pytest.mark.parametrize(
    ("source", "given"),
    [
        pytest.param(
            "<ul>\n  {% for x in 'ab' %}\n    <li>{{ x }}\n  {% endfor %}\n</ul>",
            "<ul>\n<li>a\n<li>b\n</ul>",
            id="no reader sees it",
        ),
        pytest.param("<b>a</b>\n  <i>b</i>", "<b>a</b>\n<i>b</i>", id="words stay apart"),
        pytest.param("{{ '  a' }} {{ ' b' }}", "  a  b", id="spaces that are said stay"),
        pytest.param("<pre>\n  a</pre>", "<pre>\n  a</pre>", id="where spaces count all stay"),
    ],
)
def test_indentation_is_left_out(source: str, given: str) -> None:
    env = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    set_up_code(env)
    assert env.from_string(source).render() == given
