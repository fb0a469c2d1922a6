"""Amounts, shares and spans of time that a translation changes are found, however its language writes them."""

from __future__ import annotations

import pytest

from compared_facts import assert_found_at_marks, compared

# Locale, source, translation; `⟨…⟩` is where the finding stands, and the text it names.
FAULTS = {
    "another fraction": ("de", "It takes 1½ hours.", "Es dauert ⟨1¾ Stunden⟩."),
    "another number of halves": ("es", "It takes 1.5 hours.", "Tarda ⟨2,5 horas⟩."),
    "two for one and a half in words": ("de", "It takes 1.5 hours.", "Es dauert ⟨zwei Stunden⟩."),
    "one and a half left out": ("de", "It takes 1.5 hours.", "Es dauert ⟨nicht lange⟩."),
    "another fraction of a hundred": ("fr", "The fee is ½ %.", "Les frais sont de ⟨¾ %⟩."),
    "dollars for renminbi": ("zh", "It costs 100 RMB.", "费用为 ⟨100 美元⟩。"),
    "euros for dollars in French": ("fr", "It costs $5.", "Cela coûte ⟨5 euros⟩."),
    "euros for dollars in German": ("de", "It costs 5 dollars.", "Es kostet ⟨5 Euro⟩."),
    "euros for dollars in Spanish": ("es", "It costs 5 US dollars.", "Cuesta ⟨5 euros⟩."),
    "euros for dollars in Russian": ("ru", "It costs $5.", "Это стоит ⟨5 евро⟩."),
    "euros for dollars in Chinese": ("zh", "It costs $5.", "费用为 ⟨5 欧元⟩。"),
    "euros for dollars in Arabic": ("ar", "It costs $5.", "التكلفة ⟨5 يورو⟩."),
    "roubles for dollars": ("ru", "It costs 5 dollars.", "Это стоит ⟨5 рублей⟩."),
    "riyals for dollars": ("ar", "It costs 5 dollars.", "التكلفة ⟨5 ريالات⟩."),
    "yuan for dollars": ("zh", "It costs $5.", "费用为 ⟨5 元⟩。"),
    "dollars for a code": ("fr", "Send 5 EUR.", "Envoyez ⟨5 dollars⟩."),
    "money for a share": ("es", "The fee is 2.5%.", "La comisión es de ⟨2,5 euros⟩."),
    "money for a share in Chinese": ("zh", "The fee is 2.5%.", "费用为 ⟨2.5 元⟩。"),
    "millions of euros for those of dollars": ("fr", "At most $5 million.", "Au plus ⟨5 millions d’euros⟩."),
    "millions of dollars for those of euros": ("de", "At most €5 million.", "Höchstens ⟨5 Millionen Dollar⟩."),
    "a compound of another currency": ("de", "It costs €5.", "Es kostet ⟨5 US-Dollar⟩."),
    "another share in words": ("de", "The fee is 2.5%.", "Die Gebühr beträgt ⟨3,5 Prozent⟩."),
    "weeks for working days": ("de", "It takes 3 working days.", "Das dauert ⟨3 Wochen⟩."),
    "weeks for working days in French": ("fr", "It takes 3 working days.", "Il faut ⟨3 semaines⟩."),
    "hours for working days": ("es", "It takes 3 working days.", "Tarda ⟨3 horas⟩."),
    "hours for business days": ("ru", "It takes 3 business days.", "Это занимает ⟨3 часа⟩."),
    "hours for working days in Chinese": ("zh", "It takes 3 working days.", "需要 ⟨3 小时⟩。"),
    "hours for working days in Arabic": ("ar", "It takes 3 working days.", "يستغرق ⟨3 ساعات⟩."),
    "working days for working hours": ("fr", "It takes 24 working hours.", "Il faut ⟨24 jours⟩ ouvrés."),
    "working days for hours": ("de", "It takes 24 hours.", "Das dauert ⟨24 Arbeitstage⟩."),
    "working days for hours in Chinese": ("zh", "It takes 24 hours.", "需要 ⟨24 个工作日⟩。"),
    "working days for hours in Russian": ("ru", "It takes 24 hours.", "Это занимает ⟨24 рабочих дня⟩."),
    "working days for as many hours": ("de", "It takes 48 hours.", "Das dauert ⟨2 Arbeitstage⟩."),
    "another currency of a range": ("es", "From 5 to 10 dollars.", "De 5 a ⟨10 euros⟩."),
    "a sign that is left out": ("fr", "It must be −5 °C.", "Il doit faire ⟨5 °⟩C."),
    "a sign that is added": ("de", "It must be 5 °C.", "Es muss ⟨-5 °⟩C haben."),
    "a unit before a word for money": ("es", "At least 10 MB.", "Al menos ⟨10 GB⟩ reales."),
    "one of what an adjective of currencies names": ("de", "Open the page.", "Öffnen Sie ⟨1 neue⟩ Seite."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_another_amount_is_found_at_its_line(name: str) -> None:
    assert_found_at_marks(*FAULTS[name])


SAME = {
    "pounds, which weigh too, in Spanish": ("es", "It costs £10.", "Cuesta 10 libras."),
    "pounds, which weigh too, in Russian": ("ru", "It costs GBP 10.", "Это стоит 10 фунтов."),
    "pounds in Arabic": ("ar", "It costs 10 pounds.", "التكلفة 10 جنيهات."),
    "pounds that weigh": ("fr", "It weighs 10 pounds.", "Cela pèse 10 livres."),
    "dollars in Russian": ("ru", "It costs $5.", "Это стоит 5 долларов."),
    "dollars in another case": ("ru", "With $5 in hand.", "С 5 долларами на руках."),
    "dollars in Arabic": ("ar", "It costs $50, or $5.", "التكلفة 50 دولارًا أو 5 دولارات."),
    "dollars in Chinese": ("zh", "It costs 5 dollars.", "费用为 5 美元。"),
    "one and a half in decimals": ("de", "It takes 1½ hours.", "Es dauert 1,5 Stunden."),
    "a fraction after a space": ("fr", "It takes 1.5 hours.", "Il faut 1 ½ heure."),
    "one and a half in German words": ("de", "It takes 1.5 hours.", "Es dauert anderthalb Stunden."),
    "one and a half in Spanish words": ("es", "It takes 1.5 hours.", "Tarda una hora y media."),
    "one and a half in Arabic words": ("ar", "It takes 1½ hours.", "يستغرق ساعة ونصف."),
    "one and a half in Chinese words": ("zh", "It takes 1.5 hours.", "需要一个半小时。"),
    "half of an hour in words": ("fr", "Add ½ hour.", "Ajoutez une demi-heure."),
    "a sign for the source's words": ("de", "It takes half an hour.", "Es dauert ½ Stunde."),
    "half of a share": ("de", "The fee is ½ %.", "Die Gebühr beträgt 0,5 %."),
    "three quarters of all": ("fr", "About ¾ of them.", "Environ les trois quarts."),
    "renminbi by their abbreviation": ("zh", "It costs 100 RMB, or RMB 200.", "费用为 100 元或 200 人民币。"),
    "dollars whose country is left out": ("de", "It costs 5 US dollars.", "Es kostet 5 Dollar."),
    "dollars whose country stands behind": ("fr", "It costs 5 US dollars.", "Cela coûte 5 dollars américains."),
    "a compound of dollars": ("de", "It costs $5.", "Es kostet 5 US-Dollar."),
    "a token of a currency's name": ("zh", "Send 5 SOL.", "发送 5 SOL。"),
    "yuan by their code": ("zh", "It costs 100 CNY.", "费用为 100 元。"),
    "yuan by their name": ("zh", "It costs 100 yuan.", "费用为 100 元人民币。"),
    "yuan in French": ("fr", "It costs 100 CNY.", "Cela coûte 100 yuans."),
    "yen in Japanese": ("ja", "It costs ¥100 or $5.", "100 円または 5 ドルです。"),
    "won in Korean": ("ko", "It costs 5,000 won.", "5,000원입니다."),
    "millions of dollars": ("fr", "At most $5 million.", "Au plus 5 millions de dollars."),
    "millions of euros": ("es", "At most €5 million.", "Como máximo, 5 millones de euros."),
    "millions of euros in Chinese": ("zh", "At most €5 million.", "最多 500 万欧元。"),
    "millions of users": ("ru", "At most 5 million users.", "Не более 5 миллионов пользователей."),
    "a large number of two words": ("es", "More than 2 billion.", "Más de 2 mil millones."),
    "a thousand by its letter": ("fr", "At most $10k a day.", "Au plus 10 000 $ par jour."),
    "an adjective of currencies' names": ("ru", "5 new users", "5 новых пользователей"),
    "a share in German": ("de", "The fee is 2.5%.", "Die Gebühr beträgt 2,5 Prozent."),
    "a share in Russian": ("ru", "The fee is 2.5%, or 5%.", "Комиссия — 2,5 процента или 5 процентов."),
    "a share in Arabic": ("ar", "The fee is 50%, or 60%.", "الرسوم 50 بالمائة أو 60 في المائة."),
    "a share in two words": ("es", "The fee is 2.5%.", "La comisión es del 2,5 por ciento."),
    "a share in words": ("fr", "It is 50 percent, or 60 per cent.", "C’est 50 %, ou 60 %."),
    "a share in words in Chinese": ("zh", "The fee is 50 percent.", "费用为 50%。"),
    "working days in German": ("de", "In 3 working days, or 5.", "In 3 Arbeitstagen oder 5 Werktagen."),
    "working days in Spanish": ("es", "It takes 3 business days.", "Tarda 3 días hábiles."),
    "working days in Chinese": ("zh", "It takes 3 working days.", "需要 3 个工作日。"),
    "working days in Japanese": ("ja", "It takes 3 working days.", "3 営業日かかります。"),
    "working days in Russian": ("ru", "In 1–3 working days.", "В течение 1–3 рабочих дней."),
    "working days in Arabic": ("ar", "In 3 or 15 working days.", "خلال 3 أيام عمل أو 15 يوم عمل."),
    "working hours": ("de", "It takes 24 working hours.", "Das dauert 24 Arbeitsstunden."),
    "an hour of every day": ("fr", "Open at 9 every day.", "Ouvert à 9 h chaque jour."),
    "an hour of every day in Russian": ("ru", "Open at 9 every day.", "Открыто в 9 часов каждый день."),
    "an hour before a comma": ("fr", "At 9, days begin.", "À 9 h, les journées commencent."),
    "an hour of Sundays": ("de", "Open at 9 Sundays.", "Sonntags ab 9 Uhr geöffnet."),
    "times a day": ("de", "3 attempts a day", "3 Versuche am Tag"),
    "a sign as a word": ("ru", "It must be −5 °C.", "Должно быть минус 5 °C."),
    "a sign as a word in Chinese": ("zh", "It must be −5.", "应为负 5。"),
    "a sign of another kind": ("es", "It must be −5 °C.", "Debe estar a -5 °C."),
    "a dash between numbers": ("de", "Wait 5 to 10 minutes.", "Warten Sie 5 -10 Minuten."),
    "a hyphen before a number": ("fr", "See version 5.", "Voir la version-5."),
    "from one hour to another": ("es", "Open 9 am to 5 pm.", "Abierto de 9 a 17 h."),
    "from one amount to another": ("es", "From 5 to 10 dollars.", "De 5 a 10 dólares."),
    "from one share to another": ("es", "From 5 to 10%.", "Del 5 al 10 %."),
    "from one span to another": ("es", "From 5 to 10 minutes.", "De 5 a 10 minutos."),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_amount_in_other_words_is_no_finding(name: str) -> None:
    locale, source, translation = SAME[name]
    assert compared(locale, source, translation) == []
