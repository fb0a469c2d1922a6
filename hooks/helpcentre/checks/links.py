"""Links, fragments and images that lead nowhere, in each locale."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from mimetypes import guess_type
from urllib.parse import unquote

from helpcentre.checks.elsewhere import fault_of
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.links import Destination, resolve
from helpcentre.content.markdown import Link
from helpcentre.content.schema import did_you_mean, nearest

RULE = "link-broken"
_NO_GUESS = "Link to a file that exists, relative to this one."


def broken_links(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each link, fragment, image, snippet and related article that is not there."""
    for file in catalogue.published_texts():
        if file.shared_path not in catalogue.source_texts:
            continue  # an orphan has no page, so a link within it led nowhere; that it is one is told already
        yield from _in_text(file, file, catalogue)
        yield from _snippets(file, catalogue)
        yield from _related(file, catalogue)


def _in_text(text: ArticleFile, shown_in: ArticleFile, catalogue: Catalogue) -> Iterator[Finding]:
    for link in text.document.links:
        destination = resolve(link, shown_in, catalogue)
        finding = _finding(link, destination, shown_in, catalogue)
        if finding is not None:
            yield replace(finding, path=text.path)
    for use in text.document.references:
        fact = f'the reference "{use.name}" has no definition, expected a line [{use.name}]: and its target'
        yield Finding(RULE, text.path, fact, use.line, use.column, "Add the line, or mend the name.")


def _finding(link: Link, destination: Destination, file: ArticleFile, catalogue: Catalogue) -> Finding | None:
    at = (link.line, link.column)

    def finding(fact: str, hint: str) -> Finding:
        return Finding(RULE, file.path, fact, *at, hint)

    match destination.state:
        case "page" | "asset":
            return None
        case "external":
            fault = fault_of(link.target, link.kind)
            return finding(f'"{link.target}" {fault[0]}', fault[1]) if fault else None
        case "no-fragment":
            page = destination.page
            assert page is not None
            fact = f'"{link.target}" leads to no heading, expected the id "{destination.fragment}" in {page.path}'
            return finding(fact, nearest(destination.fragment, catalogue.anchors(page)) or "The page has no ids.")
        case "draft":
            fact = f'"{link.target}" leads to a draft, expected a published article'
            return finding(fact, "Publish the draft first, or take the link out.")
        case "absolute":
            fact = f'"{link.target}" begins with /, expected a path relative to this file'
            return finding(fact, "The site may be served below a path; begin with ../ instead.")
        case "address":
            fact = f'"{link.target}" is the address of a page, expected the name of its file'
            return finding(fact, f"Write {_seen_from(file.shared_path, destination.path)}.")
        case "other-locale":
            fact = f'"{link.target}" leads to a file of another language, expected one of {file.locale}/'
            return finding(fact, "Link to the article in this language; readers change the language on its page.")
        case "absent" if moved := catalogue.moved_to(destination.path):
            fact = f'"{link.target}" leads to an article that has moved, expected its new path'
            suffix = f"#{destination.fragment}" if destination.fragment else ""
            return finding(fact, f"It moved to {moved}: write {_seen_from(file.shared_path, moved)}{suffix}.")
        case "absent" if not link.target.strip():
            return finding("the link leads nowhere, expected a target", "Write it between the parentheses.")
        case "absent" if link.kind == "image":
            hint = did_you_mean(unquote(link.target), _pictures(file, catalogue)) or _NO_GUESS
            what = "file" if (guess_type(link.target)[0] or "").startswith(("video", "audio", "text")) else "image"
            return finding(f'the {what} "{link.target}" does not exist, expected a file below docs/', hint)
        case "absent":
            pages = _all_seen_from(posixpath.dirname(file.shared_path), tuple(catalogue.source_files))
            hint = did_you_mean(unquote(link.target.partition("#")[0]), pages) or _NO_GUESS
            return finding(f'"{link.target}" leads to no page or file, expected one below docs/', hint)


def _pictures(file: ArticleFile, catalogue: Catalogue) -> Iterator[str]:
    """Yield how a file names the pictures; those of the source are found beside each translation, too."""
    for asset in catalogue.assets:
        locale, _, shared = asset.partition("/")
        if locale in (file.locale, catalogue.settings.source):
            yield _seen_from(file.shared_path, shared)
        elif not asset.endswith((".md", ".yml")):
            yield _seen_from(file.path, asset)


def _seen_from(path: str, target: str) -> str:
    """Return how a file at `path` names another: `a/x.md`, `b/y.md` -> `../b/y.md`."""
    return posixpath.relpath(target, posixpath.dirname(path) or ".")


@lru_cache(maxsize=256)
def _all_seen_from(folder: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    """Return how the files of a folder name all of others."""
    return tuple(posixpath.relpath(target, folder or ".") for target in targets)


def _snippets(file: ArticleFile, catalogue: Catalogue) -> Iterator[Finding]:
    known = catalogue.snippets.get(file.locale, {})
    for use in file.document.snippets:
        snippet = known.get(use.name)
        if snippet is not None:
            yield from _in_text(snippet, file, catalogue)
        elif known or any(catalogue.snippets.values()):
            message = f'the passage "{use.name}" does not exist, expected {file.locale}/_snippets/{use.name}'
            yield Finding(RULE, file.path, message, use.line, use.column, nearest(use.name, known))


def _related(file: ArticleFile, catalogue: Catalogue) -> Iterator[Finding]:
    for index, shared_path in enumerate(file.meta.related):
        at = file.key_position("related", index)
        if catalogue.is_draft(shared_path):
            fact = f'the related article "{shared_path}" is a draft, expected a published one'
            yield Finding(RULE, file.path, fact, *at, "Publish it first, or take it out.")
        elif shared_path not in catalogue.source_files:
            moved = catalogue.moved_to(shared_path)
            guess = did_you_mean(shared_path, catalogue.source_files) or _NO_GUESS
            hint = f"It moved to {moved}." if moved else guess
            fact = f'the related article "{shared_path}" does not exist, expected one'
            yield Finding(RULE, file.path, fact, *at, hint)
