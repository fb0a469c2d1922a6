from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.content.catalogue import read_catalogue
from helpcentre.mkdocs_adapter import read_settings
from helpcentre.preview import Previews
from trees import EMAIL, EMAIL_PAGE, catalogue_of, mkdocs_yml

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Search"\nmsgstr "{}"\n'
SITE: dict[str, str | bytes] = {
    "mkdocs.yml": mkdocs_yml("en", "fr", "ar", options={"words": ["words"]}),
    "channels.yml": EMAIL,
    "en/contact/email.md": EMAIL_PAGE,
    "en/a.md": '# A\n\n--8<-- "n.md"\n',
    "fr/a.md": "# A\n",
    "en/_snippets/n.md": "Note\n",
    "fr/images/a.png": b"1",
    "../words/fr.po": PO.format("Chercher"),
}
ALL = {"en", "fr", "ar"}

# What is written, and the locales whose pages come out otherwise.
CHANGES: list[tuple[str, str | bytes, set[str]]] = [
    ("en/a.md", SITE["en/a.md"], set()),
    ("fr/a.md", "# B\n", {"fr"}),
    ("fr/a.md", "---\ncontact: [email]\n---\n# A\n", {"fr"}),
    ("en/a.md", "# B\n", {"en", "ar"}),  # Arabic readers meet the English text
    ("ar/a.md", "# ا\n", ALL),  # a language more in every switcher
    ("en/_snippets/n.md", "Other\n", ALL),
    ("channels.yml", EMAIL.replace("help@", "hello@"), ALL),
    ("facts.yml", "n: {kind: number, value: 5}\n", ALL),
    ("mkdocs.yml", mkdocs_yml("en", "fr", "ar", options={"words": ["words"]}, copyright="©"), ALL),
    ("../words/fr.po", PO.format("Rechercher"), {"fr"}),
    ("glossary.yml", "x: {en: {use: y}}\n", ALL),  # a file more
]


@pytest.mark.parametrize(("path", "content", "changed"), CHANGES)
def test_a_change_rebuilds_the_languages_that_show_it(
    tmp_path: Path, path: str, content: str | bytes, changed: set[str]
) -> None:
    previews = Previews()
    first = catalogue_of(tmp_path, SITE)
    assert previews.unchanged(first) == set()
    previews.built(first)
    file = tmp_path / (path.removeprefix("../") if path == "mkdocs.yml" or path.startswith("../") else f"docs/{path}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert previews.unchanged(read_catalogue(read_settings(tmp_path / "mkdocs.yml"))) == ALL - changed
