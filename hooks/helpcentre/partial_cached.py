"""The templates' tag for a partial that is the same on many pages: `partial_cached`, as Hugo's partialCached.

`{% partial_cached("partials/site-footer.html", base=base) %}` is rendered once for what it is given. It sees that and
what all templates know, and nothing else of the page, so it cannot depend on more. Jinja2 only.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from helpcentre.pages.site import LocaleSite
from helpcentre.run.tracing import once


def set_up_partials(env: Environment, site: LocaleSite) -> None:
    """Have partials rendered once for a build of a locale, of whose site is noted what they read."""

    def partial_cached(name: str, **given: Any) -> Markup:
        key = (name, *given.items())
        rendered: Markup = once(site, key, lambda: Markup(env.get_template(name).render(given)))
        return rendered

    env.globals["partial_cached"] = partial_cached
