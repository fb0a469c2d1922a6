"""The audit of a built site: each fault planted in a little site, and what only looks like one."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.findings import Finding
from helpcentre.output.audit import AuditError, audit_site

URL = "https://help.example/repo/"
Files = Mapping[str, str]


def page(
    body: str = "",
    head: str = "",
    *,
    html: str = 'lang="en" dir="ltr" data-locale="en"',
    title: str = "<title>T</title>",
    h1: str = "<h1>T</h1>",
) -> str:
    """Return a page without fault: its head stands in line 3, its body in line 5."""
    return (
        f"<!doctype html>\n<html {html}><head><meta charset=utf-8>{title}\n{head}</head>\n"
        f"<body>{h1}\n{body}\n</body></html>\n"
    )


def write(root: Path, files: Files) -> Path:
    """Write the files of a site and return its directory."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def audited(root: Path, files: Files, url: str | None = None) -> list[Finding]:
    """Return the findings for a planted site."""
    return audit_site(write(root / "site", files), url)


def brief(findings: list[Finding]) -> list[tuple[str, str, int]]:
    """Return rule, path and line of each finding."""
    return [(finding.rule, finding.path, finding.line) for finding in findings]


# --- one page of a site at a domain's root ------------------------------------------------------

NEIGHBOURS = {
    "a/index.html": page('<p id="here">x</p><p id="äther">x</p><a name="old">x</a>'),
    "plain.html": page(),
    "img/x.png": "",
    "img/icons.svg": '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="sun"/></svg>',
    "css/ok.css": "p { background: url(../img/x.png) }",
    "js/app.js": "",
    "文/日 本.html": page(),
    "empty/file.txt": "",
}

LINK_FAULTS = {
    "a dead page": ('<a href="gone/">x</a>', "gone/index.html"),
    "a dead file": ('<a href="gone.pdf">x</a>', "gone.pdf"),
    "a directory without a page": ('<a href="empty/">x</a>', "empty/index.html"),
    "the same without slash": ('<a href="empty">x</a>', "empty/index.html"),
    "a slash after a file": ('<a href="plain.html/">x</a>', "plain.html/index.html"),
    "another case": ('<a href="A/">x</a>', 'did you mean "/a/"?'),
    "a forgotten ending": ('<a href="plain/">x</a>', 'did you mean "/plain.html"?'),
    "root-relative": ('<a href="/gone/">x</a>', "gone/index.html"),
    "percent-encoded": ('<a href="%E6%96%87/gone.html">x</a>', "文/gone.html"),
    "too many dots": ('<a href="../a/">x</a>', "outside the site"),
    "encoded dots": ('<a href="%2e%2E/a/">x</a>', "outside the site"),
    "backslashes": (r'<a href="..\a/">x</a>', "outside the site"),
    "an image": ('<img src="img/gone.png" alt="">', "img/gone.png"),
    "a srcset": ('<img src="img/x.png" srcset="img/x.png 1x, img/gone.png 2x" alt="">', "img/gone.png"),
    "a picture's source": ('<picture><source srcset="gone.webp"></picture>', "gone.webp"),
    "a form": ('<form action="/gone"></form>', "gone"),
    "a poster": ('<video poster="gone.jpg"></video>', "gone.jpg"),
    "an object": ('<object data="gone.pdf"></object>', "gone.pdf"),
    "a script": ('<script src="js/gone.js"></script>', "js/gone.js"),
    "an icon sprite": ('<svg><use href="img/gone.svg#sun"/></svg>', "img/gone.svg"),
    "an old icon sprite": ('<svg><use xlink:href="img/gone.svg#sun"/></svg>', "img/gone.svg"),
    "a symbol": ('<svg><use href="img/icons.svg#moon"/></svg>', '"img/icons.svg" has no id "moon"'),
    "a fragment of the page": ('<a href="#gone">x</a>', 'this page has no id "gone"'),
    "a fragment elsewhere": ('<a href="a/#hear">x</a>', 'did you mean "#here"?'),
    "a fragment before a text": ('<a href="a/#gone:~:text=x">x</a>', 'has no id "gone"'),
    "within noscript": ('<noscript><img src="gone.png" alt=""></noscript>', "gone.png"),
    "an image map": ('<map name="m"><area href="gone/" alt="x"></map>', "gone/index.html"),
    "style elements": ("<style>p { background: url('gone.png') }</style>", "gone.png"),
}


