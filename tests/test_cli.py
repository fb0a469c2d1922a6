from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpcentre.cli import main
from helpcentre.run import replacement
from trees import CONFIG, mkdocs_yml, write_tree

FAULTY = {
    "docs/en/a.md": "# A\n\n## No id\n",
    "docs/fr/a.md": "# A\n\n[x](no.md)\n",
    "docs/en/b/c.md": "---\nkid: faq\n---\n# C\n",
    "docs/fr/b/c.md": "# C\n",
}
SOUND = {"docs/en/a.md": "# A\n", "docs/fr/a.md": "# A\n"}


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HELPCENTRE_LOCALES", "HELPCENTRE_RELEASE"):
        monkeypatch.delenv(name, raising=False)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    """Return exit status, lines of output and what went to standard error."""
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err


def test_a_clean_tree_is_one_line_and_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, SOUND)
    assert run(capsys, "check") == (0, ["1 article in 2 languages: no findings"], "")


def test_warnings_alone_are_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, {"docs/en/a.md": "# A\n"})
    code, lines, _ = run(capsys, "check")
    assert (code, lines[-1]) == (0, "1 article in 2 languages: 1 warning")


def test_every_finding_of_every_locale_is_told_and_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, FAULTY)
    code, lines, _ = run(capsys, "check")
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == [
        "docs/en/a.md:3:1",
        "docs/en/b/c.md:2:1",
        "docs/fr/a.md:3:5",
        "2 articles in 2 languages",
    ]


# Where the command runs, its paths, the files of the findings.
PATHS = [
    (".", ["docs/en"], ["en/a.md", "en/b/c.md"]),
    (".", ["docs/fr/a.md"], ["fr/a.md"]),
    (".", ["."], ["en/a.md", "en/b/c.md", "fr/a.md"]),
    (".", ["docs"], ["en/a.md", "en/b/c.md", "fr/a.md"]),
    (".", ["docs/"], ["en/a.md", "en/b/c.md", "fr/a.md"]),
    (".", ["en/a.md"], ["en/a.md"]),
    (".", ["fr"], ["fr/a.md"]),
    (".", ["docs/en/a.md", "docs/fr/a.md"], ["en/a.md", "fr/a.md"]),
    (".", ["./docs/../docs/en/b"], ["en/b/c.md"]),
    (".", ["mkdocs.yml"], []),
    (".", ["docs/en/b/other.md"], []),
    ("docs/en", ["a.md"], ["en/a.md"]),
    ("docs/en", ["b"], ["en/b/c.md"]),
    ("docs", ["."], ["en/a.md", "en/b/c.md", "fr/a.md"]),
]


@pytest.mark.parametrize(("folder", "paths", "files"), PATHS)
def test_paths_limit_what_is_reported(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    paths: list[str],
    files: list[str],
) -> None:
    config = write_tree(tmp_path, FAULTY)
    monkeypatch.chdir(tmp_path / folder)
    code, lines, _ = run(capsys, "check", "-f", str(config), "--format", "json", *paths)
    assert [finding["path"] for finding in json.loads("\n".join(lines))] == files
    assert code == (1 if files else 0)


def test_a_missing_translation_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, {"docs/en/a.md": "---\nkind: faq\n---\n# A\n"})
    code, lines, _ = run(capsys, "check", "docs/fr/a.md")
    assert code == 1
    assert lines[0].startswith("docs/fr/a.md:1:1: error translation-missing:")


def test_findings_outside_docs_are_seen_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(tmp_path, {**SOUND, CONFIG: mkdocs_yml("en", "fr", site_url="https://shop.example/")})
    monkeypatch.setenv("HELPCENTRE_RELEASE", "1")
    code, lines, _ = run(capsys, "check", "mkdocs.yml")
    assert (code, lines[0].partition(":")[0]) == (1, "mkdocs.yml")


def test_annotations_are_for_github(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, FAULTY)
    _, lines, _ = run(capsys, "check", "--format", "github", "docs/fr")
    assert lines[0].startswith("::error file=docs/fr/a.md,line=3,col=5,title=link-broken::")


def test_json_is_json_even_if_there_is_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, SOUND)
    assert run(capsys, "check", "--format", "json") == (0, ["[]"], "")


# What a configuration says, and words of the one line that answers it.
@pytest.mark.parametrize("arguments", [["check", "-f", "other.yml"], ["check", "-f", "."], ["check"]])
def test_without_a_configuration_the_answer_is_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, lines, error = run(capsys, *arguments)
    assert (code, lines) == (2, [])
    assert "expected MkDocs's configuration (name it with -f)" in error


