"""An article's HTML as every reader can use it: what is wide is scrolled by keys, names are in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import escape

from helpcentre.pages.tables import framed_tables

_BACKLINK = re.compile(r'(?<=title=")Jump back to footnote (\d+) in the text(?=")')
"""What Python-Markdown's footnotes say of the way back, in English only."""


def usable_html(html: str, gettext: Callable[[str], str]) -> str:
    """Return the HTML that Markdown has become with framed tables, code that takes the focus, and translated names."""
    html = framed_tables(html, gettext("Table"))
    if "<pre>" in html:
        html = html.replace("<pre>", '<pre tabindex="0">')
    if "footnote-backref" in html:
        words = str(escape(gettext("Back to footnote %(number)s in the text")))
        html = _BACKLINK.sub(lambda found: words % {"number": found[1]}, html)
    return html
