from __future__ import annotations

from pathlib import Path

import pytest

from trees import EMAIL, EMAIL_PAGE, findings_of, places

SITE = {
    "channels.yml": EMAIL,
    "en/contact/email.md": EMAIL_PAGE,
    "fr/contact/email.md": EMAIL_PAGE,
    "en/_snippets/write.md": "Write an [e-mail](../contact/email.md).\n",
}
FAQ = "---\nkind: faq\n{keys}---\n# Late\n\n{text}\n"
RULES = ("contact-missing", "contact-unknown")

# Keys and text of a faq that leads to a person.
SOUND = [
    ("contact: [email]\n", ""),
    ("", "[E-mail](../contact/email.md)"),
    ("", "[E-mail](../contact/email.md#write)"),
    ("", "[E-mail][mail]\n\n[mail]: ../contact/email.md"),
    ("", '<a href="../contact/email.md">E-mail</a>'),
    ("", "| a |\n| - |\n| [E-mail](../contact/email.md) |"),
    ("contact: []\n", "[E-mail](../contact/email.md)"),
]


@pytest.mark.parametrize(("keys", "text"), SOUND)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_faq_with_a_way_to_reach_support_is_sound(tmp_path: Path, locale: str, keys: str, text: str) -> None:
    files = {**SITE, f"{locale}/topic/late.md": FAQ.format(keys=keys, text=text)}
    assert findings_of(tmp_path, files, *RULES) == []


# Keys and text of a faq that leads to nobody, and the line of the finding.
MISSING = [
    ("", "", 2),
    ("contact: []\n", "", 3),
    ("contact:\n", "", 3),
    ("description: x\ncontact: []\n", "", 4),
    ("", "`[E-mail](../contact/email.md)`", 2),
    ("", "```\n[E-mail](../contact/email.md)\n```", 2),
    ("", "![E-mail](../contact/email.md)", 2),
    ("", "[Overview](../contact/index.md)", 2),
    ("", "help@shop.example and <help@shop.example>", 2),
    ("", "<!-- [E-mail](../contact/email.md) -->", 2),
]


@pytest.mark.parametrize(("keys", "text", "line"), MISSING)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_faq_without_one_is_told(tmp_path: Path, locale: str, keys: str, text: str, line: int) -> None:
    files = {**SITE, f"{locale}/topic/late.md": FAQ.format(keys=keys, text=text)}
    found = findings_of(tmp_path, files, *RULES)
    assert places(found) == [("contact-missing", f"{locale}/topic/late.md", line)]
    assert "Add contact: [email]" in found[0].hint


def test_only_a_faq_needs_one(tmp_path: Path) -> None:
    files = {**SITE, "en/a.md": "# A guide\n", "en/b.md": "---\nkind: policy\n---\n# B\n"}
    assert findings_of(tmp_path, files, *RULES) == []


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    files = {**SITE, "en/a.md": "---\nkind: faq\ncontact: email\n---\n# A\n", "fr/a.md": "# A\n"}
    assert places(findings_of(tmp_path, files)) == [("front-matter-invalid", "en/a.md", 3)]


@pytest.mark.parametrize(
    ("name", "line", "hint"),
    [("emial", 3, 'Did you mean "email"?'), ("fax", 3, "Known: email."), ("Email", 3, "email")],
)
@pytest.mark.parametrize("kind", ["faq", "guide", "policy"])
def test_a_channel_that_does_not_exist_is_told(tmp_path: Path, kind: str, name: str, line: int, hint: str) -> None:
    files = {**SITE, "fr/a.md": f"---\nkind: {kind}\ncontact: [email, {name}]\n---\n# A\n"}
    (finding,) = findings_of(tmp_path, files, *RULES)
    assert (finding.rule, finding.path, finding.line, finding.column) == ("contact-unknown", "fr/a.md", line, 18)
    assert f'the channel "{name}" does not exist, expected one of channels.yml' in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_channel_without_a_page_in_a_locale_is_told_there(tmp_path: Path, locale: str) -> None:
    files = {name: text for name, text in SITE.items() if name != f"{locale}/contact/email.md"}
    assert places(findings_of(tmp_path, files, *RULES)) == [("contact-unknown", f"{locale}/contact/email.md", 1)]


@pytest.mark.parametrize("channels", ["channels: [", "- email\n", "email"])
def test_without_a_readable_list_of_channels_the_rules_are_silent(tmp_path: Path, channels: str) -> None:
    files = {"en/a.md": FAQ.format(keys="contact: [fax]\n", text=""), "en/b.md": FAQ.format(keys="", text="")}
    assert findings_of(tmp_path, {**files, "channels.yml": channels}, *RULES) == []


@pytest.mark.parametrize("channels", [None, "", "# later\n", "channels: {}\n", "routing: {}\n"])
def test_where_no_channel_is_declared_an_article_may_name_none(tmp_path: Path, channels: str | None) -> None:
    files = {"en/a.md": FAQ.format(keys="contact: [fax]\n", text=""), "fr/a.md": FAQ.format(keys="", text="")}
    if channels is not None:
        files["channels.yml"] = channels
    found = findings_of(tmp_path, files, "contact-unknown")
    assert places(found) == [("contact-unknown", "en/a.md", 3)]
    assert found[0].hint == "Declare it in channels.yml, or take contact: out."


@pytest.mark.parametrize("channels", [None, "", "# later\n"])
def test_a_site_without_channels_needs_none(tmp_path: Path, channels: str | None) -> None:
    files = {"en/a.md": FAQ.format(keys="", text=""), "fr/a.md": FAQ.format(keys="contact: []\n", text="")}
    if channels is not None:
        files["channels.yml"] = channels
    assert findings_of(tmp_path, files, *RULES) == []


def test_a_faulty_channel_is_told_once(tmp_path: Path) -> None:
    files = {
        **SITE,
        "channels.yml": EMAIL.replace("help@", "help at ") + "routing: {default: [email]}\n",
        "en/a.md": FAQ.format(keys="contact: [email]\n", text="{{ channels.email.address }}"),
        "fr/a.md": FAQ.format(keys="", text="[x](contact/email.md) {{ channels.email.address }}"),
    }
    assert places(findings_of(tmp_path, files)) == [("channel-invalid", "channels.yml", 4)]
