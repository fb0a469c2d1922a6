"""A check answers at once where nothing that it reads was touched, and never with what no longer holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcentre import inputs
from helpcentre.cli import main
from helpcentre.commands import checking
from helpcentre.last_check import Checked
from trees import CONFIG, mkdocs_yml, write_tree

FILES = {
    CONFIG: "INHERIT: base.yml\nsite_url: !ENV [ADDRESS, https://help.example/]\n",
    "base.yml": mkdocs_yml("en", "fr", options={"words": ["words"]}),
    "words/fr.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n',
    "docs/en/a.md": "# A\n\n![x](a.png)\n",
    "docs/fr/a.md": "# A\n\n[x](no.md)\n\n![x](a.png)\n",
    "docs/en/a.png": "",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("HELPCENTRE_LOCALES", "HELPCENTRE_RELEASE", "HELPCENTRE_CACHE", "ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(inputs, "_SETTLED", 0.0)  # nobody changes a file of these twice within a clock's tick
    write_tree(tmp_path, FILES)
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that is one longer for each check that has read the site."""
    found: list[Path] = []
    check = checking.check

    def noted(config_file: Path) -> Checked:
        found.append(config_file)
        return check(config_file)

    monkeypatch.setattr(checking, "check", noted)
    return found


@pytest.mark.parametrize("arguments", [[], ["--format", "json"], ["docs/fr"], ["docs/en"], ["fr/a.md"]])
def test_what_nobody_touched_is_answered_alike_and_not_read(
    arguments: list[str], site: Path, asked: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = main(["check", *arguments]), capsys.readouterr()
    assert (main(["check", *arguments]), capsys.readouterr()) == (status, said)
    assert len(asked) == 1
    main(["check", "docs/fr"])
    assert "no.md" in capsys.readouterr().out, "what is reported does not depend on what was asked for first"
    assert len(asked) == 1


def _put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _write(path: str, text: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    return lambda site, _: _put(site / path, text)


def _set(name: str, value: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    return lambda _, monkeypatch: monkeypatch.setenv(name, value)


def _wait(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = time.time() + 24 * 60 * 60
    monkeypatch.setattr(time, "time", lambda: tomorrow)


CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "an article": _write("docs/fr/a.md", "# A\n"),
    "a new article": _write("docs/en/b.md", "# B\n"),
    "an article that is gone": lambda site, _: (site / "docs/fr/a.md").unlink(),
    "a picture that is gone": lambda site, _: (site / "docs/en/a.png").unlink(),
    "a data file": _write("docs/facts.yml", "x: 1\n"),
    "the configuration": _write(CONFIG, FILES[CONFIG] + "site_name: A\n"),
    "what it inherits": _write("base.yml", FILES["base.yml"] + "copyright: A\n"),
    "a variable that it names": _set("ADDRESS", "https://other.example/"),
    "which languages are published": _set("HELPCENTRE_LOCALES", "en"),
    "a release": _set("HELPCENTRE_RELEASE", "1"),
    "words of the interface": _write("words/fr.po", FILES["words/fr.po"] + '\nmsgid "Search"\nmsgstr "Chercher"\n'),
    "the day": _wait,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_touched_is_read_again(
    change: Callable[[Path, pytest.MonkeyPatch], None], site: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["check"])
    change(site, monkeypatch)
    main(["check"])
    assert len(asked) == 2


def test_a_link_to_nowhere_hides_nothing_that_stands_after_it(site: Path, asked: list[Path]) -> None:
    (site / "docs/en/0.png").symlink_to("nowhere")
    main(["check"])
    _put(site / "docs/fr/a.md", "# A\n")
    main(["check"])
    assert len(asked) == 2


def test_what_is_too_new_to_tell_is_read_again(site: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_SETTLED", 3600.0)
    main(["check"])
    main(["check"])
    assert len(asked) == 2


def test_without_a_cache_every_check_reads(site: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPCENTRE_CACHE", "off")
    main(["check"])
    main(["check"])
    assert len(asked) == 2
    assert not (site / ".helpcentre").exists()


def test_a_damaged_answer_is_none(site: Path, asked: list[Path]) -> None:
    status = main(["check"])
    (answer,) = (site / ".helpcentre/builds").iterdir()
    answer.write_bytes(answer.read_bytes()[:-1])
    assert main(["check"]) == status
    assert len(asked) == 2
