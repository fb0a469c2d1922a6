from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpcentre.content.settings import SettingsError
from helpcentre.mkdocs_settings import read_settings
from trees import mkdocs_yml, write_tree

OWN = ("overrides/.icons/shop/mark.svg", "<svg/>")


def config_with(tmp_path: Path, options: dict[str, Any]) -> Path:
    theme = {"name": "material", "custom_dir": "overrides"}
    return write_tree(tmp_path, {"mkdocs.yml": mkdocs_yml("en", options=options, theme=theme), OWN[0]: OWN[1]})


@pytest.mark.parametrize("icon", ["material/cash", "fontawesome/brands/x-twitter", "simple/github", "shop/mark"])
def test_icons_of_the_theme_and_of_ones_own_may_be_named(icon: str, tmp_path: Path) -> None:
    config = config_with(tmp_path, {"icon": icon, "topics": {"money": {"icon": icon}, "other": {}}})
    assert read_settings(config).options.topics["money"].icon == icon


FAULTS = [
    ("material/csah", 'Did you mean "material/cash"?'),
    ("material/cash.svg", 'Did you mean "material/cash"?'),
    ("shop/marc", 'Did you mean "shop/mark"?'),
    ("../.icons/material/cash", ""),
    ("material/../material/cash", ""),
    ("material", ""),
    ("", ""),
]


@pytest.mark.parametrize(("icon", "hint"), FAULTS)
def test_an_icon_that_does_not_exist_is_told_with_its_line_and_the_nearest_name(
    icon: str, hint: str, tmp_path: Path
) -> None:
    topic = config_with(tmp_path, {"topics": {"money": {"icon": icon}}})
    line = next(n for n, text in enumerate(topic.read_text("utf-8").splitlines(), 1) if "icon:" in text)
    with pytest.raises(SettingsError) as told:
        read_settings(topic)
    assert str(told.value).startswith(f'mkdocs.yml:{line}: "topics.money.icon" is "{icon}": there is no such icon, ')
    assert hint in str(told.value)
    with pytest.raises(SettingsError, match=r'mkdocs\.yml:\d+: "icon" is ".*": there is no such icon, expected'):
        read_settings(config_with(tmp_path, {"icon": icon}))
