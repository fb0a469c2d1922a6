"""The Nu HTML checker over every page: no errors. It needs Java, so it is part of `make soak`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from static_host import StaticHost

JAR = ROOT / "tests" / "nu-html-checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors(*targets: Path) -> list[str]:
    """Return file, line and message of each error; SVG files are checked too."""
    command = ["java", "-Xss1m", "-jar", str(JAR), "--also-check-svg", "--skip-non-html"]
    command += ["--errors-only", "--stdout", "--format", "json", *map(str, targets)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    messages = json.loads(done.stdout)["messages"]
    return [f"{one.get('url')}:{one.get('lastLine')}: {one['message']}" for one in messages]


@pytest.mark.soak
def test_the_checker_sees_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text('<!doctype html><html lang="en"><title>A</title><p id="a"><p id="a">', "utf-8")
    assert ["Duplicate ID" in error for error in errors(tmp_path)] == [True]


@pytest.mark.soak
def test_every_page_is_sound(site: Path, parcels: StaticHost) -> None:
    assert errors(site, parcels.root) == []
