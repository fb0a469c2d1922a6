"""What tests share: the repository's own site, built once a run, and a server that behaves like a static host."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

import chromium
import forked_mkdocs
from static_host import StaticHost

ROOT = Path(__file__).parent.parent

# Nothing is proved by a clock: machines are busy at times.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

forked_mkdocs.read_words_once()

# A shell starts background jobs deaf to Ctrl-C, and what they start inherits it; tests of Ctrl-C need it heard.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def run_mkdocs(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` in a process of its own, as a writer would; static-i18n leaves patches behind in one.

    Without the cache, unless a test is about it: what one test has built must not stand in for what another builds.
    """
    command = [sys.executable, "-m", "mkdocs", *arguments]
    env = _environment(environment)
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300)


def fork_mkdocs(*arguments: str, cwd: Path, server: int = 1, **environment: str) -> subprocess.CompletedProcess[str]:
    """Do the same without the second that Python needs to load MkDocs: for tests that build often.

    Builds of two servers have different seeds of hashes, as any two runs of Python have.
    """
    return forked_mkdocs.server(server).run(arguments, cwd, _environment(environment))


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "HELPCENTRE_CACHE": "off", **own}


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def built_once(shared_folder: Path, name: str, project: Path = ROOT, **environment: str) -> Path:
    """Return a site, the repository's own unless another is named, as `mkdocs build --strict` makes it.

    It is built by the first worker who asks.
    """
    with (shared_folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = shared_folder / name
        if not built.is_dir():
            done = fork_mkdocs("build", "--strict", "--site-dir", str(built), cwd=project, **environment)
            assert done.returncode == 0, done.stderr
    return built


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The repository's site."""
    return built_once(shared_folder, "built")


@pytest.fixture(scope="session")
def built_scenario(shared_folder: Path) -> Callable[[str], Path]:
    """Returns the site of a folder of tests/sites, built strictly by the first worker who asks."""

    def build(scenario: str) -> Path:
        folder = shared_folder / "sites"
        folder.mkdir(exist_ok=True)
        with (folder / f"{scenario}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            target = folder / scenario
            if not target.is_dir():
                sources = ROOT / "tests" / "sites" / scenario
                done = fork_mkdocs("build", "--strict", "--site-dir", str(target), cwd=sources)
                assert done.returncode == 0, done.stderr
        return target

    return build


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[StaticHost]:
    """The repository's site at the root of a domain."""
    with StaticHost(site) as host:
        yield host


PARCELS_BUILT = "2026-11-20T06:00:00+00:00"
"""When the little site was built: of its notices the strike has begun, the outage is to come, one is over."""


@pytest.fixture(scope="session")
def parcels(shared_folder: Path) -> Iterator[StaticHost]:
    """A little site with incident notices, a brand, and an endpoint for feedback."""
    epoch = str(int(datetime.fromisoformat(PARCELS_BUILT).timestamp()))
    folder = ROOT / "tests" / "sites" / "parcel-service"
    with StaticHost(built_once(shared_folder, "parcel-service", folder, SOURCE_DATE_EPOCH=epoch)) as host:
        yield host


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one a worker."""
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


def copy_sources(folder: Path) -> None:
    """Copy the repository's own site sources to a folder, where a test may break them."""
    for name in ("docs", "mkdocs.yml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    for name in ("hooks", "overrides"):
        (folder / name).symlink_to(ROOT / name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the repository's own site sources that a test may break."""
    copy_sources(tmp_path)
    return tmp_path


@pytest.fixture
def scenario(tmp_path: Path) -> Callable[[str], Path]:
    """Returns a copy of a scenario of tests/sites, with its own copy of the theme; a test may break both."""

    def copy(name: str) -> Path:
        (tmp_path / "hooks").symlink_to(ROOT / "hooks")
        shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
        folder = tmp_path / "tests" / "sites" / name
        shutil.copytree(ROOT / "tests" / "sites" / name, folder, ignore=shutil.ignore_patterns(".helpcentre"))
        return folder

    return copy
