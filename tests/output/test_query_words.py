from __future__ import annotations

from helpcentre.content.glossary import Glossary, TermForms
from helpcentre.content.synonyms import LocaleSynonyms, Synonyms
from helpcentre.output.query_words import query_words, reading

NO_GLOSSARY = Glossary()


def of(**keys: object) -> Synonyms:
    return Synonyms({"en": LocaleSynonyms.model_validate(keys)})


def test_a_phrase_is_written_as_search_reads_it() -> None:
    assert reading("Two-Factor  Authentication") == "twofactor authentication"
    assert reading("提U") == "提 u"
    assert reading("收不到") == "收不 不到"
    assert reading("l’adresse") == "adresse"
    assert reading("…") == ""


def test_two_ways_are_one_way_and_back() -> None:
    words = query_words(of(two_way=[["bike", "bicycle", "Push bike"]]), NO_GLOSSARY, "en")
    assert words["synonyms"] == {
        "bicycle": ["bike", "push bike"],
        "bike": ["bicycle", "push bike"],
        "push bike": ["bike", "bicycle"],
    }


def test_one_way_leads_from_what_is_typed_to_the_texts() -> None:
    words = query_words(of(one_way={"puncture": ["flat", "flat tyre"], "home": ["flat"]}), NO_GLOSSARY, "en")
    assert words["synonyms"] == {"flat": ["puncture", "home"], "flat tyre": ["puncture"]}


def test_forms_to_avoid_stand_for_the_one_to_use() -> None:
    glossary = Glossary({"key": {"en": TermForms(use="recovery key", avoid=("seed",)), "fr": TermForms(use="clé")}})
    assert query_words(Synonyms(), glossary, "en")["synonyms"] == {"seed": ["recovery key"]}
    assert query_words(Synonyms(), glossary, "fr")["synonyms"] == {}


def test_what_reads_the_same_is_no_synonym() -> None:
    words = query_words(of(two_way=[["café", "cafe", "CAFÉ"]], weak=["The", "the", "a"]), NO_GLOSSARY, "en")
    assert words == {"synonyms": {}, "weak": ["a", "the"]}


def test_a_locale_without_words_has_none() -> None:
    assert query_words(of(weak=["the"]), NO_GLOSSARY, "de") == {"synonyms": {}, "weak": []}