@pytest.mark.parametrize(("body", "said"), LINK_FAULTS.values(), ids=LINK_FAULTS)
def test_finds_dead_links(tmp_path: Path, body: str, said: str) -> None:
    (found,) = audited(tmp_path, {**NEIGHBOURS, "index.html": page(body)})
    assert (found.rule, found.path, found.line, found.severity) == ("link-broken", "index.html", 5, "error")
    assert said in f"{found.message} {found.hint}"


def test_a_directory_without_slash_is_a_warning(tmp_path: Path) -> None:
    (found,) = audited(tmp_path, {**NEIGHBOURS, "index.html": page('<a href="a#here">x</a>')})
    assert (found.rule, found.severity, found.line) == ("link-broken", "warning", 5)
    assert "redirect" in found.message


HARMLESS = {
    "links that exist": '<a href="a/">x</a><a href="./a/index.html">x</a><a href="plain.html">x</a>',
    "dots that stay in the site": '<a href="a/../plain.html">x</a><a href="a/..">x</a><a href=".">x</a>',
    "names in other scripts": '<a href="文/日 本.html">x</a><a href="%E6%96%87/%E6%97%A5%20%E6%9C%AC.html">x</a>',
    "white space around an address": '<a href=" a/\n">x</a>',
    "a query": '<a href="a/?q=gone/../..">x</a><a href="?q=x">x</a><script src="js/app.js?v=2"></script>',
    "the top": '<a href="#">x</a><a href="#top">x</a><a href="#TOP">x</a><a href="">x</a>',
    "a passage": '<a href="a/#:~:text=x">x</a><a href="a/#here:~:text=x">x</a>',
    "fragments": '<a href="a/#here">x</a><a href="a/#old">x</a><a href="a/#%C3%A4ther">x</a><a href="a/#äther">x</a>',
    "an image's view": '<a href="img/x.png#xywh=1,2,3,4">x</a><a href="img/icons.svg#svgView(viewBox(0,0,1,1))">x</a>',
    "a symbol": '<svg><use href="img/icons.svg#sun"/><use href="#own"/><g id="own"/></svg>',
    "links to other hosts": '<a href="https://other.example/x">x</a><a href="//other.example">x</a>',
    "a form to another host": '<form action="https://other.example/find"></form>',
    "mail and phone": '<a href="mailto:a@b.example?subject=x">x</a>'
    '<a href="tel:+12025550142">x</a><a href="SMS:1">x</a>',
    "data": '<img src="data:image/gif;base64,R0lG,aa" srcset="data:image/gif;base64,R0,aa 1x, img/x.png 2x" alt="">',
    "a comment": '<!-- <a href="gone/">x</a> <img src="https://other.example/x.png"> -->',
    "code that is shown": '<pre><code>&lt;a href="gone/" onclick="x"&gt;</code></pre>',
    "a text area": '<textarea aria-label="x"><a href="gone/">x</a></textarea>',
    "a template": '<template id="t"><a href="{url}"></a><p id="here"></p><h1></h1></template><p id="here"></p>',
    "data in a script element": '<script type="application/json">{"a": "<a href=gone>"}</script>'
    '<script type="application/ld+json">{}</script><script type="text/plain">x</script>',
    "a script file": '<script src="js/app.js" type="module"></script><script></script>',
    "attributes that begin with on": '<p data-onclick="x" data-style="y">x</p>',
    "a word that begins a scheme": '<a href="a/?javascript:x">x</a><p>javascript:x</p>',
    "an image that only decorates": '<img src="img/x.png" alt=""><p aria-hidden="true"><img src="img/x.png"></p>',
    "links that have a name": '<a href="a/" aria-label="A"><svg></svg></a>'
    '<a href="a/"><img src="img/x.png" alt="A"></a>'
    '<a href="a/"><svg><title>A</title></svg></a><a href="a/" title="A"></a><a href="a/"><b></b> A</a>',
    "anchors that lead nowhere": '<a id="x"></a><a name="y"></a>',
    "a link nobody is told of": '<a href="a/" aria-hidden="true" tabindex="-1"></a><div hidden><a href="a/"></a></div>',
    "the title of a drawing": "<svg><title></title></svg>",
    "headings for the other languages, hidden": '<section hidden lang="fr"><h1>F</h1></section>',
    "relations that load nothing": '<link rel="license" href="https://other.example/"><link rel="me" href="https://b.example/">',
    "css that loads nothing": "<style>/* url(gone.png) */ @namespace url(http://www.w3.org/1999/xhtml);"
    "p { content: 'url(gone.png)'; mask: url(#m); src: url(img/x.png?#iefix) }</style>",
    "unclosed elements": '<p>a<p>b<ul><li><a href="a/">x</a><li>y</ul>',
    "the same name as id and name": '<a id="n" name="n"></a>',
    "an empty id twice": '<p id=""></p><p id=""></p>',
}


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS)
def test_lets_pass(tmp_path: Path, body: str) -> None:
    assert audited(tmp_path, {**NEIGHBOURS, "index.html": page(body)}) == []


