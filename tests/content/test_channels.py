from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.channels import EmailChannel, PhoneChannel, SocialChannel, read_channels
from helpcentre.content.opening_hours import Span

LOCALES = frozenset({"en", "zh", "pt-BR"})
PATH = "channels.yml"

SOUND = """\
channels:
  phone:
    kind: phone
    number: "+1 202-555-0142"
    languages: [en, zh]
    timezone: Asia/Singapore
    hours:
      mon-fri: ["09:00-12:30", "13:30-18:00"]
      sat: ["22:00-24:00"]
    closed: [2026-12-25]
    urgent: true
    first_reply: {max: 24, unit: hours}
  email:
    kind: email
    address: help@shop.example
    languages: [pt-BR]
    hours: always
  social:
    kind: social
    accounts:
      - {name: X, url: "https://x.example/shop"}
      - {name: QQ, handle: 1234-XXXX}
    languages: [en]
    hours: always
routing:
  default: [email]
  orders: [phone, email]
escalation:
  - {id: ask-senior, channel: phone}
  - {id: written, channel: email, due: {min: 1, max: 3, unit: working-days}}
  - {id: court}
"""


def test_a_sound_file_is_read_whole() -> None:
    channels, _, findings = read_channels(SOUND, PATH, LOCALES)
    assert findings == []
    phone, email, social = channels.channels.values()
    assert isinstance(phone, PhoneChannel)
    assert isinstance(email, EmailChannel)
    assert isinstance(social, SocialChannel)
    assert phone.number == "+12025550142"
    assert phone.closed == (datetime.date(2026, 12, 25),)
    assert phone.week is not None
    assert phone.week[4:] == ((Span(540, 750), Span(810, 1080)), (Span(1320, 1440),), ())
    assert email.week is None
    assert channels.offered("orders") == ("phone", "email")
    assert channels.offered("other") == ("email",)
    assert [step.id for step in channels.escalation] == ["ask-senior", "written", "court"]


def test_without_routing_all_channels_are_offered() -> None:
    text = SOUND.partition("routing:")[0]
    assert read_channels(text, PATH, LOCALES)[0].offered("x") == ("phone", "email", "social")


