"""What a preview keeps for its first pass is removed with it, whenever it is interrupted."""

from __future__ import annotations

import os
import signal
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from helpcentre.mkdocs_preview import Built, Passes


def test_ctrl_c_while_the_first_pass_is_set_up_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Any = tempfile.mkdtemp

    def interrupted(**options: Any) -> str:
        folder: str = made(dir=tmp_path, **options)
        os.kill(os.getpid(), signal.SIGINT)
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", interrupted)
    unused: Any = object()
    passes = Passes(lambda: Built(unused, unused, unused), lambda _: nullcontext(), lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        passes.built()
    passes.close()
    assert list(tmp_path.iterdir()) == []
