from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.mkdocs_configuration import FOLDER, cache_folder
from helpcentre.mkdocs_settings import read_settings
from helpcentre.switches import SwitchError, switch
from trees import write_tree

ON = ["1", "true", "yes", "on", "TRUE", "Yes", " on "]
OFF = ["0", "false", "no", "off", "False", "OFF"]
NEITHER = ["2", "ja", "y", "enabled", "truе", "-1", "1 1"]  # one has a Cyrillic letter


@pytest.mark.parametrize("unless_set", [True, False])
def test_words_are_on_or_off_and_nothing_is_what_it_would_be_else(
    unless_set: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ON + OFF:
        monkeypatch.setenv("A_SWITCH", value)
        assert switch("A_SWITCH", unless_set=unless_set) is (value in ON)
    for value in ("", "  "):
        monkeypatch.setenv("A_SWITCH", value)
        assert switch("A_SWITCH", unless_set=unless_set) is unless_set
    monkeypatch.delenv("A_SWITCH")
    assert switch("A_SWITCH", unless_set=unless_set) is unless_set


@pytest.mark.parametrize("value", NEITHER)
def test_any_other_word_is_refused_where_a_release_or_the_cache_is_asked_for(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write_tree(tmp_path, {})
    monkeypatch.setenv("HELPCENTRE_RELEASE", value)
    with pytest.raises(SwitchError, match=f"HELPCENTRE_RELEASE is '{value}'; expected 1, true, yes, on, or 0, false"):
        read_settings(config)
    monkeypatch.setenv("HELPCENTRE_CACHE", value)
    with pytest.raises(SwitchError, match=f"HELPCENTRE_CACHE is '{value}'; expected 1, true, yes, on, or 0, false"):
        cache_folder(config)


@pytest.mark.parametrize(("value", "release", "cache"), [("", False, True), ("yes", True, True), ("0", False, False)])
def test_a_release_and_the_cache_are_switched(
    value: str, release: bool, cache: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write_tree(tmp_path, {})
    monkeypatch.setenv("HELPCENTRE_RELEASE", value)
    monkeypatch.setenv("HELPCENTRE_CACHE", value)
    assert read_settings(config).release is release
    assert cache_folder(config) == (tmp_path / FOLDER if cache else None)
