"""A build that is killed or interrupted, at any moment, leaves the old or the new whole site and no process."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from built_site import digest
from conftest import fork_mkdocs, run_mkdocs
from processes import until

SOAK_KILLS = 20
KILLS = 4
PATIENCE = 60.0
TEXT = "docs/en/contact/index.md"
SENTENCE = "\nOn Fridays we close at noon.\n"


def started(folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a build as the leader of a group of its own, like one that a terminal runs."""
    command = [sys.executable, "-m", "mkdocs", "build"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )


def processes_in(folder: Path) -> list[str]:
    """Return the command line of every living process whose working directory is the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and (process / "cwd").readlink() == folder:
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:  # it ended meanwhile, or is another user's
            continue
    return found


def pages(site: dict[str, str]) -> set[str]:
    """Return the paths of a site, those of an index's parts without the digest of their content."""
    return {re.sub(r"^(assets/search/[^/]+)/[0-9a-f]{12}/", r"\1/", path) for path in site}


class Interrupted:
    """A project with a built site, the text of which has changed since."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.site = self.folder / "site"
        self.build()
        self.old = digest(self.site)
        shutil.copytree(self.site, self.folder / "kept")
        with (self.folder / TEXT).open("a", encoding="utf-8") as text:
            text.write(SENTENCE)
        began = time.monotonic()
        self.build(run_mkdocs)  # it starts as those do that are killed
        self.seconds = time.monotonic() - began
        self.new = digest(self.site)
        assert self.new != self.old
        assert pages(self.new) == pages(self.old)

    def build(self, run: Callable[..., subprocess.CompletedProcess[str]] = fork_mkdocs) -> None:
        done = run("build", cwd=self.folder)
        assert done.returncode == 0, done.stderr

    def restore(self) -> None:
        """Put the old site back; the text stays changed."""
        shutil.rmtree(self.site)
        shutil.copytree(self.folder / "kept", self.site)
        assert digest(self.site) == self.old

    def left(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob(".site.*"))


def killed_at_random(project: Interrupted, times: int, seed: int) -> Iterator[str]:
    """Kill builds of the changed text at random moments; yield which site each left."""
    chance = random.Random(seed)
    for _ in range(times):
        project.restore()
        build = started(project.folder)
        time.sleep(chance.uniform(0.0, 1.1 * project.seconds))  # the moment is what is drawn, not waited for
        build.kill()
        build.communicate()
        until(lambda: not processes_in(project.folder), PATIENCE, lambda: "workers have not ended")
        found = digest(project.site)
        assert found in (project.old, project.new), "neither the old nor the new site"
        yield "old" if found == project.old else "new"

        project.build()
        assert digest(project.site) == project.new
        assert project.left() == []


def test_killed_at_random_moments(scenario: Callable[[str], Path]) -> None:
    project = Interrupted(scenario("missing-translations"))
    assert len(list(killed_at_random(project, KILLS, seed=1))) == KILLS


@pytest.mark.soak
def test_killed_at_many_random_moments(project: Path) -> None:
    interrupted = Interrupted(project)
    assert len(list(killed_at_random(interrupted, SOAK_KILLS, seed=2))) == SOAK_KILLS


# The last: the source's pages are done, the workers have their turn.
@pytest.mark.parametrize(("moment", "jobs"), [("", "2"), (".parts", "2"), ("404.html", "1")])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_interrupted(number: signal.Signals, moment: str, jobs: str, scenario: Callable[[str], Path]) -> None:
    folder = scenario("missing-translations").resolve()
    (folder / "site" / "fr").mkdir(parents=True)
    (folder / "site" / "fr" / "index.html").write_text("the previous site")
    before = digest(folder / "site")

    build = started(folder, HELPCENTRE_JOBS=jobs)
    until((folder / ".site.staging" / moment).exists, PATIENCE, lambda: f"no {moment}")
    os.killpg(build.pid, number)
    output = build.communicate(timeout=PATIENCE)[0].decode()
    assert build.returncode != 0, output
    until(lambda: not processes_in(folder), PATIENCE, lambda: "workers have not ended")
    assert digest(folder / "site") == before
    if number == signal.SIGINT:  # the other one gives a process no time to tidy up
        assert not list(folder.glob(".site.*"))
        assert "Traceback" not in output
