"""Prose that is still the source's: where it is found, what its share is, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.content.settings import Options, make_locale
from helpcentre.translations.untranslated import comparable
from trees import findings_of, mkdocs_yml

RULE = "translation-untranslated"
SOURCE = """\
---
description: How to find a parcel that has not come.
---
# My parcel is late

Most parcels arrive within three days, and a few take a week.

## What to do first {#first}

1. Open **My orders** and read the state of the parcel.
2. Wait until the evening, for drivers work late on busy days.

## Ask the carrier {#ask}

Write to `help@carrier.example` with the number CP 4451 9920 of your parcel.

| Carrier | Answers within |
| - | - |
| Nordpost Express | two working days at most |
"""
FIRST = """\
1. Open **My orders** and read the state of the parcel.
2. Wait until the evening, for drivers work late on busy days."""
FRENCH = """\
---
description: Comment retrouver un colis qui n’est pas arrivé.
---
# Mon colis est en retard

La plupart des colis arrivent en trois jours, quelques-uns en une semaine.

## Que faire d’abord {#first}

1. Ouvrez **Mes commandes** et lisez l’état du colis.
2. Attendez le soir : les livreurs travaillent tard les jours chargés.

## Demander au transporteur {#ask}

Écrivez à `help@carrier.example` avec le numéro CP 4451 9920 de votre colis.

| Transporteur | Répond en |
| - | - |
| Nordpost Express | deux jours ouvrés au plus |
"""
ARABIC = """\
---
description: كيف تجد طردًا لم يصل.
---
# تأخر طردي

تصل معظم الطرود خلال ثلاثة أيام، ويستغرق بعضها أسبوعًا.

## ما تفعله أولًا {#first}

1. افتح **طلباتي** واقرأ حالة الطرد.
2. انتظر حتى المساء، فالسائقون يعملون متأخرين في الأيام المزدحمة.

## اسأل الناقل {#ask}

اكتب إلى `help@carrier.example` مع الرقم CP 4451 9920 لطردك.
"""
CHINESE_SOURCE = """\
# 包裹还没有到

大多数包裹在三天之内送达,少数需要一个星期左右的时间。

## 首先要做什么 {#first}