OUTSIDE = {
    "an image": '<img src="https://cdn.example/x.png" alt="">',
    "without scheme": '<img src="//cdn.example/x.png" alt="">',
    "in capitals": '<img src="HTTPS://CDN.example/x.png" alt="">',
    "backslashes": r'<img src="\\cdn.example/x.png" alt="">',
    "three slashes": '<img src="https:///cdn.example/x.png" alt="">',
    "a line end within": '<img src="ht\ntps://cdn.example/x.png" alt="">',
    "a srcset": '<img src="img/x.png" srcset="img/x.png 1x, https://cdn.example/x.png 2x" alt="">',
    "a source": '<video><source src="https://cdn.example/x.mp4"></video>',
    "a track": '<video><track src="https://cdn.example/x.vtt"></video>',
    "a poster": '<video poster="https://cdn.example/x.png"></video>',
    "a script": '<script src="https://cdn.example/x.js"></script>',
    "a frame": '<iframe src="https://cdn.example/"></iframe>',
    "an object": '<object data="https://cdn.example/x"></object>',
    "an embed": '<embed src="https://cdn.example/x">',
    "a drawing's image": '<svg><image href="https://cdn.example/x.png"/></svg>',
    "an image button": '<input type="image" alt="x" src="https://cdn.example/x.png">',
    "css": "<style>p { background: url(https://cdn.example/x.png) }</style>",
    "escaped css": r"<style>p { background: url(https\:\2f/cdn.example/x.png) }</style>",
    "an import": '<style>@import "https://cdn.example/x.css";</style>',
    "an image set": "<style>p { background: image-set('img/x.png' 1x, 'https://cdn.example/x' 2x) }</style>",
}
OUTSIDE_HEAD = {
    "a style sheet": '<link rel="stylesheet" href="https://cdn.example/x.css">',
    "an icon": '<link rel="shortcut icon" href="https://cdn.example/x.ico">',
    "a preload": '<link rel="preload" as="font" href="https://cdn.example/x.woff2">',
    "a preloaded image": '<link rel="preload" as="image" imagesrcset="https://cdn.example/x.png 2x">',
    "a connection": '<link rel="preconnect" href="https://cdn.example">',
    "a name": '<link rel="dns-prefetch" href="//cdn.example">',
}


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE)
def test_finds_requests_to_other_hosts(tmp_path: Path, body: str) -> None:
    (found,) = audited(tmp_path, {**NEIGHBOURS, "index.html": page(body)})
    assert (found.rule, found.path) == ("outside-request", "index.html")
    assert found.line == 5 + body.count("\n")
    assert "cdn.example" in found.message


@pytest.mark.parametrize("head", OUTSIDE_HEAD.values(), ids=OUTSIDE_HEAD)
def test_finds_requests_to_other_hosts_in_the_head(tmp_path: Path, head: str) -> None:
    found = audited(tmp_path, {**NEIGHBOURS, "index.html": page(head=head)})
    assert brief(found) == [("outside-request", "index.html", 3)]


def test_finds_a_refresh_to_another_host(tmp_path: Path) -> None:
    head = '<meta http-equiv="Refresh" content="0; URL=https://other.example/">'
    assert brief(audited(tmp_path, {"index.html": page(head=head)})) == [("outside-request", "index.html", 3)]


def test_follows_style_sheets_to_what_they_load(tmp_path: Path) -> None:
    files = {
        "a/index.html": page(head='<link rel="stylesheet" href="../css/one.css">'),
        "b/index.html": page(head='<link rel="stylesheet" href="../css/one.css?v=1">'),
        "css/one.css": "@import 'two.css';\np { background: url(gone.png) }\n",
        "css/two.css": "@import url(one.css);\n\n/* url(x)\n*/ @font-face { src: url('//cdn.example/f.woff2') }\n",
        "css/unused.css": "@import 'https://cdn.example/x.css';",
    }
    assert brief(audited(tmp_path, files)) == [
        ("link-broken", "css/one.css", 2),
        ("outside-request", "css/two.css", 4),
    ]


