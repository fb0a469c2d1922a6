"""Tables of articles: a frame that can be scrolled, and each cell with its column's name."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from helpcentre.pages.tables import framed_tables

TABLE = """<p>Before</p>
<table><thead><tr><th>Fee</th><th style="text-align: right;"><a href="#x">Who "takes"</a> it</th></tr></thead>
<tbody><tr><td>Network</td><td>Operators</td></tr><tr><td>Platform</td><td>The wallet</td></tr></tbody></table>"""


def test_a_table_stands_in_a_frame_with_a_name() -> None:
    (frame,) = lxml_html.fromstring(framed_tables(TABLE, 'A "table"')).find_class("table")
    assert (frame.get("aria-label"), frame.get("tabindex")) == ('A "table"', "0")
    assert [child.tag for child in frame] == ["table"]


def test_each_cell_has_its_columns_name_without_tags() -> None:
    cells = lxml_html.fromstring(framed_tables(TABLE, "Table")).findall(".//td")
    assert [cell.get("data-label") for cell in cells] == ["Fee", 'Who "takes" it'] * 2
    assert [cell.text for cell in cells] == ["Network", "Operators", "Platform", "The wallet"]


@pytest.mark.parametrize("html", ["<p>No table</p>", "<pre><code>&lt;table&gt;&lt;/table&gt;</code></pre>"])
def test_other_text_stays_as_it_is(html: str) -> None:
    assert framed_tables(html, "Table") == html
