"""What Jinja's templates become: code that is spared what is the same on thousands of pages, a third of its time.

What a template gives stays what it is but for its indentation, and a fault is told at its own file and line. Jinja2
only.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, type(lru_cache(len)))
_SAID = "said"


def set_up_code(env: Environment) -> None:
    """Have the templates of an environment that escapes what they print become such code."""
    env.add_extension(_Unindented)
    env.filters[_SAID] = _said
    env.code_generator_class = _Code
    env.template_class = _Template
    env.context_class = _Context


class _Unindented(Extension):
    """Reads templates without their indentation, which no reader sees, and which is 500 bytes of each page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source if _KEEPS_SPACES.search(source) else _INDENTATION.sub("", source)


_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_KEEPS_SPACES = re.compile(r"<(?:pre|textarea)\b")


class _Context(Context):
    """Calls a function that asks for nothing of the context without more ado."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if type(__obj) not in _FUNCTIONS or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return __obj(*args, **kwargs)
        except StopIteration:  # would end the page
            return __self.environment.undefined(f"{__obj.__name__} raised a StopIteration")


class _Template(Template):
    """Makes its context of plain mappings: one is made for each part of each page."""

    def new_context(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> Context:
        known = vars or {}
        assert isinstance(self.globals, ChainMap)  # dear to go through
        own = self.globals.maps[0]
        if not shared:
            known = {**self.environment.globals, **own, **known}
        if locals:
            known = {**known, **{name: value for name, value in locals.items() if value is not missing}}
        globals = self.globals if own else None
        return self.environment.context_class(self.environment, known, self.name, self.blocks, globals)


def printed(value: object) -> str:
    """Return a value as a page shows it; called by the code of templates."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


_escaped = lru_cache(maxsize=4_000)(escape)
"""Of plain texts only, for they are equal to HTML that looks the same."""


@lru_cache(maxsize=1_000)
def _said(gettext: Callable[[str], str], words: str) -> Markup:
    """Return words of the interface as a page shows them."""
    return escape(gettext(words))


class _Code(CodeGenerator):
    """Writes a template's code."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {__name__} import {printed.__name__}")
        if node.find(nodes.EvalContextModifier) is None:  # all that it prints is escaped
            for output in node.find_all(nodes.Output):
                output.nodes = [_as_filter(child) if _is_said(child) else child for child in output.nodes]
        super().visit_Template(node, frame)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """Write what joins an included template's parts, which else pass through each template around it."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or node.ignore_missing or not node.with_context or self.environment.is_async:
            super().visit_Include(node, frame)
            return
        self.writeline(f"template = environment.get_template({name!r}, {self.name!r})", node)
        self.start_write(frame, node)
        known = f"template.new_context(context.get_all(), True, {self.dump_local_context(frame)})"
        self.write(f"environment.concat(template.root_render_func({known}))")
        self.end_write(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{printed.__name__}(")


def _is_said(node: nodes.Expr) -> bool:
    """Whether words of the interface stand there as they are: `{{ _("Search") }}`."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == "_"
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.Const)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def _as_filter(call: nodes.Expr) -> nodes.Filter:
    """Return words of the interface as a filter, which templates call at once."""
    assert isinstance(call, nodes.Call)
    node = nodes.Filter(call.node, _SAID, call.args, [], None, None, lineno=call.lineno)
    assert call.environment is not None
    node.set_environment(call.environment)
    return node