INLINE = {
    "a script": ("<script>let x = 1</script>", "inline script: let x = 1"),
    "a module": ('<script type="module">let x = 1</script>', "inline script"),
    "an import map": ('<script type="importmap">{}</script>', "inline script"),
    "a handler": ('<button onclick="go()">x</button>', "event handler onclick on button: go()"),
    "a handler in capitals": ('<img src="img/x.png" alt="" OnError="go()">', "event handler onerror"),
    "a style": ('<p style="color: red">x</p>', "style attribute on p: color: red"),
    "a link": ('<a href="javascript:go()">x</a>', "a href: javascript:go()"),
    "a hidden link": ('<a href=" java&#10;Script:go()">x</a>', "a href"),
    "a form": ('<form action="javascript:go()"></form>', "form action"),
}


@pytest.mark.parametrize(("body", "said"), INLINE.values(), ids=INLINE)
def test_finds_code_in_the_page(tmp_path: Path, body: str, said: str) -> None:
    (found,) = audited(tmp_path, {**NEIGHBOURS, "index.html": page(body)})
    assert (found.rule, found.path, found.line) == ("inline-code", "index.html", 5)
    assert said in found.message


INVALID = {
    "no title": (page(title=""), 1, "no title"),
    "an empty title": (page(title="<title> </title>"), 2, "title is empty"),
    "no lang": (page(html='dir="ltr"'), 2, "no lang"),
    "no dir": (page(html='lang="en"'), 2, "no dir"),
    "a wrong dir": (page(html='lang="en" dir="right"'), 2, 'dir="right"'),
    "no h1": (page(h1=""), 1, "no h1"),
    "a second h1": (page("<h1>U</h1>"), 5, "2 h1"),
    "an image without alt": (page('<img src="img/x.png">'), 5, "no alt"),
    "a link without text": (page('<a href="a/"><svg><path/></svg></a>'), 5, "no text"),
    "a link with hidden text": (page('<a href="a/"><i aria-hidden="true">x</i></a>'), 5, "no text"),
    "an id twice": (page('<p id="x">\n</p><p id="x"></p>'), 6, "first in line 5"),
    "nothing": ("", 1, "empty"),
    "nothing but a comment": ("<!-- x -->", 1, "empty"),
}


@pytest.mark.parametrize(("text", "line", "said"), INVALID.values(), ids=INVALID)
def test_finds_what_a_visitor_notices(tmp_path: Path, text: str, line: int, said: str) -> None:
    (found,) = audited(tmp_path, {**NEIGHBOURS, "index.html": text})
    assert (found.rule, found.path, found.line) == ("page-invalid", "index.html", line)
    assert said in found.message


def test_takes_proofs_of_ownership_and_redirects_for_what_they_are(tmp_path: Path) -> None:
    files = {
        "index.html": page(head=f'<link rel="canonical" href="{URL}">'),
        "google123.html": "google-site-verification: google123.html",
        "old/index.html": f'<!doctype html><title>x</title><link rel="canonical" href="{URL}">'
        '<meta http-equiv="refresh" content="0; url=../"><a href="../">x</a>',
        "sitemap.xml": sitemap(""),
    }
    assert audited(tmp_path, files, URL) == []


def test_finds_redirects_to_nowhere(tmp_path: Path) -> None:
    head = '<meta http-equiv="refresh" content="0; url=\'gone/\'">'
    assert brief(audited(tmp_path, {"index.html": page(head=head)})) == [("link-broken", "index.html", 3)]


# --- a site under a path ------------------------------------------------------------------------


def sitemap(*addresses: str, extra: str = "") -> str:
    """Return a sitemap; its first address stands in line 3."""
    rows = "\n".join(f"<url><loc>{URL}{address}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{rows}\n{extra}</urlset>\n'
    )


def canonical(address: str) -> str:
    """Return the canonical link to a page of the site."""
    return f'<link rel="canonical" href="{URL}{address}">'


def based(body: str) -> dict[str, str]:
    """Return a site of two pages under /repo/; the second has the body."""
    return {
        "index.html": page(head=canonical("")),
        "a/index.html": page(body, head=canonical("a/")),
        "sitemap.xml": sitemap("", "a/"),
    }


