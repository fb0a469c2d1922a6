"""The audit of alternates between languages, and of sitemaps."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from helpcentre.output.audit import audit_site
from output.little_site import (
    ALL,
    NARROW,
    NOINDEX,
    URL,
    alternates,
    audited,
    brief,
    canonical,
    page,
    sitemap,
    spoken,
    tongues,
    write,
)


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
