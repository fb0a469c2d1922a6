from __future__ import annotations

from pathlib import Path

import pytest

from trees import findings_of

RULE = "title-missing"

SOUND = [
    "# T\n",
    "---\nkind: faq\n---\n\n# T\n\nText\n",
    "T\n=\n\nText\n",
    "<h1>T</h1>\n\nText\n",
    "# T\n\n```\n# no title\n```\n",
    "# T\n\n- # in a list\n",
]


@pytest.mark.parametrize("text", SOUND, ids=repr)
def test_one_title_is_no_fault(tmp_path: Path, text: str) -> None:
    assert findings_of(tmp_path, {"en/a.md": text, "fr/a.md": text}, RULE) == []


# Text -> line, words of message and hint.
FAULTS = [
    ("", 1, "no title, expected #", "Write # How to pay."),
    ("Text\n", 1, "no title, expected #", "Write # How to pay."),
    ("---\nkeywords: [a]\n---\n\n## Part {#part}\n", 4, "no title, expected #", "Write # How to pay."),
    ("# T\n\n# U\n", 3, '"U" is a title beside that of line 1, expected one', "Write ## U {#…}"),
    ("# T\n\nU\n=\n", 3, '"U" is a title beside that of line 1, expected one', "Write ## U {#…}"),
]


@pytest.mark.parametrize(("text", "line", "message", "hint"), FAULTS, ids=repr)
def test_no_title_and_a_second_one_are_told(tmp_path: Path, text: str, line: int, message: str, hint: str) -> None:
    (finding,) = findings_of(tmp_path, {"en/how-to-pay.md": text}, RULE)
    assert (finding.path, finding.line) == ("en/how-to-pay.md", line)
    assert message in finding.message
    assert hint in finding.hint


def test_each_locale_is_looked_at(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, {"en/a.md": "# T\n", "fr/a.md": "Texte\n"}, RULE)
    assert finding.path == "fr/a.md"
