"""Tables that a reader can use on a phone: in a frame that scrolls, each cell with its column's name."""

from __future__ import annotations

import re

from markupsafe import escape

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td\b")
_TAG = re.compile(r"<[^>]*>")


def framed_tables(html: str, name: str) -> str:
    """Return a page's HTML with each table of Markdown in a frame; `name` says to screen readers what it is.

    A frame takes the keyboard's focus, so that it can be scrolled without a pointer. Cells are given their column's
    name as `data-label`, by which a narrow page shows the rows one below the other.
    """
    opening = f'<div class="table" role="group" tabindex="0" aria-label="{escape(name)}">'
    return _TABLE.sub(lambda table: f"{opening}{_labelled(table[0])}</div>", html)


def _labelled(table: str) -> str:
    head, end, body = table.partition("</thead>")
    names = [" ".join(_TAG.sub("", heading).replace('"', "&quot;").split()) for heading in _HEADING.findall(head)]

    def labelled_row(row: re.Match[str]) -> str:
        labels = iter(names)
        return _CELL.sub(lambda cell: f'{cell[0]} data-label="{next(labels, "")}"', row[0])

    return head + end + _ROW.sub(labelled_row, body)
