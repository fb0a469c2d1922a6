"""The browser's pure modules, called from Python by way of Node."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[2] / "overrides" / "scripts"


def called(module: str, function: str, calls: Sequence[Sequence[Any]], zone: str = "UTC") -> list[Any]:
    """Return what a module's function gives for each list of arguments, on a machine in `zone`."""
    command = ["node", str(Path(__file__).with_name("run_module.mjs")), str(SCRIPTS / module), function]
    done = subprocess.run(
        command, input=json.dumps(calls), capture_output=True, text=True, check=False, env={**os.environ, "TZ": zone}
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found
