"""The templates' surroundings: words, icons, assets, and what each page is given. Jinja2 only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any
from urllib.parse import unquote, urlsplit

import markdown
from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from helpcentre.content.addresses import NOT_FOUND_FILE, SCHEME_WORKER, STATUS_DATA_FILE
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.brand import brand_css
from helpcentre.content.icons import ICONS_FOLDER
from helpcentre.content.interface_words import WORDS_LANGUAGE
from helpcentre.content.partial_tag import PartialCached
from helpcentre.content.settings import Locale
from helpcentre.pages.article_html import usable_html
from helpcentre.pages.page import ladder_steps, page_view
from helpcentre.pages.page_markdown import standing_warning
from helpcentre.pages.redirects import moved_pages
from helpcentre.pages.search_panel import search_panel
from helpcentre.pages.site import LocaleSite, PageLink
from helpcentre.pages.translation_status import status_json, status_page_path, status_view
from helpcentre.partial_cached import set_up_partials
from helpcentre.run.tracing import once
from helpcentre.template_code import set_up_code
from helpcentre.translations.status import KnownWork, translation_status

BUNDLES = (
    "start.js",
    "notices.js",
    "not-found.js",
    "translation-status.js",
    "stylesheets/helpcentre.css",
    "search/search.js",
    f"../{SCHEME_WORKER}",
)
"""Files that setting up makes, below assets/."""

_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
"""Asked of files, and not of HTML."""


_NOTHING = Markup("")


class MissingAssetError(RuntimeError):
    """A script or style sheet that templates name is not there: the bundles have not been made."""

    def __init__(self, path: str, theme_dirs: tuple[Path, ...]) -> None:
        if theme_dirs:
            place = theme_dirs[0].parent
            super().__init__(f"there is no asset {path}: run npm ci && npm run build in {place}, as make site does")
        else:
            super().__init__("mkdocs.yml sets no theme: custom_dir:, expected this engine's overrides/")


class _Compiled(BytecodeCache):
    """The code of templates, for this process and those that it forks."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def compile_templates(env: Environment, folders: Iterable[Path]) -> None:
    """Compile the templates of folders, so that no process that is forked from here on has to."""
    _set_up_language(env)
    for folder in folders:
        for file in folder.rglob("*.html"):
            env.get_template(file.relative_to(folder).as_posix())


def _set_up_language(env: Environment) -> None:
    """Say how templates are read, which must be the same wherever their code is."""
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(PartialCached)
    env.bytecode_cache = _COMPILED
    set_up_code(env)


def set_up_templates(env: Environment, site: LocaleSite) -> None:
    """Give the templates their words, icons and assets, and have what they print escaped.

    Raises MissingAssetError where the scripts have not been bundled.
    """
    for path in BUNDLES:
        _asset_file(path, site.settings.theme_dirs)
    _set_up_language(env)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    env.cache = {}  # a page includes thirty templates; a build uses all of them, and the usual cache locks each time
    env.globals |= {
        "_": site.words.gettext,
        "gettext": site.words.gettext,
        "ngettext": site.words.ngettext,
        "icon": cache(lambda name: _icon(env, name)),
        "in_language": _language_attributes,
        "usable": lambda html: Markup(usable_html(html, site.words.gettext)),
        "brand_digest": _brand_digest(site),
        "asset": _asset_function(site.settings.theme_dirs),
        "plural_forms": site.formats.plural_forms,
        "state_words": _state_words(site),
        "words_language": WORDS_LANGUAGE,
        "site": site,
    }
    set_up_partials(env, site)


def _warning(site: LocaleSite) -> Markup:
    """Return the HTML of the standing warning, marked where it is in another language than the page."""
    text, language = standing_warning(site)
    if not text:
        return Markup("")
    return Markup('<div class="standing-warning"{}>{}</div>').format(
        _language_attributes(language), Markup(_markdown(text))
    )


def _brand_digest(site: LocaleSite) -> str:
    """Return the digest of the brand's style sheet, by which browsers may keep it; empty where there is none."""
    colour = site.settings.options.brand.colour
    return hashlib.sha256(brand_css(colour).encode()).hexdigest()[:8] if colour else ""


def _icon(env: Environment, name: str) -> Markup:
    """Return one of Material's icons as SVG that screen readers pass over."""
    loader = env.loader
    assert loader is not None
    source, _, _ = loader.get_source(env, f"{ICONS_FOLDER}/{name}.svg")
    return Markup(source.strip().replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1).replace(_XMLNS, "", 1))


