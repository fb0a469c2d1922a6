"""The audit of a page: each fault planted in a little site, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.little_site import URL, audited, brief, page, sitemap

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
    "a drawing's filter": ('<svg><path filter="url(gone.svg#f)"/></svg>', "gone.svg"),
    "a file of the reader's": ('<a href="file:///gone.pdf">x</a>', "browsers follow no file:"),
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
    "data for the eye": '<svg><image href="data:image/gif,x"/></svg><video poster="data:image/gif,x"></video>',
    "a frame and forms of the site": '<iframe src="a/"></iframe><form action="a/"><button formaction=""/></form>',
    "a drawing's own parts": '<svg><filter id="f"/><path filter="url(#f)" fill="none"/></svg>',
    "a style element without text": "<style></style>",
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
    "a drawing's colour": '<svg><path fill="url(https://cdn.example/x.svg#a)"/></svg>',
    "a table's background": '<table><tr><td background="https://cdn.example/x.png">x</td></tr></table>',
    "who is told of a click": '<a href="a/" ping="https://cdn.example/clicks">x</a>',
    "a form": '<form action="https://cdn.example/find"></form>',
    "a form's button": '<form><button formaction="//cdn.example/find">x</button></form>',
}
OUTSIDE_CSS = {
    "an address": "p { background: url(https://cdn.example/x.png) }",
    "an escaped address": r"p { background: url(https\:\2f/cdn.example/x.png) }",
    "an import": '@import "https://cdn.example/x.css";',
    "an image set": "p { background: image-set('img/x.png' 1x, 'https://cdn.example/x' 2x) }",
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


@pytest.mark.parametrize("css", OUTSIDE_CSS.values(), ids=OUTSIDE_CSS)
def test_finds_requests_to_other_hosts_in_styles(tmp_path: Path, css: str) -> None:
    files = {
        **NEIGHBOURS,
        "index.html": page(f"<style>{css}</style>"),
        "sheet.css": css,
        "plain.html": page(head='<link rel="stylesheet" href="sheet.css">'),
    }
    assert brief(audited(tmp_path, files)) == [
        ("inline-code", "index.html", 5),
        ("outside-request", "index.html", 5),
        ("outside-request", "sheet.css", 1),
    ]


def test_finds_what_style_elements_miss(tmp_path: Path) -> None:
    files = {**NEIGHBOURS, "index.html": page("<style>p { background: url('gone.png') }</style>")}
    assert [found.rule for found in audited(tmp_path, files)] == ["inline-code", "link-broken"]


def test_css_that_loads_nothing(tmp_path: Path) -> None:
    css = (
        "/* url(gone.png) */ @namespace url(http://www.w3.org/1999/xhtml);"
        "p { content: 'url(gone.png)'; mask: url(#m); src: url(img/x.png?#iefix); background: url(data:image/gif,x) }"
    )
    files = {"index.html": page(head='<link rel="stylesheet" href="x.css">'), "x.css": css, "img/x.png": ""}
    assert audited(tmp_path, files) == []


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
    "an old script's link": ('<a href="VBScript:go()">x</a>', "a href: VBScript:go()"),
    "a page in a link": ('<a href="data:text/html,x">x</a>', "a href: data:text/html,x"),
    "a script as data": ('<script src="data:text/javascript,go()"></script>', "script src"),
    "a frame as data": ('<iframe src="data:text/html,x"></iframe>', "iframe src"),
    "a frame's own page": ('<iframe srcdoc="&lt;p>x"></iframe>', "iframe srcdoc: <p>x"),
    "an object as data": ('<object data="data:text/html,x"></object>', "object data"),
    "a style element": ("<style>p { color: red }</style>", "style element: p { color: red }"),
    "a drawing's style": ("<svg><style>p { color: red }</style></svg>", "style element"),
    "a style sheet as data": ('<link rel="stylesheet" href="data:text/css,x">', "link href"),
    "a refresh": ('<meta http-equiv="refresh" content="0; url=javascript:go()">', "meta refresh"),
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
    "a dir that is not the language's": (page(html='lang="ar" dir="ltr"'), 2, "which is written rtl"),
    "an h1 without text": (page(h1="<h1><b></b></h1>"), 4, "h1 is empty"),
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


def test_finds_pages_without_the_policy_of_the_others(tmp_path: Path) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""
    files = {"index.html": page(head=policy), "a/index.html": page(), "google123.html": "google-site-verification"}
    (found,) = audited(tmp_path, files)
    assert (found.rule, found.path) == ("page-invalid", "a/index.html")
    assert "Content-Security-Policy" in found.message


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