BASED = {
    "/repo/a/": None,
    "/repo/": None,
    "../": None,
    "../../repo/a/": None,
    f"{URL}a/": None,
    "http://HELP.example:80/repo/a/": None,
    "//help.example/repo/a/": None,
    "https://help.example/other/": None,
    "https://other.example/repo/gone/": None,
    "/repo": "warning",
    "/a/": "error",
    "/": "error",
    "../../a/": "error",
    "../../../repo/a/": "error",
    "/repo2/a/": "error",
    f"{URL}gone/": "error",
    "https://help.example/repo/a/../gone/": "error",
    "/repo/a/#gone": "error",
}


@pytest.mark.parametrize("told", [URL, URL.rstrip("/"), None], ids=["told", "without slash", "from canonicals"])
@pytest.mark.parametrize(("href", "severity"), BASED.items(), ids=BASED)
def test_reads_addresses_under_the_base_path(tmp_path: Path, href: str, severity: str | None, told: str | None) -> None:
    found = audited(tmp_path, based(f'<a href="{href}">x</a>'), told)
    expected = [("link-broken", "a/index.html", 5, severity)] if severity else []
    assert [(f.rule, f.path, f.line, f.severity) for f in found] == expected


def test_takes_the_address_from_the_sitemap_when_pages_have_no_canonical(tmp_path: Path) -> None:
    files = {"index.html": page('<a href="/repo/">x</a><a href="/x/">x</a>'), "sitemap.xml": sitemap("")}
    found = audited(tmp_path, files)
    assert [(f.rule, f.path, f.line) for f in found if "canonical" not in f.message] == [
        ("link-broken", "index.html", 5)
    ]
    assert len(found) == 2


def test_own_files_named_by_whole_addresses_are_no_outside_request(tmp_path: Path) -> None:
    files = {
        **based(f'<img src="{URL}x.png" alt=""><img src="https://help.example/y.png" alt="">'),
        "x.png": "",
    }
    assert audited(tmp_path, files, URL) == []


def test_a_base_element_moves_relative_addresses(tmp_path: Path) -> None:
    files = {
        "index.html": page(),
        "b/index.html": page('<a href="gone/">x</a><a href="x/">x</a>', head='<base href="/a/">'),
        "a/x/index.html": page(),
    }
    (found,) = audited(tmp_path, files)
    assert 'leads to "a/gone/index.html"' in found.message


NOT_FOUND = {
    '<a href="/repo/">x</a>': 0,
    f'<a href="{URL}">x</a>': 0,
    '<a href="#main">x</a><p id="main"></p>': 0,
    '<a href="mailto:a@b.example">x</a>': 0,
    '<a href="a/">x</a>': 1,
    '<a href="../repo/a/">x</a>': 1,
    '<img src="./x.png" alt="">': 1,
    '<a href="/repo/gone/">x</a>': 1,
}


@pytest.mark.parametrize("path", ["404.html", "fr/404.html"])
@pytest.mark.parametrize(("body", "count"), NOT_FOUND.items(), ids=NOT_FOUND)
def test_error_pages_are_read_at_any_depth(tmp_path: Path, path: str, body: str, count: int) -> None:
    found = audited(tmp_path, {**based(""), "x.png": "", path: page(body)}, URL)
    assert brief(found) == [("link-broken", path, 5)] * count


def test_error_pages_may_have_a_base(tmp_path: Path) -> None:
    files = {**based(""), "404.html": page('<a href="a/">x</a>', head='<base href="/repo/">')}
    assert audited(tmp_path, files, URL) == []


# --- languages ----------------------------------------------------------------------------------


def alternates(**addresses: str) -> str:
    """Return alternate links, one in a line: `x_default=""`, `zh_Hans="zh/"`."""
    return "\n".join(
        f'<link rel="alternate" hreflang="{name.replace("_", "-")}" href="{URL}{address}">'
        for name, address in addresses.items()
    )


def spoken(lang: str, address: str, links: str, extra: str = "", body: str = "") -> str:
    """Return a page of one locale; its alternates begin in line 4, after the canonical link."""
    html = f'lang="{lang}" dir="ltr" data-locale="{lang[:2]}"'
    return page(body, f"{canonical(address)}{extra}\n{links}", html=html)


ALL = alternates(x_default="", en="", zh="zh/")
NARROW = alternates(x_default="", en="", zh_Hans="zh/")
NOINDEX = '<meta name="robots" content="noindex, follow">'


def tongues(**changes: str) -> dict[str, str]:
    """Return a site in three locales, the third a fallback page; `en=…` and so on replace a page."""
    return {
        "index.html": changes.get("en", spoken("en", "", ALL)),
        "zh/index.html": changes.get("zh", spoken("zh-Hans", "zh/", ALL)),
        "fr/index.html": changes.get("fr", spoken("fr", "", "", NOINDEX)),
        "sitemap.xml": changes.get("sitemap", sitemap("", "zh/")),
    }


