"""Programs that fork jobs and are interrupted, killed or badly written: nothing is left, and nothing is said twice."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpcentre.run import workers
from processes import children_of, lives, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

HOOKS = Path(workers.__file__).parents[2]
DRIVER = Path(__file__).parent / "workers_driver.py"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HOOKS)}


def started(what: str, folder: Path, jobs: int) -> tuple[subprocess.Popen[str], set[int]]:
    """Return a driver in a process group of its own, and its children, of which `jobs` are at work."""
    program = subprocess.Popen(
        [sys.executable, str(DRIVER), what, str(folder)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    until(lambda: len(list(folder.iterdir())) == jobs and len(children_of(program.pid)) == 3)
    return program, children_of(program.pid)


@pytest.mark.parametrize("what", ["waiting", "busy", "in a thread"])
def test_ctrl_c_leaves_no_process(what: str, tmp_path: Path) -> None:
    program, children = started(what, tmp_path, 3)
    os.killpg(program.pid, signal.SIGINT)
    output, _ = program.communicate(timeout=10)
    until(lambda: not any(lives(pid) for pid in children))
    assert output == "interrupted\n"  # and no traceback from any child
    assert program.returncode == 0


def test_ctrl_c_at_the_very_fork_is_heard(tmp_path: Path) -> None:
    driver = [sys.executable, str(DRIVER), "at the fork", str(tmp_path)]
    done = subprocess.run(driver, env=environment(), capture_output=True, text=True, timeout=30, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("interrupted\n", "", 0)


def test_sigint_to_the_parent_alone_leaves_no_process(tmp_path: Path) -> None:
    program, children = started("waiting", tmp_path, 3)
    program.send_signal(signal.SIGINT)
    output, _ = program.communicate(timeout=10)
    assert not any(lives(pid) for pid in children)
    assert output == "interrupted\n"


@pytest.mark.parametrize(("what", "jobs"), [("waiting", 3), ("waiting, one slot", 1), ("in a thread", 3)])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_parent_leaves_no_process(number: signal.Signals, what: str, jobs: int, tmp_path: Path) -> None:
    program, children = started(what, tmp_path, jobs)
    program.send_signal(number)
    program.communicate(timeout=10)
    assert program.returncode == -number
    until(lambda: not any(lives(pid) for pid in children))


def test_a_program_that_does_not_wait_leaves_no_process(tmp_path: Path) -> None:
    program = subprocess.run(
        [sys.executable, str(DRIVER), "forgetful", str(tmp_path)], env=environment(), timeout=10, check=True
    )
    assert program.returncode == 0
    pids = [int(path.name) for path in tmp_path.iterdir()]
    assert len(pids) == 3
    assert not any(lives(pid) for pid in pids)


def test_jobs_that_do_not_end_by_leave(tmp_path: Path) -> None:
    program = subprocess.run(
        [sys.executable, str(DRIVER), "astray", str(tmp_path)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    assert program.stderr == ""
    assert program.stdout.splitlines() == [
        "return: failed, ended without leave(): []",
        "sys.exit: failed, ended without leave(): []",
        "os._exit: failed, ended without leave(): []",
        "exception: failed, ended without leave(): ['ZeroDivisionError: division by zero']",
        "KeyboardInterrupt: failed, was killed by SIGINT: []",
    ]
    # The parent's exit handlers (temporary directories are removed by one) ran in the parent only.
    assert [path.name for path in tmp_path.iterdir()] == ["exit handler True"]


def test_what_the_parent_had_buffered_is_said_once(tmp_path: Path) -> None:
    code = (
        "import logging, sys\nfrom helpcentre.run.workers import Workers\n"
        "print('before', end='; ')\n"
        "w = Workers(['a', 'b'], 2, logging.getLogger('x'))\n"
        "if w.fork(): w.leave()\n"
        "print([r.output for r in w.wait()])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert run.stdout == "before; ['', '']\n"
