"""The audit of a site below a path, and of error pages, which are read at any depth."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.little_site import URL, audited, brief, canonical, page, sitemap


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
