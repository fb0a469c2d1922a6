"""The commands and their arguments. Each answers 0 clean, 1 an error found, 2 could not run.

What one command alone needs it imports itself, so that none waits for the others.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from helpcentre.content.findings import Finding
from helpcentre.content.kinds import KINDS
from helpcentre.content.refusal import RefusedError
from helpcentre.reports import FORMATS, render, summary
from helpcentre.run.workers import WorkersError

if TYPE_CHECKING:  # it takes as long to load as a check to answer that nothing changed
    from helpcentre.content.catalogue import Catalogue

CLEAN, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status of the command that the arguments name."""
    options = _parser().parse_args(arguments)
    gc.disable()  # a command lives for seconds, and what it reads refers to itself nowhere
    try:
        return int(options.run(options))
    except BrokenPipeError:  # whoever reads has read enough, as head does; what was to be done is done
        return CLEAN
    except (RefusedError, WorkersError, OSError) as error:
        print(f"helpcentre {options.command}: {error}", file=sys.stderr)
        return FAILED
    finally:
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="helpcentre", description="Checks of a help centre's content and pages.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="all checks, without a build")
    check.add_argument("paths", nargs="*", metavar="PATH", help="report only these files or folders")
    check.add_argument("-f", "--config-file", default="mkdocs.yml", type=Path)
    check.add_argument("--format", choices=FORMATS, default="text")
    check.set_defaults(run=_check)
    audit = commands.add_parser("audit", help="reads a built site as visitors get it")
    audit.add_argument("site", type=Path)
    audit.add_argument("-f", "--config-file", default=Path("mkdocs.yml"), type=Path)
    audit.add_argument("--format", choices=FORMATS, default="text")
    audit.set_defaults(run=_audit)
    _add_translating(commands)
    _add_writing(commands)
    schema = commands.add_parser("schema", help="JSON Schemas of front matter and every YAML file")
    schema.add_argument("folder", nargs="?", type=Path, help="where to write them; without it, one object is printed")
    schema.set_defaults(run=_schema)
    return parser


def _add_translating(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    status = commands.add_parser("status", help="how far the translations are")
    status.add_argument("--format", choices=("text", "json"), default="text")
    status.add_argument("--work", action="store_true", help="list what is left to do in each locale")
    status.set_defaults(run=_status)
    diff = commands.add_parser("diff", help="how the source changed since a translation was accepted")
    diff.add_argument("path", metavar="PATH", help="a translation, or a source for all its translations")
    diff.set_defaults(run=_diff)
    accept = commands.add_parser("accept", help="say that a translation matches its source as it stands")
    accept.add_argument("path", metavar="PATH", help="a translation or a folder of them; with --trivial, a source")
    accept.add_argument("sections", metavar="SECTION", nargs="*", help="only these sections")
    accept.add_argument("--trivial", action="store_true", help="the source changed without changing its meaning")
    accept.set_defaults(run=_accept)
    for command in (status, diff, accept):
        command.add_argument("-f", "--config-file", default=Path("mkdocs.yml"), type=Path)


def _add_writing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help="write a new article's front matter and headings, as a draft")
    new.add_argument("path", metavar="PATH", help="in the source locale's folder, such as docs/en/topic/article.md")
    new.add_argument("--kind", default="guide", help=" | ".join(KINDS))
    new.set_defaults(run=_new)
    translate = commands.add_parser("translate", help="make a translation file from the source")
    translate.add_argument("path", metavar="PATH", help="the article, in any locale")
    translate.add_argument("locale", metavar="LOCALE", help="the language to translate into")
    translate.set_defaults(run=_translate)
    move = commands.add_parser("move", help="rename an article or a folder in all locales, and all links to it")
    move.add_argument("old", metavar="OLD", help="an article or a folder, in any locale")
    move.add_argument("new", metavar="NEW", help="the path it gets; a last slash keeps an article's name")
    move.set_defaults(run=_move)
    for command in (new, translate, move):
        command.add_argument("-f", "--config-file", default=Path("mkdocs.yml"), type=Path)


def _new(options: argparse.Namespace) -> int:
    from helpcentre.commands import writing

    print(writing.new(_catalogue(options), options.path, options.kind))
    return CLEAN