# A line of SOUND, what stands there instead, the line of the finding, words of message and hint.
FAULTS = [
    ('"+1 202-555-0142"', '"+1 202-555-01422"', 4, "plan of +1", "too long"),
    ('"+1 202-555-0142"', '"+1 202-555-014"', 4, "plan of +1", "too short"),
    ('"+1 202-555-0142"', '"+1 002-555-0142"', 4, "plan of +1", "no range"),
    ('"+1 202-555-0142"', '"202-555-0142"', 4, "country code", ""),
    ('"+1 202-555-0142"', '"+999 12345"', 4, "country code", ""),
    ('"+1 202-555-0142"', '"+1 202-555-0142 ext. 5"', 4, "country code", ""),
    ('"+1 202-555-0142"', "+12025550142", 4, "is 12025550142: expected a text", 'quotes around it: "12025550142"'),
    ("kind: phone", "kind: fone", 3, "is \"fone\": expected one of 'chat', 'phone'", 'Did you mean "phone"?'),
    ("    kind: phone\n", "", 2, '"channels.phone.kind" is missing', "Add kind: chat | email"),
    ("timezone: Asia/Singapore", "timezone: Asia/Singapor", 6, "time zone database", 'Did you mean "Asia/Singapore"?'),
    ("timezone: Asia/Singapore", "timezone: Asia", 6, "time zone database", ""),
    ("timezone: Asia/Singapore", "timezone: ../etc/passwd", 6, "time zone database", ""),
    # what a machine knows and browsers refuse
    ("timezone: Asia/Singapore", "timezone: localtime", 6, "time zone database", ""),
    ("timezone: Asia/Singapore", "timezone: posixrules", 6, "time zone database", ""),
    ("timezone: Asia/Singapore", "timezone: Factory", 6, "time zone database", ""),
    ("timezone: Asia/Singapore", "timezone: right/UTC", 6, "time zone database", ""),
    ("timezone: Asia/Singapore", "timezone: posix/Asia/Tokyo", 6, "time zone database", 'Did you mean "Asia/Tokyo"?'),
    ("timezone: Asia/Singapore", "timezone: utc", 6, "time zone database", ""),
    ("timezone: Asia/Singapore", 'timezone: ""', 6, "time zone database", ""),
    ("    timezone: Asia/Singapore\n", "", 2, "expected a timezone for its hours", "Add timezone:"),
    ('"13:30-18:00"', '"18:00-13:30"', 8, "ends before it starts", ""),
    ('"13:30-18:00"', '"13:30-13:30"', 8, "ends before it starts", ""),
    ('"13:30-18:00"', '"13:30-25:00"', 8, "from 00:00 to 24:00", ""),
    ('"13:30-18:00"', '"1:30pm-6pm"', 8, 'hours such as "09:00-12:30"', ""),
    ('"13:30-18:00"', '"12:00-14:00"', 7, "overlap", ""),
    ('sat: ["22', 'fri: ["22', 7, '"fri" stands twice', ""),
    ('sat: ["22', 'Samstag: ["22', 9, 'the key "Samstag": expected days such as', ""),
    ('sat: ["22', 'sun-mon: ["22', 9, "end before they start", ""),
    ('sat: ["22:00-24:00"]', "sat: 22:00-24:00", 9, "expected a list", "[22:00-24:00]"),
    ("    hours: always\n  social", "    hours: daily\n  social", 17, "expected always, or days with their hours", ""),
    ("hours: always", "hours:", 17, '"channels.email.hours" is empty: expected always, or days', ""),
    ("hours: always", "hours: Always", 17, '"channels.email.hours" is "Always": expected', 'Did you mean "always"?'),
    ("hours: always", "hours: [always]", 17, '"channels.email.hours" is a list: expected', 'Did you mean "always"?'),
    ("hours: always", "timezone: UTC\n    hours: {}", 18, "no day has hours, expected at least one", ""),
    ("hours: always", "timezone: UTC\n    hours: {mon: []}", 18, "no day has hours, expected at least one", ""),
    ("hours: always", "timezone: UTC\n    hours: {mon-fri: [], sat-sun: []}", 18, "no day has hours", ""),
    ("closed: [2026-12-25]", 'closed: ["25.12.2026"]', 10, '"channels.phone.closed[0]" is "25.12.2026"', ""),
    ("closed: [2026-12-25]", "closed: [0]", 10, "expected a date such as 2026-12-25", ""),
    ("closed: [2026-12-25]", "closed: 2026-12-25", 10, "expected a list", ""),
    ("max: 24, unit: hours", "max: 99999999999999999999999, unit: hours", 12, "less than or equal to 100000", ""),
    ("urgent: true", "urgent: yes", 11, 'is "yes": expected true or false', ""),
    ("max: 24, unit: hours", "max: 24, unit: hour", 12, "expected 'minutes', 'hours'", 'Did you mean "hours"?'),
    ("max: 24, unit: hours", "max: 24", 12, '"channels.phone.first_reply.unit" is missing', "Add unit:"),
    ("max: 24, unit: hours", 'max: "24", unit: hours', 12, "expected a whole number", "Take the quotes away"),
    ("max: 24, unit: hours", "max: 0, unit: hours", 12, "expected a number greater than 0", ""),
    ("max: 24, unit: hours", "min: 30, max: 24, unit: hours", 12, "expected min (30) not above max (24)", ""),
    ("address: help@shop.example", "address: help(at)shop.example", 15, "support@help.example", "@-sign"),
    ("address: help@shop.example", "adress: help@shop.example", 15, 'unknown key "channels.email.adress"', "address"),
    ("languages: [pt-BR]", "languages: [pt_BR]", 16, '"pt_BR" is no locale', 'Did you mean "pt-BR"?'),
    ("languages: [pt-BR]", "languages: []", 16, "expected at least one item", ""),
    ("languages: [pt-BR]", "languages: pt-BR", 16, "expected a list", "[pt-BR]"),
    ('url: "https://x.example/shop"', 'url: "http://x.example/shop"', 21, "https://support.example/chat", ""),
    ('url: "https://x.example/shop"', 'url: "https://[x"', 21, "https://support.example/chat", ""),
    ('url: "https://x.example/shop"', 'url: "https://x.example@evil.example/"', 21, "chat", "leads to evil.example"),
    ('url: "https://x.example/shop"', "url: 'https://evil.example\\@x.example/'", 21, "chat", "browsers read as /"),
    ('url: "https://x.example/shop"', 'url: "https://x.example:99999/"', 21, "chat", '"99999" is no port'),
    ('url: "https://x.example/shop"', 'url: "https://x..example/"', 21, "chat", "is empty"),
    ('url: "https://x.example/shop"', 'url: "https://x.example/\\u202E"', 21, "chat", "RIGHT-TO-LEFT OVERRIDE"),
    ('url: "https://x.example/shop"', "handle: a, url: 'https://x.example'", 21, "either url or handle", ""),
    ("handle: 1234-XXXX", 'handle: ""', 22, "expected a text that readers can see", "as it stands"),
    ("handle: 1234-XXXX", 'handle: " "', 22, "expected a text that readers can see", "as it stands"),
    ("handle: 1234-XXXX", 'handle: "\\n"', 22, "what nobody sees", "It holds U+000A"),
    ("handle: 1234-XXXX", 'handle: "\\u202E4321"', 22, '"<U+202E>4321": expected', "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
    ("handle: 1234-XXXX", 'handle: "sh\\u200Bop"', 22, "what nobody sees", "U+200B (ZERO WIDTH SPACE)"),
    ("handle: 1234-XXXX", 'handle: "\\u200D"', 22, "expected a text that readers can see", ""),
    ("handle: 1234-XXXX", 'handle: "shop "', 22, "without spaces around it", 'Write "shop".'),
    ("name: QQ", 'name: ""', 22, "expected a text that readers can see", ""),
    ("name: QQ", 'name: "Q\\u2066Q"', 22, "what nobody sees", "U+2066"),
    ("name: QQ", 'name: "Q\\nQ"', 22, "what nobody sees", "U+000A"),
    ("  orders: [phone, email]", "  orders: [phon, email]", 27, 'the channel "phon" does not exist', '"phone"'),
    ("id: ask-senior, channel: phone", "id: ask-senior, channel: fax", 29, 'channel "fax"', "Known: email, phone"),
    ("id: written", "id: ask-senior", 30, 'the step "ask-senior" stands twice', ""),
    ("id: court", "id: Court of Law", 31, "expected small letters, digits and hyphens", ""),
    ("routing:", "rooting:", 25, 'unknown key "rooting"', 'Did you mean "routing"?'),
    ("  email:\n", "  E-Mail:\n", 13, 'the key "E-Mail": expected small letters', ""),
]


@pytest.mark.parametrize(("sound", "faulty", "line", "message", "hint"), FAULTS)
def test_a_fault_is_told_with_its_line(sound: str, faulty: str, line: int, message: str, hint: str) -> None:
    assert sound in SOUND
    _, _, findings = read_channels(SOUND.replace(sound, faulty, 1), PATH, LOCALES)
    first = next(f for f in findings if message in f.message)
    assert (first.rule, first.path, first.line) == ("channel-invalid", PATH, line)
    assert hint in first.hint
    assert "expected" in first.message or "unknown key" in first.message or "missing" in first.message


@pytest.mark.parametrize(
    "zone", ["UTC", "Etc/UTC", "GMT", "Asia/Calcutta", "Asia/Kolkata", "US/Eastern", "Europe/Kiev", "Etc/GMT-8", "EST"]
)
def test_zones_have_all_the_names_that_browsers_know(zone: str) -> None:
    assert read_channels(SOUND.replace("Asia/Singapore", zone), PATH, LOCALES)[2] == []


@pytest.mark.parametrize(
    ("name", "handle"),
    [("微信", "shop 客服"), ("نمی\u200cخوانم", "@shop_77"), ("Shop 👩\u200d🚒", "(۰۲۱) #5"), ("X", "٧٧")],
)
def test_accounts_have_names_and_handles_in_any_script(name: str, handle: str) -> None:
    text = SOUND.replace("name: QQ", f'name: "{name}"').replace("1234-XXXX", f'"{handle}"')
    channels, _, findings = read_channels(text, PATH, LOCALES)
    assert findings == []
    social = channels.channels["social"]
    assert isinstance(social, SocialChannel)
    assert (social.accounts[1].name, social.accounts[1].handle) == (name, handle)


def test_a_day_without_hours_beside_others_is_one_on_which_the_channel_is_closed() -> None:
    channels, _, findings = read_channels(SOUND.replace('sat: ["22:00-24:00"]', "sat-sun: []"), PATH, LOCALES)
    assert findings == []
    assert channels.channels["phone"].week[5:] == ((), ())  # type: ignore[index]  # a phone has hours


def test_a_faulty_channel_takes_no_other_with_it() -> None:
    channels, _, findings = read_channels(SOUND.replace("Asia/Singapore", "Nowhere"), PATH, LOCALES)
    assert list(channels.channels) == ["email", "social"]
    assert channels.offered("orders") == ("phone", "email")
    assert len(findings) == 1  # routes to the faulty channel are not told again


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("channels: [", 1),
        ("channels:\n  a: {}\n  a: {}\n", 3),
        ("- a\n- b\n", 1),
        ("just words", 1),
        ("channels: 5", 1),
    ],
)
def test_what_is_no_file_of_channels_is_one_finding(text: str, line: int) -> None:
    channels, _, findings = read_channels(text, PATH, LOCALES)
    assert [(f.rule, f.line) for f in findings] == [("channel-invalid", line)]
    assert channels.channels == {}