打开我的订单页面,查看包裹现在的状态,然后等到晚上再看一次。
"""


def found(root: Path, source: str, locale: str, text: str, of: str = "en") -> list[tuple[int, str]]:
    files = {"mkdocs.yml": mkdocs_yml(of, locale), f"{of}/a.md": source, f"{locale}/a.md": text}
    findings = findings_of(root, files, RULE)
    assert all(f.path == f"{locale}/a.md" for f in findings)
    return [(f.line, f.message.partition(": ")[0]) for f in findings]


# What in the translation is the source's, and line and section of each finding.
PLANTED = {
    "the whole file, in French": (
        "fr",
        SOURCE,
        [(4, "title and description"), (6, 'section "_lead"'), (8, 'section "first"'), (13, 'section "ask"')],
    ),
    "the whole file, in Arabic": (
        "ar",
        SOURCE,
        [(4, "title and description"), (6, 'section "_lead"'), (8, 'section "first"'), (13, 'section "ask"')],
    ),
    "the title": ("fr", FRENCH.replace("Mon colis est en retard", "My parcel is late"), [(4, "title and description")]),
    "the description": (
        "fr",
        FRENCH.replace("Comment retrouver un colis qui n’est pas arrivé", "How to find a parcel that has not come"),
        [(2, "title and description")],
    ),
    "the lead, in Arabic": (
        "ar",
        ARABIC.replace(
            "تصل معظم الطرود خلال ثلاثة أيام، ويستغرق بعضها أسبوعًا.",
            "Most parcels arrive within three days, and a few take a week.",
        ),
        [(6, 'section "_lead"')],
    ),
    "the lead, its lines broken otherwise and in capitals": (
        "fr",
        FRENCH.replace(
            "La plupart des colis arrivent en trois jours, quelques-uns en une semaine.",
            "MOST parcels arrive\nwithin three days, and\na few take a week.",
        ),
        [(6, 'section "_lead"')],
    ),
    "a heading": ("fr", FRENCH.replace("Que faire d’abord", "What to do first"), [(8, 'section "first"')]),
    "one step of two": (
        "fr",
        FRENCH.replace(
            "Attendez le soir : les livreurs travaillent tard les jours chargés.",
            "Wait until the evening, for drivers work late on busy days.",
        ),
        [(11, 'section "first"')],
    ),
    "half a sentence, with a new beginning": (
        "fr",
        FRENCH.replace("les livreurs travaillent tard les jours chargés", "for drivers work late on busy days"),
        [(11, 'section "first"')],
    ),
    "a block of HTML": (
        "fr",
        FRENCH.replace(
            "deux jours ouvrés au plus |", "deux jours |\n\n<p>Wait until the evening, for drivers work late.</p>\n"
        ),
        [(21, 'section "ask"')],
    ),
    "a cell of a table": (
        "fr",
        FRENCH.replace("deux jours ouvrés au plus", "two working days at most"),
        [(19, 'section "ask"')],
    ),
    "a sentence with code and numbers in it": (
        "ar",
        ARABIC.replace(
            "اكتب إلى `help@carrier.example` مع الرقم CP 4451 9920 لطردك.",
            "Write to `help@carrier.example` with the number CP 4451 9920 of your parcel.",
        ),
        [(15, 'section "ask"')],
    ),
    "a section of the source in another place": (
        "fr",
        FRENCH.replace("Écrivez à `help@carrier.example` avec le numéro CP 4451 9920 de votre colis.", FIRST),
        [(15, 'section "ask"')],
    ),
    "a link's text": (
        "fr",
        FRENCH.replace("Ouvrez **Mes commandes** et", "[read the state of the parcel](b.md) et"),
        [(10, 'section "first"')],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_prose_of_the_source_is_found(name: str, tmp_path: Path) -> None:
    locale, text, expected = PLANTED[name]
    assert found(tmp_path, SOURCE, locale, text) == expected


LOOK_ALIKES = {
    "a translation": ("fr", FRENCH),
    "a translation in another script": ("ar", ARABIC),
    "names": ("fr", FRENCH.replace("Nordpost Express", "Royal Mail Special Delivery Guaranteed")),
    "code": (
        "fr",
        FRENCH + "\n`read the state of the parcel`\n\n```\nWait until the evening, for drivers work late\n```\n",
    ),
    "addresses and files": (
        "fr",
        FRENCH + "\nhttps://carrier.example/read/the/state/of/the/parcel, the_state_of_the.md\n",
    ),
    "numbers and units": ("fr", FRENCH + "\nCP 4451 9920, 3 kg, 12 × 40 cm, 10 EUR\n"),
    "three words in a row": ("fr", FRENCH + "\nLe terme « read the state » se lit dans l’application.\n"),
    "ids and placeholders": (
        "fr",
        FRENCH + "\n### Suite {#read-the-state-of-the-parcel}\n\n{{ facts.state_of_the_parcel }}\n",
    ),
    "tags and comments": (
        "fr",
        FRENCH + "\n<!-- read the state of the parcel -->\n<b title='read the state of the parcel'>x</b>\n",
    ),
    "links' targets": ("fr", FRENCH + "\n[suite](read-the-state-of-the-parcel.md)\n"),
    "one-word items": ("fr", FRENCH + "\n- Nordpost\n- Carrier\n- Parcel\n- Evening\n- Days\n- Late\n"),
    "capitals": ("fr", FRENCH + "\nMOST PARCELS ARRIVE WITHIN\n"),
    "nothing but names and numbers": ("fr", "# Colis\n\nNordpost Express, CP 4451 9920\n"),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_is_no_prose_of_the_source_is_left_alone(name: str, tmp_path: Path) -> None:
    locale, text = LOOK_ALIKES[name]
    assert found(tmp_path, f"{SOURCE}\nRoyal Mail Special Delivery Guaranteed\n", locale, text) == []


def test_the_share_is_of_the_sections_prose(tmp_path: Path) -> None:
    text = FRENCH.replace("les livreurs travaillent tard les jours chargés", "for drivers work late on busy days")
    (finding,) = findings_of(tmp_path, {"en/a.md": SOURCE, "fr/a.md": text}, RULE)
    assert finding.message == (
        'section "first": 32% of the prose is the source\'s (7 of 22 words, such as '
        '"for drivers work late on busy days. …"), expected a translation'
    )
    assert finding.severity == "warning"


def test_a_heading_is_shown_without_its_id(tmp_path: Path) -> None:
    source = SOURCE + "\n## Where your parcel waits {#where}\n\nAsk us.\n"
    text = FRENCH + "\n## Where your parcel waits {#where}\n\nDemandez.\n"
    (finding,) = findings_of(tmp_path, {"en/a.md": source, "fr/a.md": text}, RULE)
    assert 'such as "Where your parcel waits …"' in finding.message


def test_characters_without_spaces_between_them_count_one_by_one(tmp_path: Path) -> None:
    text = CHINESE_SOURCE.replace("包裹还没有到", "My parcel is late").replace("首先要做什么", "What to do first")
    text = text.replace("打开我的订单页面,", "Open your orders, ").replace("然后等到晚上再看一次", "and wait")
    assert found(tmp_path, CHINESE_SOURCE, "en", text, of="zh") == [(3, 'section "_lead"')]


def test_regions_of_one_language_may_say_the_same(tmp_path: Path) -> None:
    assert found(tmp_path, SOURCE, "en-GB", SOURCE) == []


@pytest.mark.parametrize(
    ("own", "source", "expected"),
    [
        ("fr", "en", True),
        ("en-GB", "en", False),
        ("pt-BR", "pt", False),
        ("pt-BR", "es", True),
        ("zh-Hant", "zh", True),
        ("zh-TW", "zh-Hans", True),
        ("zh-Hans", "zh", False),
        ("sr-Latn", "sr", True),
    ],
)
def test_which_languages_are_compared(own: str, source: str, *, expected: bool) -> None:
    one, other = (make_locale(key, key, Options(), published=True) for key in (own, source))
    assert comparable(one, other) is expected


def test_drafts_and_orphans_are_left_alone(tmp_path: Path) -> None:
    draft = SOURCE.replace("---\n", "---\ndraft: true\n", 1)
    assert found(tmp_path / "a", draft, "fr", SOURCE) == []
    assert found(tmp_path / "b", SOURCE, "fr", draft) == []
    assert findings_of(tmp_path / "c", {"en/b.md": SOURCE, "fr/a.md": SOURCE}, RULE) == []


def test_off_may_stand_without_quotes(tmp_path: Path) -> None:
    config = mkdocs_yml("en", "fr").replace("checks:", f"checks:\n      {RULE}: off")
    assert findings_of(tmp_path, {"mkdocs.yml": config, "en/a.md": SOURCE, "fr/a.md": SOURCE}, RULE) == []
