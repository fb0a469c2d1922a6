"""The Markdown of a page: shared passages put in, placeholders replaced, each language marked as what it is."""

from __future__ import annotations

import re
from html import escape

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.placeholders import in_markdown, used_values
from helpcentre.content.settings import Locale
from helpcentre.pages.passages import Passage, passages
from helpcentre.pages.site import LocaleSite

EXTENSIONS = ("attr_list", "md_in_html")
"""What Python-Markdown must know to mark passages in another language."""

_SNIPPET_LINE = re.compile(r"^(?P<indent>[ \t]*)-+8<-+[ \t]+[\"'](?P<name>[^\"']+)[\"'][ \t]*$", re.MULTILINE)


def page_markdown(site: LocaleSite, file: ArticleFile) -> str:
    """Return the Markdown of a file's page in the site's locale."""
    parts: list[str] = []
    told = False
    for passage in passages(file, site.outdatedness(file)):
        text = _text(site, passage)
        if passage.replaced or passage.withdrawn:
            parts += _marked(site, passage, text, told=told)
        else:
            parts.append(text)
        told = passage.replaced
    return "\n\n".join(parts)


def _text(site: LocaleSite, passage: Passage) -> str:
    """Return a passage's Markdown, snippets and values in its own language."""
    file = passage.file

    def shared(match: re.Match[str]) -> str:
        snippet = site.catalogue.snippet(file.locale, match["name"])
        lines = snippet.head.body.strip("\n").split("\n") if snippet else []
        return "\n".join(match["indent"] + line if line else "" for line in lines)

    text = _SNIPPET_LINE.sub(shared, passage.text)
    return in_markdown(text, used_values(text, site.site_of(file).value))


def _marked(site: LocaleSite, passage: Passage, text: str, *, told: bool) -> list[str]:
    """Return heading, notice and text of a passage that takes an outdated one's place.

    The notice is in the reader's language; it stands once for several passages in a row (`told`).
    """
    gettext, source = site.words.gettext, site.source_site.locale
    language = site.formats.language(source.lang)
    attributes = f'lang="{source.lang}" dir="{source.direction}"'
    parts = []
    if passage.heading:
        (section,) = passage.sections
        own = f" {attributes}" if passage.replaced else ""
        parts.append(f"{'#' * section.level} {passage.heading} {{#{section.id}{own}}}")
    if passage.withdrawn:
        notice = gettext("This section was taken out of the original (%(language)s), so it is no longer shown here.")
    else:
        notice = gettext("This section has changed and is not translated yet. You are reading it in %(language)s.")
    if not told or passage.withdrawn:
        parts.append(f'<p class="passage-notice">{escape(notice % {"language": language})}</p>')
    if passage.replaced:
        parts.append(f'<div class="text" {attributes} markdown="1">\n\n{text.strip(chr(10))}\n\n</div>')
    return parts


def standing_warning(site: LocaleSite) -> tuple[str, Locale | None]:
    """Return the Markdown of the standing warning, and its language where that is not the site's.

    The text is empty where the site has none.
    """
    name = site.settings.options.warning_snippet
    for key in (site.locale.key, site.settings.source):
        snippet = site.catalogue.snippet(key, name)
        if snippet is not None:
            text, text_site = snippet.head.body, site.site_of(snippet)
            language = None if text_site is site else text_site.locale
            return in_markdown(text, used_values(text, text_site.value)), language
    return "", None
