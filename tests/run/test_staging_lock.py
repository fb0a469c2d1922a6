"""Of several builds of one site, one at a time has the staging, and no process that it has forked can end it."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from file_trees import tree, write
from helpcentre.run import staging
from helpcentre.run.staging import Staging, StagingBusyError, open_staging, recover
from run.staged_sites import NEW, hidden

HOOKS = Path(staging.__file__).parents[2]


def test_a_second_build_is_told_who_is_building(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for again in (open_staging, recover):
        with open_staging(site):
            with pytest.raises(StagingBusyError) as caught:
                again(site)
            assert caught.value.pid == os.getpid()
            assert caught.value.lock == tmp_path / ".site.lock"
            assert str(os.getpid()) in str(caught.value)
            assert ".site.lock" in str(caught.value)
    with open_staging(tmp_path / "site"), open_staging(tmp_path / "other"):
        pass  # another site beside it is no obstacle


def test_a_lock_file_that_a_killed_build_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".site.lock").write_text("1\n")
    with open_staging(tmp_path / "site"):
        assert (tmp_path / ".site.lock").read_text() == f"{os.getpid()}\n"
    assert hidden(tmp_path) == []


def test_of_parallel_openers_one_at_a_time_has_the_staging(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []
    busy: list[StagingBusyError] = []
    published: list[int] = []
    start = threading.Barrier(8)

    def build(number: int) -> None:
        start.wait()
        for _ in range(15):
            try:
                with open_staging(tmp_path / "site") as place:
                    inside.append(number)
                    most.append(len(inside))
                    write(place.path, {"a": str(number), "b": str(number)})
                    inside.remove(number)
                    place.publish()
                    published.append(number)
            except StagingBusyError as error:
                busy.append(error)

    threads = [threading.Thread(target=build, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(published) + len(busy) == 8 * 15
    assert busy
    files = tree(tmp_path / "site")
    assert files["a"] == files["b"]
    assert hidden(tmp_path) == []


def in_forked_child(act: Any) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_forked_child_cannot_end_its_parents_staging(tmp_path: Path) -> None:
    with open_staging(tmp_path / "site") as place:
        write(place.path, NEW)

        def leave_block() -> None:
            place.discard()
            Staging.__exit__(place, None, None, None)

        assert in_forked_child(leave_block) == 0
        assert in_forked_child(place.publish) == 1
        assert in_forked_child(lambda: open_staging(tmp_path / "site")) == 1  # still locked
        assert tree(place.path) == NEW
        place.publish()


def test_a_child_that_outlives_a_killed_build_does_not_hold_its_lock(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom helpcentre.run.staging import open_staging\n"
        "place = open_staging(Path(sys.argv[1]))\n"
        "ready, tell = os.pipe()\n"
        "if os.fork():\n"
        "    os.read(ready, 1); print('forked', flush=True); os.kill(os.getpid(), 9)\n"
        "os.write(tell, b'!'); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "site")],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as build:
        assert build.wait() == -9
        with open_staging(tmp_path / "site"):
            pass
        assert build.stdin is not None
        build.stdin.close()