def test_a_site_in_three_locales_is_clean(tmp_path: Path) -> None:
    assert audited(tmp_path, tongues(), URL) == []
    assert audited(tmp_path / "again", tongues()) == []


def test_alternates_on_another_host_cannot_be_checked(tmp_path: Path) -> None:
    other = '\n<link rel="alternate" hreflang="ja" href="https://ja.example/">'
    assert audited(tmp_path, tongues(en=spoken("en", "", ALL + other)), URL) == []


LANGUAGE_FAULTS = {
    "a dead alternate": (
        {"en": spoken("en", "", ALL + "\n" + alternates(de="de/"))},
        [("alternate-wrong", "index.html", 7)],
        "does not hold",
    ),
    "an alternate without slash": (
        {"en": spoken("en", "", ALL.replace("zh/", "zh"))},
        [("alternate-wrong", "index.html", 6)],
        "last slash",
    ),
    "one that does not answer": (
        {"zh": spoken("zh-Hans", "zh/", alternates(zh="zh/"))},
        [("alternate-wrong", "index.html", 6)],
        "in return",
    ),
    "one without any": (
        {"zh": spoken("zh-Hans", "zh/", "")},
        [("alternate-wrong", "index.html", 6)],
        "in return",
    ),
    "another language": (
        {"zh": spoken("ja", "zh/", ALL)},
        [("alternate-wrong", "index.html", 6), ("alternate-wrong", "zh/index.html", 6)],
        'lang="ja"',
    ),
    "a broader language": (
        {"en": spoken("en", "", NARROW), "zh": spoken("zh", "zh/", NARROW)},
        [("alternate-wrong", "index.html", 6), ("alternate-wrong", "zh/index.html", 6)],
        'lang="zh"',
    ),
    "not itself": (
        {"zh": spoken("zh-Hans", "zh/", alternates(en=""))},
        [("alternate-wrong", "zh/index.html", 4)],
        "this page itself",
    ),
    "two defaults": (
        {"en": spoken("en", "", ALL + "\n" + alternates(x_default="zh/"))},
        [("alternate-wrong", "index.html", 7)],
        "x-default",
    ),
    "a fallback page announced": (
        {"en": spoken("en", "", ALL + "\n" + alternates(fr="fr/"))},
        [("alternate-wrong", "index.html", 7)],
        "noindex",
    ),
    "a fallback page that announces": (
        {"fr": spoken("fr", "", ALL, NOINDEX)},
        [("alternate-wrong", "fr/index.html", 4)],
        "expected none",
    ),
    "a fallback page without noindex": (
        {"fr": spoken("fr", "", ""), "sitemap": sitemap("", "zh/", "fr/")},
        [("alternate-wrong", "fr/index.html", 3)],
        "needs noindex",
    ),
    "a dead canonical": (
        {"fr": spoken("fr", "gone/", "", NOINDEX)},
        [("alternate-wrong", "fr/index.html", 3)],
        "does not hold",
    ),
    "no canonical": (
        {"zh": spoken("zh-Hans", "zh/", ALL).replace(canonical("zh/"), "")},
        [("alternate-wrong", "zh/index.html", 1)],
        "no canonical",
    ),
    "two canonicals": (
        {"zh": spoken("zh-Hans", "zh/", ALL, canonical("zh/"))},
        [("alternate-wrong", "zh/index.html", 3)],
        "2 canonical",
    ),
    "a canonical at another host": (
        {"zh": spoken("zh-Hans", "zh/", ALL).replace(f'canonical" href="{URL}', 'canonical" href="https://b.example/')},
        [("alternate-wrong", "zh/index.html", 3)],
        "not this page",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "where", "said"), LANGUAGE_FAULTS.values(), ids=LANGUAGE_FAULTS)
def test_finds_wrong_alternates(
    tmp_path: Path, changes: dict[str, str], where: list[tuple[str, str, int]], said: str
) -> None:
    found = audited(tmp_path, tongues(**changes), URL)
    assert brief(found) == where
    assert any(said in f"{f.message} {f.hint}" for f in found)