def _translate(options: argparse.Namespace) -> int:
    from helpcentre.commands import writing

    print(writing.translate(_catalogue(options), options.path, options.locale))
    return CLEAN


def _move(options: argparse.Namespace) -> int:
    from helpcentre.commands import writing
    from helpcentre.content.reading import read_catalogue
    from helpcentre.mkdocs_settings import read_settings

    settings = read_settings(options.config_file)
    if finished := writing.finish_interrupted(settings):
        print(f"The move that was interrupted is complete now: {finished}. For another move, run the command again.")
        return CLEAN
    print(writing.move(read_catalogue(settings), options.old, options.new))
    return CLEAN


def _status(options: argparse.Namespace) -> int:
    from helpcentre.commands import translating

    print(translating.status(_catalogue(options), options.format, work=options.work))
    return CLEAN


def _diff(options: argparse.Namespace) -> int:
    from helpcentre.commands import translating

    print(translating.diff(_catalogue(options), options.path))
    return CLEAN


def _accept(options: argparse.Namespace) -> int:
    from helpcentre.commands import translating

    print(translating.accept(_catalogue(options), options.path, options.sections, trivial=options.trivial))
    return CLEAN


def _catalogue(options: argparse.Namespace) -> Catalogue:
    from helpcentre.content.reading import read_catalogue
    from helpcentre.mkdocs_settings import read_settings

    return read_catalogue(read_settings(options.config_file))


def _check(options: argparse.Namespace) -> int:
    from helpcentre.last_check import LastCheck

    last = LastCheck(options.config_file)
    checked = last.answer()
    if checked is None:
        from helpcentre.commands import checking

        checked = checking.check(options.config_file)
        last.keep(checked)
    findings, docs = list(checked.findings), Path(checked.docs_dir)
    if options.paths:
        wanted, root = [_file_named(path, docs) for path in options.paths], docs.resolve()
        findings = [f for f in findings if any(Path(os.path.normpath(root / f.path)).is_relative_to(w) for w in wanted)]
    return _report(findings, options.format, docs, checked.extent)


def _file_named(path: str, docs_dir: Path) -> Path:
    """Return the file or folder that the command line names, from the working directory or from docs/.

    It may be missing in docs/, as a translation is. Raises FileNotFoundError for one that is nowhere.
    """
    docs = docs_dir.resolve()
    tried, below = Path(path).resolve(), (docs / path).resolve()
    if tried.exists() or tried.is_relative_to(docs):
        return tried
    if below.exists() or below.parent.is_dir():
        return below
    raise FileNotFoundError(f"there is no {path}, expected a file or folder below {os.path.relpath(docs)}")


def _audit(options: argparse.Namespace) -> int:
    from helpcentre.mkdocs_settings import read_settings
    from helpcentre.output.audit import audit_site

    site_url = None
    if options.config_file.is_file():
        site_url = read_settings(options.config_file).site_url
    findings = audit_site(options.site, site_url)
    return _report(findings, options.format, options.site, str(options.site))


def _report(findings: list[Finding], form: str, root: Path, extent: str) -> int:
    with contextlib.suppress(BrokenPipeError):  # the answer is the same, however much of it is read
        if form == "json" or findings:
            print(render(findings, form, os.path.relpath(root)))
        if form != "json":
            print(f"{extent}: {summary(findings)}")
    return FOUND if any(f.severity == "error" for f in findings) else CLEAN


def _schema(options: argparse.Namespace) -> int:
    from helpcentre.content.schemas import json_schemas

    schemas = json_schemas()
    if options.folder is None:
        print(json.dumps(schemas, indent=2, ensure_ascii=False))
        return CLEAN
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas.items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (options.folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
    return CLEAN


def run() -> NoReturn:
    """Run the command that the command line names, and end the process with its status.

    At once: giving back what ends with the process anyhow takes a tenth of a check.
    """
    streams = [stream for stream in (sys.stdout, sys.stderr) if stream is not None]  # as where the shell closes one
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):  # a terminal or file that has no room for a letter gets its number
            stream.reconfigure(errors="backslashreplace")
    status = main()
    try:
        for stream in streams:
            stream.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        with contextlib.suppress(OSError):
            print(f"helpcentre: {error}", file=sys.stderr)
        status = FAILED
    os._exit(status)


if __name__ == "__main__":
    run()