def _state_words(site: LocaleSite) -> Markup:
    """Return the attribute of a block with channels: the words by which the browser says whether one is open."""
    gettext = site.words.gettext
    words = {
        "open": gettext("Open now"),
        "closed": gettext("Closed now"),
        "until": gettext("until %(time)s"),
        "opens": gettext("Opens %(time)s"),
        "yourTime": gettext("In your time zone: %(hours)s"),
        "list": gettext("%(one)s, %(two)s"),
        "todayClosed": gettext("closed today"),
    }
    return Markup(' data-state-words="{}"').format(json.dumps(words, ensure_ascii=False, separators=(",", ":")))


def _language_attributes(text: Locale | PageLink | None) -> Markup:
    """Return the attributes of an element whose text may be in another language than the page's; empty if it is not."""
    if text is None or not text.lang:
        return _NOTHING
    return Markup(' lang="{}" dir="{}"').format(text.lang, text.direction)


def _asset_file(path: str, theme_dirs: tuple[Path, ...]) -> Path:
    for folder in theme_dirs:
        if (folder / "assets" / path).is_file():
            return folder / "assets" / path
    raise MissingAssetError(path, theme_dirs)


def _asset_function(theme_dirs: tuple[Path, ...]) -> Callable[[Context, str], str]:
    digests: dict[str, str] = {}

    @pass_context
    def asset(context: Context, path: str) -> str:
        """Return the address of an asset, with a digest so that browsers may keep it."""
        if path not in digests:
            digests[path] = hashlib.sha256(_asset_file(path, theme_dirs).read_bytes()).hexdigest()[:8]
        return f"{context['base']}assets/{path}?v={digests[path]}"

    return asset


@lru_cache(maxsize=16)  # of one locale at a time, and its warning is on each page
def _markdown(text: str) -> str:
    return markdown.markdown(text, extensions=["admonition", "attr_list", "tables"]) if text else ""


def page_context(site: LocaleSite, file: ArticleFile, html: str, base_url: str) -> dict[str, Any]:
    """Return what the template of a page is given; `html` is the rendered text, `base_url` leads to the site's root."""
    view = page_view(site, file)
    context: dict[str, Any] = {"view": view, "content": Markup(html), **_frame(site, _base(base_url))}
    if view.kind == "ladder":
        before, steps, after = ladder_steps(site, html)
        context |= {"before": Markup(before), "steps": steps, "after": Markup(after)}
    return context


def _frame(site: LocaleSite, base: str) -> dict[str, Any]:
    """Return what the parts around every page are given."""
    return {"base": base, "warning": once(site, "warning", lambda: _warning(site))}


def _base(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/" if base_url not in (".", "") else "./"


def own_pages(env: Environment, site: LocaleSite, *, every_language: bool) -> Iterator[tuple[str, str]]:
    """Yield path and text of the pages that no article stands for: search, and for addresses that lead nowhere.

    With `every_language` the latter is the root's, which speaks to the readers of all locales.
    """
    settings = site.settings
    frame = _frame(site, "../" * site.search_url.count("/"))
    search = env.get_template("search.html").render(view=None, search=search_panel(site), **frame)
    yield f"{site.search_url}index.html" if settings.directory_urls else site.search_url, search
    root = urlsplit(settings.site_url or "/").path.rstrip("/") + "/"
    others = [x for x in settings.published if x.key != site.locale.key] if every_language else []
    sites = [site, *(LocaleSite(site.catalogue, locale) for locale in others)]
    not_found = env.get_template("404.html").render(view=None, sites=sites, **_frame(site, root))
    yield NOT_FOUND_FILE if every_language else f"{site.locale.key}/{NOT_FOUND_FILE}", not_found


def status_pages(env: Environment, site: LocaleSite, known: KnownWork | None = None) -> Iterator[tuple[str, str]]:
    """Yield path and text of the translators' status page and of its data, where there are translations."""
    if len(site.settings.published) < 2:
        return
    path = status_page_path(site)
    status = translation_status(site.catalogue, site.catalogue.today, known)
    frame = _frame(site, "../" * path.count("/") or "./")
    page = env.get_template("translation-status.html")
    yield path, page.render(view=None, status=status_view(site, status), status_json=STATUS_DATA_FILE, **frame)
    yield STATUS_DATA_FILE, status_json(status)


def redirect_pages(env: Environment, site: LocaleSite) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of the pages that stand at the old addresses of a locale's articles."""
    template = env.get_template("redirect.html")
    for moved in moved_pages(site):
        path = f"{moved.url}index.html" if site.settings.directory_urls else moved.url
        yield unquote(path), template.render(view=None, moved=moved, **_frame(site, moved.base))
