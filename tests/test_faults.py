"""What writers get wrong: each fault is found by a check with rule, path and line, and ends a strict build."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from built_site import digest
from conftest import copy_sources, fork_mkdocs
from faults import Delete, Edit, EmptyWord, Encode, Planted, WithoutContact
from helpcentre import cli

FAQ = "withdrawals/withdrawal-delayed.md"
Place = tuple[str, str, int]
"""Rule, path, line."""


@dataclass(frozen=True)
class Fault:
    """One fault and the only error that it is."""

    name: str
    planted: Planted
    rule: str
    message: str
    soak: bool = True
    """Whether its strict build is left to the long tests."""


FAULTS = [
    Fault("a faq deleted in one locale", Delete(f"fr/{FAQ}"), "translation-missing", f"en/{FAQ}", soak=False),
    Fault("a faq without a contact link", WithoutContact(f"en/{FAQ}"), "contact-missing", "no way to reach support"),
    Fault(
        "a channel that does not exist",
        Edit(f"zh/{FAQ}", r"^contact: \[", "contact: [live-chta, "),
        "contact-unknown",
        '"live-chta" does not exist.*Did you mean "live-chat"',
        soak=False,
    ),
    Fault(
        "a misspelt key",
        Edit(f"ru/{FAQ}", r"^description:", "desciption:"),
        "front-matter-invalid",
        'unknown key "desciption".*Did you mean "description"',
    ),
    Fault(
        "a value of the wrong type",
        Edit(f"ar/{FAQ}", r"^reviewed: .*$", "reviewed: soon"),
        "front-matter-invalid",
        '"soon": expected a date',
    ),
    Fault("a file in Latin-1", Encode(f"fr/{FAQ}", "latin-1"), "encoding-invalid", "is not UTF-8", soak=False),
    Fault(
        "a phone number with a digit too many",
        Edit("channels.yml", r'number: "(\+\d+)"', r'number: "\g<1>7"'),
        "channel-invalid",
        r"channels\.phone\.number.*too long",
    ),
    Fault(
        "an unknown time zone",
        Edit("channels.yml", r"timezone: Asia/Singapore", "timezone: Asia/Singapur"),
        "channel-invalid",
        '"Asia/Singapur": expected a name of the time zone database',
    ),
    Fault(
        "a span of hours that ends before it starts",
        Edit("channels.yml", r"13:30-18:00", "18:00-13:30"),
        "channel-invalid",
        r"18:00-13:30",
    ),
    Fault(
        "a broken link",
        Edit(f"fr/{FAQ}", r"\(find-transaction\.md\)", "(find-transacton.md)"),
        "link-broken",
        '"find-transacton.md" leads to no page.*Did you mean "find-transaction.md"',
        soak=False,
    ),
    Fault(
        "a broken fragment",
        Edit(f"zh/{FAQ}", r"\(#on-network\)", "(#on-the-network)"),
        "link-broken",
        '"#on-the-network" leads to no heading.*Did you mean "on-network"',
    ),
    Fault(
        "a missing image",
        Edit(f"ru/{FAQ}", r"^# .*$", r'\g<0>\n\n<img src="../images/state.png" alt="">', below=2),
        "link-broken",
        'the image "../images/state.png" does not exist',
    ),
    Fault(
        "a heading without id",
        Edit(f"ar/{FAQ}", r" \{#check-state\}$", ""),
        "heading-id-missing",
        r"has no id.*\{#check-state\}",
    ),
    Fault(
        "another network",
        Edit("ru/deposits/avoid-mistakes.md", r"\(TRC20\)", "(BEP20)"),
        "facts-differ",
        r'"BEP20", expected "TRC20" as in en/deposits/avoid-mistakes\.md:\d+',
        soak=False,
    ),
    Fault(
        "a step left out",
        Edit(f"ar/{FAQ}", r"^2\. اقرأ حالتها\.\n", "", below=-1),
        "structure-differs",
        r"numbered steps \(2\), expected \(3\)",
    ),
    Fault(
        "an interface word without translation",
        EmptyWord("../overrides/locales/fr.po", "Skip to the content"),
        "message-missing",
        '"Skip to the content" has no translation',
        soak=False,
    ),
]


@pytest.fixture(scope="session")
def kept(shared_folder: Path) -> Path:
    """What a check of the sound sources has kept."""
    folder = shared_folder / "checked"
    with (shared_folder / "checked.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            copy_sources(folder)
            assert cli.main(["check", "-f", str(folder / "mkdocs.yml")]) == 0
    return folder / ".helpcentre"


@pytest.fixture
def checked(project: Path, kept: Path) -> Path:
    """A project that was sound at the last check, as a writer's is before the fault; strict builds start from nothing.

    That a check with a cache finds what one without does, is shown by the tests of the cache.
    """
    shutil.copytree(kept, project / ".helpcentre")
    return project


def errors(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    """Return exit status and errors of `helpcentre check`."""
    status = cli.main(["check", "-f", str(project / "mkdocs.yml"), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)
    return status, [finding for finding in findings if finding["severity"] == "error"]


def places(findings: list[dict[str, Any]]) -> set[Place]:
    return {(finding["rule"], finding["path"], finding["line"]) for finding in findings}


@pytest.fixture
def previous(project: Path) -> dict[str, str]:
    """A site that an earlier build left in the project, as its digest."""
    for name, text in {"index.html": "old", "fr/index.html": "vieux", ".nojekyll": ""}.items():
        (project / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / name).write_text(text)
    return digest(project / "site")


def refused(project: Path, previous: dict[str, str], *options: str, **environment: str) -> str:
    """Return the output of a strict build that fails and leaves the site and nothing else behind."""
    done = fork_mkdocs("build", "--strict", *options, cwd=project, **environment)
    assert done.returncode == 1, done.stderr
    assert digest(project / "site") == previous
    assert not list(project.glob(".site.*"))
    return done.stdout + done.stderr


def unfolded(output: str) -> str:
    return re.sub(r"\s+", " ", output)


# --- one fault at a time


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_found_by_a_check(fault: Fault, checked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = fault.planted.plant(checked)
    status, found = errors(checked, capsys)
    assert status == 1
    assert places(found) == {(fault.rule, fault.planted.path, line)}
    assert re.search(fault.message, f"{found[0]['message']} {found[0]['hint']}")


@pytest.mark.parametrize(
    "fault", [pytest.param(f, id=f.name, marks=[pytest.mark.soak] if f.soak else []) for f in FAULTS]
)
def test_ends_a_strict_build(fault: Fault, project: Path, previous: dict[str, str]) -> None:
    line = fault.planted.plant(project)
    output = refused(project, previous)
    path = Path("docs", fault.planted.path).as_posix().replace("docs/../", "")
    assert re.search(rf"WARNING\s+-\s+helpcentre: {re.escape(path)}:{line}:\d+: error {fault.rule}: ", output)
    assert re.search(fault.message, unfolded(output))
    assert "1 error" in output


def orphans(project: Path) -> set[Place]:
    locales = [folder.name for folder in (project / "docs").iterdir() if (folder / FAQ).is_file()]
    return {("translation-orphaned", f"{locale}/{FAQ}", 1) for locale in locales}


def test_translations_of_a_deleted_faq_are_orphans(checked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Delete(f"en/{FAQ}").plant(checked)
    status, found = errors(checked, capsys)
    assert status == 1
    assert len(orphans(checked)) == 6
    assert orphans(checked) <= places(found)
    rest = [finding for finding in found if finding["rule"] != "translation-orphaned"]
    assert {finding["rule"] for finding in rest} == {"link-broken"}, "pages that lead to it"
    assert all(Path(FAQ).name in finding["message"] for finding in rest)


@pytest.mark.soak
def test_a_deleted_faq_ends_a_strict_build(project: Path, previous: dict[str, str]) -> None:
    Delete(f"en/{FAQ}").plant(project)
    output = refused(project, previous)
    assert all(f"docs/{path}:1:1: error translation-orphaned" in output for _, path, _ in orphans(project))


# --- more than one, and none


def test_faults_of_two_locales_are_told_at_once(
    checked: Path, previous: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = Edit(f"zh/{FAQ}", r"\(#on-network\)", "(#on-the-network)")
    second = Edit(f"ar/{FAQ}", r" \{#check-state\}$", "")
    lines = first.plant(checked), second.plant(checked)
    status, found = errors(checked, capsys)
    assert status == 1
    assert places(found) == {("link-broken", first.path, lines[0]), ("heading-id-missing", second.path, lines[1])}

    output = refused(checked, previous)
    assert f"docs/{first.path}:{lines[0]}:" in output
    assert f"docs/{second.path}:{lines[1]}:" in output
    assert "2 errors" in output


def test_every_fault_at_once_does_not_stop_a_build_that_is_not_strict(project: Path) -> None:
    files = {fault.planted.path for fault in FAULTS}
    for fault in FAULTS:
        if not isinstance(fault.planted, Delete | Encode):
            fault.planted.plant(project)
    Encode(f"fr/{FAQ}", "latin-1").plant(project)
    Delete("es/account/registration-problems.md").plant(project)
    done = fork_mkdocs("build", cwd=project)
    assert done.returncode == 0, done.stderr
    for path in files | {"es/account/registration-problems.md"}:
        assert re.search(rf"WARNING\s+-\s+helpcentre: \S*{re.escape(path.removeprefix('../'))}:\d+", done.stderr), path
    assert (project / "site" / "fr" / "withdrawals" / "withdrawal-delayed" / "index.html").is_file()


def test_a_sound_tree_is_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "-f", str(project / "mkdocs.yml")]) == 0
    out = capsys.readouterr().out
    assert re.fullmatch(r"\d+ articles in 7 languages: no findings\n", out)


def test_quiet_is_strict_too(project: Path, previous: dict[str, str]) -> None:
    Edit(f"fr/{FAQ}", r"\(find-transaction\.md\)", "(find-transacton.md)").plant(project)
    output = refused(project, previous, "--quiet")
    assert "1 error" in output
    assert "WARNING" not in output


# --- a release


def demonstration_addresses(project: Path) -> set[str]:
    """Return every address of channels.yml and mkdocs.yml; in this repository all are made up."""
    found = {"https://help.tpwallet.example/"}
    channels = yaml.safe_load((project / "docs" / "channels.yml").read_text("utf-8"))["channels"]
    for channel in channels.values():
        for entry in [channel, *channel.get("accounts", ())]:
            found |= {entry[key] for key in ("url", "number", "address", "handle") if key in entry}
    return found


def test_a_release_refuses_every_demonstration_address(project: Path, previous: dict[str, str]) -> None:
    output = refused(project, previous, HELPCENTRE_RELEASE="1")
    addresses = demonstration_addresses(project)
    assert len(addresses) == 10
    named = [line for line in output.splitlines() if "error placeholder-address" in line]
    assert len(named) == len(addresses)
    assert {a for a in addresses if any(f'"{a}"' in line for line in named)} == addresses