def test_a_canonical_must_not_name_a_page_with_noindex(tmp_path: Path) -> None:
    files = {**tongues(), "de/index.html": spoken("de", "fr/", "", NOINDEX)}
    (found,) = audited(tmp_path, files, URL)
    assert (found.rule, found.path, found.line) == ("alternate-wrong", "de/index.html", 3)
    assert "noindex" in found.message


# --- sitemap ------------------------------------------------------------------------------------

LISTED_ALTERNATE = f'<url><loc>{URL}</loc>\n<xhtml:link rel="alternate" hreflang="fr" href="{URL}fr/"/></url>\n'
SITEMAP_FAULTS = {
    "a dead address": (sitemap("", "zh/", "gone/"), ("sitemap.xml", 5), "does not hold"),
    "a fallback page": (sitemap("", "zh/", "fr/"), ("sitemap.xml", 5), "noindex"),
    "an error page": (sitemap("", "zh/", "404.html"), ("sitemap.xml", 5), "error page"),
    "a page left out": (sitemap(""), ("zh/index.html", 1), "not in sitemap.xml"),
    "another site": (
        sitemap("", "zh/", extra="<url><loc>https://b.example/</loc></url>"), ("sitemap.xml", 5), "not under",
    ),
    "a relative address": (
        sitemap("", "zh/", extra="<url><loc>/repo/zh/</loc></url>"), ("sitemap.xml", 5), "whole address",
    ),
    "an alternate without translation": (
        sitemap("zh/", extra=LISTED_ALTERNATE), ("sitemap.xml", 5), "noindex",
    ),
    "no XML": ("<urlset><url>", ("sitemap.xml", 1), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "where", "said"), SITEMAP_FAULTS.values(), ids=SITEMAP_FAULTS)
def test_finds_wrong_sitemaps(tmp_path: Path, text: str, where: tuple[str, int], said: str) -> None:
    (found,) = audited(tmp_path, {**tongues(sitemap=text), "404.html": page()}, URL)
    assert (found.rule, (found.path, found.line)) == ("sitemap-wrong", where)
    assert said in found.message


def test_a_site_whose_address_is_known_needs_a_sitemap(tmp_path: Path) -> None:
    files = tongues()
    del files["sitemap.xml"]
    assert brief(audited(tmp_path, files, URL)) == [("sitemap-wrong", "sitemap.xml", 1)]


def test_reads_a_sitemap_of_sitemaps(tmp_path: Path) -> None:
    index = (
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<sitemap><loc>{URL}maps/one.xml.gz</loc></sitemap>\n<sitemap><loc>{URL}gone.xml</loc></sitemap>"
        "</sitemapindex>"
    )
    root = write(tmp_path, tongues(sitemap=index))
    (root / "maps").mkdir()
    (root / "maps/one.xml.gz").write_bytes(gzip.compress(sitemap("", "zh/").encode()))
    assert brief(audit_site(root, URL)) == [("sitemap-wrong", "sitemap.xml", 2)]


def test_a_sitemap_names_no_files_to_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    rest = sitemap("", "zh/", extra="<url><loc>&x;</loc></url>").partition("?>")[2]
    text = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{rest}'
    (found,) = audited(tmp_path, tongues(sitemap=text), URL)
    assert (found.rule, found.line) == ("sitemap-wrong", 5)
    assert "hidden" not in found.message


# --- contact links ------------------------------------------------------------------------------


def helped(block: str) -> dict[str, str]:
    """Return a site with a faq that ends in the block, and channel pages in two locales."""
    french = 'lang="fr" dir="ltr" data-locale="fr"'
    return {
        "faq/index.html": page(f'<article data-kind="faq">{block}</article>'),
        "chat/index.html": page('<article data-kind="channel">x</article>'),
        "fr/chat/index.html": page('<article data-kind="channel">x</article>', html=french),
    }


CONTACT_FAULTS = {
    "no block": ('<p><a href="../chat/">x</a></p>', "no contact block"),
    "an empty block": ("<div data-contact-block></div>", "without a link"),
    "a mail address": ('<div data-contact-block><a href="mailto:a@b.example">x</a></div>', 'a page of "en"'),
    "another locale's page": ('<div data-contact-block><a href="../fr/chat/">x</a></div>', 'a page of "en"'),
    "the page itself": ('<div data-contact-block><a href="#">x</a></div>', 'a page of "en"'),
}


@pytest.mark.parametrize(("block", "said"), CONTACT_FAULTS.values(), ids=CONTACT_FAULTS)
def test_finds_a_faq_without_contact_link(tmp_path: Path, block: str, said: str) -> None:
    (found,) = audited(tmp_path, helped(block))
    assert (found.rule, found.path, found.line) == ("contact-missing", "faq/index.html", 5)
    assert said in found.message