def test_channels_may_share_by_yaml_anchors() -> None:
    text = (
        "channels:\n"
        "  a: &a {kind: chat, url: 'https://a.example/', languages: &l [en], hours: always}\n"
        "  b:\n    <<: *a\n    url: https://b.example/\n"
        "  c: {kind: form, url: 'https://c.example/', languages: *l, hours: always, extra: 1}\n"
    )
    channels, _, findings = read_channels(text, PATH, LOCALES)
    assert list(channels.channels) == ["a", "b"]
    assert [f.message for f in findings] == ['unknown key "channels.c.extra"']


WORDS = "channels routing escalation a b kind phone email chat number url languages hours always mon-fri true 5 null +1"
MARKS = st.lists(
    st.sampled_from([*WORDS.split(), *"<:-&*x[]{},'\n ", "<<:", ": ", "- ", "\n  ", "\n    ", "2026-01-01"]),
    max_size=30,
).map("".join)


@given(st.one_of(st.text(max_size=60), MARKS))
def test_any_text_gives_channels_and_findings_within_it(text: str) -> None:
    _, _, findings = read_channels(text, PATH, LOCALES)
    last = len(text.splitlines()) or 1
    assert all(1 <= finding.line <= last and finding.column >= 1 for finding in findings)


@given(
    st.recursive(
        st.sampled_from(["x", "5", "true", "null", "~", "[]", "{}", "2026-01-01"]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
            st.dictionaries(
                st.sampled_from(["kind", "a", "hours", "languages", "mon", "accounts", "1"]), inner, max_size=4
            ).map(lambda d: "{" + ", ".join(f"{k}: {v}" for k, v in d.items()) + "}"),
        ),
        max_leaves=8,
    )
)
def test_values_of_any_shape_are_findings_not_exceptions(value: str) -> None:
    for text in (f"channels: {value}", f"channels: {{a: {value}}}", f"routing: {value}", f"escalation: [{value}]"):
        read_channels(text, PATH, LOCALES)


def test_a_web_channels_question_parameter_is_a_name() -> None:
    text = """\
channels:
  desk: {kind: chat, url: "https://a.example/", languages: [en], hours: always, question_parameter: NAME}
"""
    channels, _, findings = read_channels(text.replace("NAME", "message"), PATH, LOCALES)
    assert findings == []
    assert channels.channels["desk"].question_parameter == "message"  # type: ignore[union-attr]  # a chat
    _, _, findings = read_channels(text.replace("NAME", '"a&b"'), PATH, LOCALES)
    assert [(f.line, f.message) for f in findings] == [
        (2, '"channels.desk.question_parameter" is "a&b": expected a parameter\'s name, such as message')
    ]
