"""Links between pages: what is read at one look leads where MkDocs would lead it."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig  # noqa: TID251  # whose links the engine reads at one look
from mkdocs.structure.files import File, Files, InclusionLevel  # noqa: TID251  # and its files, for links lead to them
from mkdocs.structure.pages import _RelativePathTreeprocessor  # noqa: TID251  # what is compared

from helpcentre.mkdocs_adapter import _SET, _with_address
from helpcentre.mkdocs_pages import _PageLinks

LINKS = (
    *("fees.md", "../fees/limits.md", "./fees.md#how-much", "../../en/fees/fees.md", "fees.md#a#b?c", "费用.md#多少"),
    *("fees.md?a=b", "fees.md#", "fees%2Emd", "fees.md#a b", "fees.md#a\tb", "/fees/fees.md", "//fees.md", "fees"),
    *(
        "gone.md",
        "hidden.md",
        "picture.png",
        "#here",
        "",
        "mailto:a.md",
        "https://shop.example/a.md",
        "../../../fees.md",
    ),
    *("fees.MD", "a:fees.md", "fees.md ", "fees//fees.md", "..md", ".md", "fees.md#\x02amp\x03", "http://["),
)


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("url", LINKS)
def test_a_link_leads_where_mkdocs_leads_it(url: str, *, directory_urls: bool) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Shop", "use_directory_urls": directory_urls})
    config.validate()

    def file(path: str, inclusion: InclusionLevel = InclusionLevel.NOT_IN_NAV) -> File:
        return File(path, "docs", "site", directory_urls, inclusion=inclusion)

    page = file("en/fees/page.md")
    names = ("fees.md", "费用.md", "limits.md", "picture.png")
    files = Files([page, *(file(f"en/fees/{name}") for name in names), file("fees.md")])
    files.append(file("en/fees/hidden.md", InclusionLevel.DRAFT))
    try:
        expected = _RelativePathTreeprocessor(page, files, config).path_to_url(url)
    except ValueError:
        expected = url
    assert _PageLinks(page, files, config).path_to_url(url) == expected


# HTML -> the same after `a.png` has become `../a.png`.
SETS = {
    '<img srcset="a.png">': '<img srcset="../a.png">',
    '<img srcset="a.png 1x, b/a.png 2x,a.png 3x">': '<img srcset="../a.png 1x, b/a.png 2x,../a.png 3x">',
    "<source srcset='a.png 100w, xa.png 200w'>": "<source srcset='../a.png 100w, xa.png 200w'>",
    '<img srcset="a.pngx 1x, a-png 2x" alt="a.png, a.png">': '<img srcset="a.pngx 1x, a-png 2x" alt="a.png, a.png">',
}


@pytest.mark.parametrize("html", SETS)
def test_an_address_in_a_set_of_pictures_leads_where_it_does_alone(html: str) -> None:
    assert _SET.sub(lambda found: _with_address("a.png", "../a.png", found), html) == SETS[html]