def test_a_path_that_is_nowhere_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, SOUND)
    code, _, error = run(capsys, "check", "docs/en/a.md", "nowhere/x.md")
    assert (code, error) == (2, "helpcentre check: there is no nowhere/x.md, expected a file or folder below docs\n")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["check", "--format", "xml"], ["audit"]])
def test_arguments_that_are_none_are_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: helpcentre" in capsys.readouterr().err


def test_schemas_are_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = run(capsys, "schema")
    printed = json.loads("\n".join(lines))
    assert (code, printed.keys() >= {"front-matter", "channels", "facts", "glossary", "synonyms"}) == (0, True)
    assert run(capsys, "schema", "schemas")[0] == 0
    for name, schema in printed.items():
        assert json.loads((tmp_path / "schemas" / f"{name}.schema.json").read_text("utf-8")) == schema
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_an_audit_of_no_site_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, error = run(capsys, "audit", "nowhere")
    assert (code, lines) == (2, [])
    assert error.startswith("helpcentre audit: ")


def test_writing_commands_answer_0_or_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(tmp_path, {**SOUND, "docs/en/b.md": "# B\n\n[a](a.md)\n"})
    assert run(capsys, "new", "docs/en/c.md", "--kind", "faq")[0] == 0
    assert run(capsys, "translate", "docs/en/b.md", "fr")[0] == 0
    assert run(capsys, "move", "docs/en/a.md", "docs/en/topic/a.md")[0] == 0
    assert (tmp_path / "docs/fr/topic/a.md").is_file()
    assert "](topic/a.md)" in (tmp_path / "docs/en/b.md").read_text()
    for command in (["new", "docs/en/c.md"], ["translate", "docs/en/b.md", "fr"], ["move", "a.md", "d.md"]):
        code, lines, error = run(capsys, *command)
        assert (code, lines) == (2, [])
        assert error.startswith(f"helpcentre {command[0]}: ")


def test_a_move_that_was_killed_is_finished_by_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, SOUND)
    with monkeypatch.context() as patch:
        patch.setattr(replacement, "_complete", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            main(["move", "a.md", "b.md"])
    assert (tmp_path / "docs/en/a.md").is_file()
    code, lines, _ = run(capsys, "move", "a.md", "b.md")
    assert (code, lines) == (
        0,
        ["The move that was interrupted is complete now: a.md -> b.md. For another move, run the command again."],
    )
    assert [file.name for file in (tmp_path / "docs").rglob("*.md")] == ["b.md", "b.md"]


def test_a_number_of_processes_that_is_none_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, SOUND)
    monkeypatch.setenv("HELPCENTRE_JOBS", "many")
    code, _, said = run(capsys, "check")
    assert (code, said) == (2, "helpcentre check: HELPCENTRE_JOBS is 'many'; expected a whole number from 1.\n")


def test_a_check_needs_no_second_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, {f"docs/{locale}/a{n}.md": "# A\n" for locale in ("en", "fr") for n in range(80)})
    monkeypatch.delattr("os.fork")
    assert run(capsys, "check")[0] == 0


def run_in_shell(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `helpcentre …` as a process of its own, in a shell that knows it as $H."""
    known = {"H": f"{sys.executable} -m helpcentre.cli", "HELPCENTRE_CACHE": "off"}
    env = {**os.environ, **known, **environment}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("command", "status", "error"),
    [
        ("$H check | true; exit ${PIPESTATUS[0]}", 1, ""),
        ("$H status | true; exit ${PIPESTATUS[0]}", 0, ""),
        ("$H check >&-", 1, ""),
        ("$H check 2>&-", 1, ""),
        ("$H check <&-", 1, ""),
        ("$H check > /dev/full", 2, "No space left on device"),
    ],
)
def test_where_the_output_goes_changes_no_answer(tmp_path: Path, command: str, status: int, error: str) -> None:
    many = "".join(f"[x](gone-{number}.md)\n\n" for number in range(2000))
    write_tree(tmp_path, {"docs/en/a.md": f"# A\n\n{many}", "docs/fr/a.md": "# A\n"})
    done = run_in_shell(tmp_path, command)
    assert (done.returncode, error in done.stderr, "Traceback" in done.stderr) == (status, True, False)
    assert error or not done.stderr


def test_a_terminal_without_a_letter_gets_its_number(tmp_path: Path) -> None:
    write_tree(tmp_path, {"docs/en/\u65e5.md": "# A\n\n[x](gone.md)\n", "docs/fr/\u65e5.md": "# A\n"})
    done = run_in_shell(tmp_path, "$H check", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "docs/en/\\u65e5.md:3:5: error link-broken" in done.stdout