def test_a_dead_contact_link_is_no_contact_link(tmp_path: Path) -> None:
    found = audited(tmp_path, helped('<div data-contact-block><a href="../gone/">x</a></div>'))
    assert brief(found) == [("contact-missing", "faq/index.html", 5), ("link-broken", "faq/index.html", 5)]


@pytest.mark.parametrize("href", ["../chat/", "../chat/index.html#", "/chat/"])
def test_a_faq_with_a_contact_link_passes(tmp_path: Path, href: str) -> None:
    assert audited(tmp_path, helped(f'<div data-contact-block><p><a href="{href}">x</a></p></div>')) == []


def test_a_site_without_channels_needs_no_contact_links(tmp_path: Path) -> None:
    assert audited(tmp_path, {"index.html": page('<article data-kind="faq">x</article>')}) == []


# --- the whole site -----------------------------------------------------------------------------


def test_a_dead_link_of_every_page_is_one_finding(tmp_path: Path) -> None:
    files = {f"a{n}/b/index.html": page('<a href="../../gone/">x</a>') for n in range(6)}
    files["index.html"] = page('\n<a href="gone/">x</a><a href="./gone/">x</a><a href="dead/">x</a>')
    footer, own = audited(tmp_path, files)
    assert (footer.path, own.path, own.line) == ("a0/b/index.html", "index.html", 6)
    assert footer.message.endswith("(in 7 files, also a1/b/index.html, a2/b/index.html, a3/b/index.html, …)")
    assert "files" not in own.message


@pytest.mark.parametrize(("pages", "findings"), [(2, 2), (10, 10), (11, 1), (40, 1)])
def test_faults_of_the_pages_themselves_fold_when_they_are_many(tmp_path: Path, pages: int, findings: int) -> None:
    found = audited(tmp_path, {f"{n:02}.html": page(title="") for n in range(pages)})
    assert len(found) == findings
    assert found[0].path == "00.html"
    assert (f"in {pages} files" in found[0].message) == (findings == 1)


def test_every_fault_of_a_page_is_told(tmp_path: Path) -> None:
    body = '<a href="gone/">x</a>\n<img src="x.png">\n<p style="top: 0">x</p>\n<a href="dead/">x</a>'
    assert brief(audited(tmp_path, {"index.html": page(body)})) == [
        ("link-broken", "index.html", 5),
        ("link-broken", "index.html", 6),
        ("page-invalid", "index.html", 6),
        ("inline-code", "index.html", 7),
        ("link-broken", "index.html", 8),
    ]


def test_two_sitemap_entries_are_two_findings(tmp_path: Path) -> None:
    found = audited(tmp_path, tongues(sitemap=sitemap("", "zh/", "gone/", "dead/")), URL)
    assert brief(found) == [("sitemap-wrong", "sitemap.xml", 5), ("sitemap-wrong", "sitemap.xml", 6)]


def test_what_is_not_utf_8_is_still_read(tmp_path: Path) -> None:
    root = write(tmp_path, {"index.html": ""})
    (root / "index.html").write_bytes(page('<p>\udcff</p><a href="gone/">x</a>').encode("utf-8", "surrogateescape"))
    assert brief(audit_site(root)) == [("link-broken", "index.html", 5)]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no such directory"),
        ({"site/readme.txt": "x"}, "holds no HTML"),
        ({"site": "x"}, "no such directory"),
    ],
    ids=["missing", "no page", "a file"],
)
def test_refuses_what_is_no_site(tmp_path: Path, files: Files, said: str) -> None:
    write(tmp_path, files)
    with pytest.raises(AuditError, match=said):
        audit_site(tmp_path / "site")


@pytest.mark.parametrize("url", ["help.example", "ftp://help.example/", "https:///x", "http://[x/"])
def test_refuses_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(AuditError, match="address"):
        audit_site(write(tmp_path, {"index.html": page()}), url)


@given(st.text(alphabet="<>/=\"'#?%.\\: \n\x00aé文hrefscliptyu()@,", max_size=80))
def test_no_page_stops_the_audit(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("site")
    quoted = text.replace('"', "&quot;")
    body = f'{text}<a href="{quoted}">x</a><img srcset="{quoted}"><style>{text}</style>'
    (root / "index.html").write_text(page(body), encoding="utf-8")
    assert all(finding.rule and finding.line >= 1 for finding in audit_site(root))
