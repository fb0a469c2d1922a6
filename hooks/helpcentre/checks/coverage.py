"""Which translations are there: missing ones and orphans."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import NoticeFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding


def missing_translations(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each article or notice without a file in a published locale; an error for a faq."""
    source = catalogue.settings.source
    for shared_path, article in catalogue.source_texts.items():
        if article.is_draft:
            continue
        kind = "notice" if isinstance(article, NoticeFile) else article.meta.kind
        for locale in catalogue.settings.published:
            own = catalogue.texts[locale.key].get(shared_path)
            if own is not None and not own.is_draft:
                continue
            what = "there is no translation of" if own is None else "the translation is a draft of"
            first = f"helpcentre translate {source}/{shared_path} {locale.key}"
            if own is not None:
                first = f"Translate it, take draft: true out, then helpcentre accept {own.path}"
            yield Finding(
                "translation-missing",
                f"{locale.key}/{shared_path}",
                f"{what} {source}/{shared_path} ({kind}), expected one: {locale.key} is published",
                hint=f"{first}; or set draft: true in {source}/{shared_path} until all translations are there.",
                severity="error" if kind == "faq" else "warning",
            )


def orphaned_translations(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each translation whose source does not exist."""
    source = catalogue.settings.source
    for file in catalogue.published_texts():
        if file.locale != source and file.shared_path not in catalogue.source_texts:
            yield Finding(
                "translation-orphaned",
                file.path,
                f"there is no source {source}/{file.shared_path}, expected the article in the source locale",
                hint="Write the source, or delete the translation; if the article moved, move all its translations.",
            )
