"""The code's own form: lint, types, schemas in step with the formats, nothing of a machine in the repository."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpcentre.content.schemas import json_schemas

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "--no-cache", "hooks", "tests"], id="ruff check"),
        pytest.param(["ruff", "format", "--no-cache", "--check", "--diff", "hooks", "tests"], id="ruff format"),
        pytest.param(["mypy"], id="mypy --strict"),
    ],
)
def test_the_code_is_clean(command: list[str], tmp_path: Path) -> None:
    extra = ["--cache-dir", str(tmp_path)] if command[0] == "mypy" else []
    whole = [sys.executable, "-m", *command, *extra]
    done = subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schemas_in_the_repository_are_those_of_the_formats() -> None:
    for name, schema in json_schemas().items():
        kept = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert kept == schema, f"{name}: run make schemas"


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_lock_file_names_a_registry() -> None:
    for name in ("requirements.txt", "requirements-node.txt", "package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://(?!opencollective|github)", text), name
        assert "resolved" not in text, name


def test_every_pinned_package_has_a_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        assert not name or package["integrity"].startswith("sha512-"), name
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][^ =]*==[^ ]+ \\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 50


def test_the_repository_names_no_place_of_a_machine() -> None:
    pattern = re.compile(r"/(?:ho[m]e|Us[e]rs)/\w+|(?<![\w.])/w[o]rk/|py[p]i\.org|registry\.np[m]js")
    for file in _tracked():
        if file.is_file() and file.suffix not in (".png", ".svg"):
            found = pattern.search(file.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{file.relative_to(ROOT)}: {found[0] if found else ''}"
