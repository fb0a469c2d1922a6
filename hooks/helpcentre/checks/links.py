"""Links, fragments and images that lead nowhere, in each locale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from helpcentre.content.catalogue import ArticleFile, Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.links import Destination, resolve
from helpcentre.content.markdown import Link
from helpcentre.content.schema import nearest

RULE = "link-broken"


def broken_links(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each link, fragment, image, snippet and related article that is not there."""
    for file in catalogue.published_files():
        yield from _in_text(file, file, catalogue)
        yield from _snippets(file, catalogue)
        yield from _related(file, catalogue)


def _in_text(text: ArticleFile, shown_in: ArticleFile, catalogue: Catalogue) -> Iterator[Finding]:
    for link in text.document.links:
        destination = resolve(link, shown_in, catalogue)
        finding = _finding(link, destination, shown_in, catalogue)
        if finding is not None:
            yield replace(finding, path=text.path)


def _finding(link: Link, destination: Destination, file: ArticleFile, catalogue: Catalogue) -> Finding | None:
    at = (link.line, link.column)
    if destination.state == "no-fragment" and destination.page is not None:
        page = destination.page
        message = f'"{link.target}" leads to no heading: {page.path} has no id "{destination.fragment}"'
        return Finding(RULE, file.path, message, *at, nearest(destination.fragment, page.document.anchors))
    if destination.state == "draft":
        message = f'"{link.target}" leads to a draft, which is not published'
        return Finding(RULE, file.path, message, *at, "Publish the draft first, or take the link out.")
    if destination.state == "absent" and link.kind == "image":
        hint = nearest(destination.path, (a for a in catalogue.assets if not a.endswith((".md", ".yml"))))
        return Finding(RULE, file.path, f'the image "{link.target}" does not exist', *at, _short(hint))
    if destination.state == "absent":
        hint = _short(nearest(destination.path, catalogue.source_files))
        return Finding(RULE, file.path, f'"{link.target}" leads to no page or file', *at, hint)
    return None


def _short(hint: str) -> str:
    """Return a hint that proposes one thing; a list of all pages is no help."""
    return hint if hint.startswith("Did you mean") else "Link to a file that exists, relative to this one."


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
            yield Finding(RULE, file.path, f'the related article "{shared_path}" is a draft', *at)
        elif shared_path not in catalogue.source_files:
            hint = _short(nearest(shared_path, catalogue.source_files))
            yield Finding(RULE, file.path, f'the related article "{shared_path}" does not exist', *at, hint)
