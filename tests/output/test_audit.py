"""The audit of a whole site: contact links, faults that many pages share, and what is no site."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.output.audit import AuditError, audit_site
from output.little_site import URL, Files, audited, brief, page, sitemap, tongues, write

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
