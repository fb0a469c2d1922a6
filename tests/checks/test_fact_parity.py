"""Facts that a translation changes are found at their line; what only looks so is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from compared_facts import assert_found_at_marks, compared
from helpcentre.checks.fact_parity import RULE
from trees import findings_of, mkdocs_yml

# Locale, source, translation; `⟨…⟩` is where the finding stands, and the text it names.
FAULTS = {
    "a changed digit": ("fr", "Wait 15 minutes.", "Attendez ⟨25 minutes⟩."),
    "a dropped zero": ("de", "Send at most 5,000 USDT.", "Senden Sie höchstens\n⟨500⟩ USDT."),
    "a zero too many": ("ru", "Send at most 5,000 USDT.", "Отправляйте не больше ⟨50 000⟩ USDT."),
    "an English group sign in German": ("de", "Send 1,000 USDT.", "Senden Sie ⟨1,000⟩ USDT."),
    "an English decimal sign read as a group in Spanish": ("es", "It costs 1.250 TRX.", "Cuesta ⟨1.250⟩ TRX."),
    "a dropped decimal in Arabic digits": ("ar", "It costs 1,000.50 TRX.", "التكلفة ⟨١٬٠٠٠⟩ TRX."),
    "a changed digit of another script": ("ar", "Wait 30 minutes.", "انتظر ⟨٤٠ دقيقة⟩."),
    "ten thousands that are a hundred millions": ("zh", "At most 20,000 USDT a day.", "每天最多 ⟨2 亿⟩ USDT。"),
    "a full-width digit": ("zh", "Wait 30 minutes.", "请等待 ⟨２０ 分钟⟩。"),
    "another unit": ("zh", "It takes 24 hours.", "需要 ⟨24 天⟩。"),
    "another unit in German": ("de", "It takes 24 hours.", "Das dauert ⟨24 Minuten⟩."),
    "a percentage that is per mille": ("fr", "The fee is 5%.", "Les frais sont de ⟨5 ‰⟩."),
    "the end of a range": ("ru", "It takes 1–3 working days.", "Это занимает 1–⟨5⟩ рабочих дней."),
    "a number that is left out": ("es", "Wait.\n\nThen try 3 times.", "Espere.\n\n⟨Luego inténtelo otra vez.⟩"),
    "a number that is added": ("pt-BR", "Wait for the answer.", "Espere a resposta por ⟨48 horas⟩."),
    "a number word that is another": ("fr", "Read the first 6 letters.", "Lisez les ⟨huit premières lettres.⟩"),
    "another network": ("ru", "Choose TRC-20.", "Выберите\nсеть ⟨ERC-20⟩."),
    "another network without hyphen": ("ar", "Choose TRC20, never another.", "اختر ⟨BEP20⟩ فقط."),
    "another token": ("fr", "Send 50 USDT.", "Envoyez ⟨50 USDC⟩."),
    "another token, no amount beside it": ("es", "Send only USDT here.", "Envíe aquí solo ⟨USDC⟩."),
    "two networks that changed places": (
        "de",
        "| Network | Fee |\n| --- | --- |\n| TRC-20 | 1 USDT |\n| ERC-20 | 5 USDT |",
        "| Netzwerk | Gebühr |\n| --- | --- |\n| ⟨ERC-20⟩ | 1 USDT |\n| ⟨TRC-20⟩ | 5 USDT |",
    ),
    "two fees that changed places": (
        "zh",
        "1. By card: 30 minutes.\n2. By bank: 45 minutes.",
        "1. 银行卡：⟨45 分钟⟩。\n2. 银行转账：⟨30 分钟⟩。",
    ),
    "another date": ("fr", "Until 20 November 2026.", "Jusqu’au ⟨21 novembre 2026⟩."),
    "another month": ("ru", "Until 20 November 2026.", "До ⟨20 октября 2026⟩ г."),
    "day and month that changed places": ("de", "On 3 April 2026.", "Am ⟨4.3.2026⟩."),
    "another date in Chinese": ("zh", "Until November 20, 2026.", "截至 ⟨2026年10月20日⟩。"),
    "another year in Japanese": ("ja", "Until 20 November 2026.", "⟨2025年11月20日⟩まで。"),
    "morning for afternoon": ("es", "Call before 2 pm.", "Llame antes de las ⟨2 a. m.⟩"),
    "another time": ("fr", "Call before 2:30 pm.", "Appelez avant ⟨14 h 20⟩."),
    "another time in Chinese": ("zh", "Call before 2 pm.", "请在⟨上午 2⟩ 点前致电。"),
    "another zone": ("ru", "At 14:20 (UTC+1).", "В 14:20 (⟨UTC+3⟩)."),
    "another link": ("ar", "See [fees](fees.md).", "اقرأ [الرسوم](⟨limits.md⟩)."),
    "another fragment": ("de", "See [fees](fees.md#card).", "Siehe [Gebühren](⟨fees.md#bank⟩)."),
    "another host": ("fr", "See [it](https://a.example/x).", "Voir [ceci](⟨https://b.example/x⟩)."),
    "a link that is left out": ("ru", "See [fees](fees.md).", "⟨См. комиссии.⟩"),
    "a link that leads out and is added": ("es", "Call us.", "Llame [aquí](⟨https://b.example/x⟩)."),
    "another e-mail address": ("de", "Write to help@shop.example.", "Schreiben Sie an ⟨hilfe@shop.example⟩."),
    "another e-mail link": ("fr", "[Write](mailto:help@shop.example).", "[Écrivez](⟨mailto:aide@shop.example⟩)."),
    "another address in the text": ("zh", "Open shop.example.", "打开 ⟨shop-help.example⟩。"),
    "another phone number": ("ar", "Call +1 202-555-0142.", "اتصل على ⟨+1 202-555-0143⟩."),
    "another local number": ("es", "Call 202-555-0142.", "Llame al ⟨202-555-0124⟩."),
    "another wallet address": (
        "ru",
        "Send to TXy7aQ2mZp9fLk3vBn8sRw5dHc6jGt4uEe.",
        "Отправьте на ⟨TXy7aQ2mZp9fLk3vBn8sRw5dHc6jGt4uEf⟩.",
    ),
    "another code span": ("pt-BR", "Type `STOP 12`.", "Digite `⟨STOP 21⟩`."),
    "another digit of a word with one": ("de", "Put it on Sheet1.", "Legen Sie es auf ⟨Blatt2⟩ ab."),
    "another word with a digit, in Latin letters": ("zh", "Put it on Sheet1.", "放到 ⟨Range1⟩。"),
    "another sign before an amount": ("zh", "It costs $50.", "费用为 €⟨50⟩。"),
    "an address that is not encrypted": ("fr", "See https://a.example/.", "Voir ⟨http://a.example/⟩ ."),
    "another address that is not encrypted": ("de", "See a.example.", "Siehe ⟨http://a.example⟩."),
    "another case in an address": ("fr", "See https://a.example/x", "Voir ⟨https://a.example/X⟩"),
    "another address without its scheme": ("es", "See https://shop.example/.", "Véase ⟨shop.invalid⟩."),
    "another unit with stops": ("ar", "At most 10 MB.", "⟨10 غ.ب⟩ على الأكثر."),
    "another version": ("de", "Needs iOS 17.4.2.", "Braucht iOS ⟨17.4.1⟩."),
    "another placeholder": ("fr", "Takes {{ facts.a }}.", "Prend ⟨{{ facts.b }}⟩."),
    "another amount in a code block": ("es", "```\nPay 50 USD\nnow\n```", "```\nPague ya\n⟨60⟩ USD\n```"),
    "another sign of a currency": ("fr", "It costs $50.", "Cela coûte ⟨50 €⟩."),
    "a digit beside the same digit elsewhere": ("de", "10 or 20; 10 or 20.", "10 oder 20; 10 oder ⟨10⟩."),
    "another name, in another script": ("ru", "Use Ethereum.", "Используйте\nсеть ⟨Solana⟩."),
    "another name, in Chinese": ("zh", "Use the network Polygon.", "请使用 ⟨Arbitrum⟩ 网络。"),
    "a number of one thing": ("ar", "Send at least 10 USDT.", "أرسل ⟨١ USDT⟩ على الأقل."),
    "a group sign for a decimal sign": ("de", "It costs 1.5 TRX.", "Es kostet ⟨1.500 TRX⟩."),
    "more words than the source has": ("ru", "Never share your 12 words.", "Никому не сообщайте свои ⟨24⟩ слова."),
    "a digit of a large number": ("ja", "At most 1,234,567 yen.", "最大 ⟨1,234,576⟩ 円。"),
    "one for six in words": ("zh", "Check the first six letters.", "核对前 ⟨1⟩ 位。"),
    "another ordinal": ("fr", "On 1 May 2026.", "Le ⟨2 mai 2026⟩."),
    "another link in HTML": (
        "fr",
        'See <a href="https://a.example/x">it</a> or wait.',
        'Voir\n<a href="⟨https://b.example/x⟩">ceci</a> ou attendre.',
    ),
    "a link in HTML that is added": ("ru", "Call us.", 'Звоните <a href="⟨tel:+12025550142⟩">сюда</a>.'),
    "a link in a block of HTML that is added": (
        "es",
        "Call us.",
        'Llame.\n\n<div>\n<p>O aquí:</p>\n<a href="⟨https://b.example/x⟩">x</a>\n</div>',
    ),
    "a number that is left out, below a translator's comment": (
        "fr",
        "Wait.\n\nThen try 3 times.",
        "Attendez.\n\n<!-- à revoir -->\n\n⟨Puis réessayez.⟩",
    ),
    "a form that is added": ("de", "Wait.", 'Warten Sie.\n\n<form action="⟨https://b.example/x⟩"><input></form>'),
    "a number in a block of HTML": ("zh", "<p>Wait 15 minutes.</p>", "<p>\n请等待 ⟨25 分钟⟩。\n</p>"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_changed_fact_is_found_at_its_line(name: str) -> None:
    assert_found_at_marks(*FAULTS[name])


LOOK_ALIKES = {
    "a number before the list in whose item the source has it": (
        "fr",
        "- Wait 15 or 40 minutes.\n- Open it.",
        "Attendez 40 minutes.\n\n- Ou attendez 15 minutes.\n- Ouvrez-la.",
    ),
    "the same": ("fr", "Wait 15 minutes.", "Attendez 15 minutes."),
    "a link in HTML for one in Markdown": (
        "fr",
        "See [it](https://a.example/x).",
        'Voir <a href="https://a.example/x">ceci</a>.',
    ),
    "a number within tags": ("de", "Wait 150 minutes.", "Warten Sie 1<b>50</b> Minuten."),
    "what HTML does not show": (
        "es",
        "Wait.",
        "Espere.\n\n<!-- 15 https://b.example/ -->\n\n<style>\np { top: 5px }\n</style>",
    ),
    "German signs": ("de", "Send 1,000.50 USDT.", "Senden Sie 1.000,50 USDT."),
    "Arabic digits and signs": ("ar", "Send 1,000.50 USDT.", "أرسل ١٬٠٠٠٫٥٠ USDT."),
    "a no-break space between groups": ("ru", "Send 1,000.50 USDT.", "Отправьте 1\u00a0000,50 USDT."),
    "a narrow no-break space": ("fr", "Send 1,000.50 USDT.", "Envoyez 1\u202f000,50 USDT."),
    "a plain space": ("es", "Send 10,000 USDT.", "Envíe 10 000 USDT."),
    "no group sign": ("es", "Send 1,000 USDT.", "Envíe 1000 USDT."),
    "ten thousands": ("zh", "At most 20,000 USDT.", "最多 2 万 USDT。"),
    "ten thousands in Japanese": ("ja", "At most 150,000 yen.", "最大15万円。"),
    "millions": ("de", "Over 5 million people.", "Über 5 Millionen Menschen."),
    "full-width digits": ("zh", "Wait 30 minutes, at most 2,000.", "请等待３０分钟，最多２，０００。"),
    "number words": ("fr", "Enter the 6 digits within 2 minutes.", "Saisissez les six chiffres en deux minutes."),
    "digits for number words": ("zh", "Check the first six letters twice.", "请核对前 6 位，核对两次。"),
    "declined number words": ("ru", "Wait for 3 answers and 5 days.", "Дождитесь трёх ответов и пяти дней."),
    "a feminine number word": ("ar", "Try 3 times.", "حاول ثلاث مرات."),
    "a dual": ("ar", "Wait 2 minutes.", "انتظر دقيقتين."),
    "one as an article": ("de", "Wait 1 hour for one answer.", "Warten Sie eine Stunde auf eine Antwort."),
    "one that is not said": ("ru", "Wait 1 hour.", "Подождите час."),
    "one for an article": ("zh", "Wait an hour.", "请等 1 个小时。"),
    "an ordinal": ("fr", "On 1 May 2026, the 2nd time.", "Le 1er mai 2026, la 2e fois."),
    "an ordinal in words": ("es", "The 1st answer counts.", "Cuenta la primera respuesta."),
    "a step with a counter": ("zh", "Go back to step 3.", "回到第 3 步。"),
    "another order": ("ja", "Send 50 USDT before 14:20 with TRC-20.", "TRC-20で14:20までに50 USDTを送ってください。"),
    "a percent sign before or away": ("ar", "The fee is 5% or 0.5%.", "الرسوم 5٪ أو ٠٫٥٪."),
    "per cent in words": ("es", "The fee is 5%.", "La comisión es del 5 por ciento."),
    "a range with another dash": ("pt-BR", "It takes 1–3 working days.", "Leva de 1 a 3 dias úteis."),
    "a range with a tilde": ("zh", "It takes 1–3 days.", "需要 1~3 天。"),
    "days for hours": ("de", "It takes 48 hours.", "Das dauert 2 Tage."),
    "an afternoon of 24 hours": ("fr", "Call between 9 am and 2:30 pm.", "Appelez entre 9 h et 14 h 30."),
    "an afternoon in Spanish": ("es", "Call before 2 pm.", "Llame antes de las 2 de la tarde."),
    "an afternoon in Chinese": ("zh", "Call before 2:30 pm.", "请在下午2:30前致电。"),
    "an afternoon in Russian": ("ru", "Call before 2 pm.", "Звоните до 2 часов дня."),
    "an afternoon in German": ("de", "Call before 2 pm.", "Rufen Sie vor 14 Uhr an."),
    "an afternoon in Arabic": ("ar", "Call before 2 pm.", "اتصل قبل الساعة 2 ظهرًا."),
    "a span of a morning": ("de", "Open 9–11 am.", "Geöffnet 9–11 Uhr."),
    "noon": ("fr", "Call before 12:00.", "Appelez avant midi."),
    "a date in French": ("fr", "Until November 20, 2026.", "Jusqu’au 20 novembre 2026."),
    "a date in Russian": ("ru", "Until 20 November 2026.", "До 20 ноября 2026 г."),
    "a date in Portuguese": ("pt-BR", "Until 20 November 2026.", "Até 20 de novembro de 2026."),
    "a date in Chinese": ("zh", "Until 20 November 2026.", "截至2026年11月20日。"),
    "a date in Arabic digits": ("ar", "Until 20 November 2026.", "حتى ٢٠ نوفمبر ٢٠٢٦."),
    "a date in figures": ("de", "Until 20 November 2026.", "Bis zum 20.11.2026."),
    "days of a month": ("de", "From 20–25 November 2026.", "Vom 20. bis 25. November 2026."),
    "a month and a year": ("ja", "Since May 2026.", "2026年5月から。"),
    "a date over two lines": ("es", "Until 20\nNovember 2026.", "Hasta el 20 de\nnoviembre de 2026."),
    "reflowed lines": ("de", "Send 50 USDT. Wait 30 minutes.", "Senden Sie 50\nUSDT. Warten Sie 30\nMinuten."),
    "a list's markers": ("fr", "1. Wait.\n2. Call.", "1) Attendez.\n2) Appelez."),
    "a footnote": ("ru", "Wait.[^1]\n\n[^1]: 30 minutes.", "Подождите.[^note]\n\n[^note]: 30 минут."),
    "an abbreviation with a digit": ("fr", "Turn on 2FA.", "Activez la double authentification."),
    "its letters in another order": ("fr", "Turn on 2FA.", "Activez l’A2F."),
    "a network with and without hyphen": ("zh", "Choose TRC-20.", "选择 TRC20。"),
    "a currency as a sign or name": ("de", "It costs USD 50, or $20.", "Es kostet 50 $ oder 20 US-Dollar."),
    "a unit with stops": ("ar", "At most 10 MB, or 4 GB.", "10 م.ب على الأكثر، أو 4 غ.ب."),
    "a unit of bytes": ("fr", "At most 10 MB.", "10 Mo au maximum."),
    "an abbreviation of one language": ("es", "The VAT is included.", "El IVA está incluido."),
    "an abbreviation in words": ("ar", "Note the transaction ID.", "دوّن معرّف المعاملة."),
    "said twice": ("fr", "Wait 30 minutes.", "Attendez 30 minutes. Oui, 30 minutes."),
    "a phone number with other spaces": ("fr", "Call +1 202-555-0142.", "Appelez le +1 202 555 01 42."),
    "a calling code of the language": ("zh", "Such as +44.", "例如 +86。"),
    "a calling code without its sign": ("ar", "Such as +44.", "مثل 966 للسعودية."),
    "a host for each language": ("de", "[E](https://shop.example/en/x)", "[E](https://shop.example/de/x)"),
    "an encyclopedia": ("ru", "[E](https://en.wiki.example/Fee)", "[E](https://ru.wiki.example/Комиссия)"),
    "a link to another article that is added": ("es", "Wait.", "Espere: [comisiones](fees.md)."),
    "a name on a button": ("de", "Choose `Settings`.", "Wählen Sie `Einstellungen`."),
    "a heading's id": ("ar", "Text.\n\n### C {#step-2}", "نص.\n\n### ج {#step-2}"),
    "rows in another order": (
        "es",
        "| Bank | TRC-20 | 1 USDT |\n| --- | --- | --- |\n| Card | ERC-20 | 5 USDT |\n| Wire | BEP-20 | 7 USDT |",
        "| Banco | TRC-20 | 1 USDT |\n| --- | --- | --- |\n| Giro | BEP-20 | 7 USDT |\n| Tarjeta | ERC-20 | 5 USDT |",
    ),
    "invisible marks of direction": ("ar", "Send 50 USDT.", "أرسل \u200e50\u200e USDT."),
    "a version": ("fr", "Needs iOS 17.4.", "Nécessite iOS 17.4."),
    "all days and hours": ("fr", "Open 24/7.", "Ouvert 24 h/24 et 7 j/7."),
    "a dollar of one country": ("fr", "It costs $1,234.50.", "Cela coûte 1 234,50 $US."),
    "a currency's name in Russian": ("ru", "It costs USD 50.", "Это стоит 50 долларов США."),
    "a currency's name in Chinese": ("zh", "It costs US$50.", "费用为 50 美元。"),
    "a currency before the number": ("pt-BR", "It costs €1,234.50.", "Custa € 1.234,50."),
    "words with a prefix": ("ar", "The 2nd and 3rd step.", "الخطوة الثانية والثالثة."),
    "numbers of working days": ("ar", "It takes 3–10 working days.", "يستغرق من 3 إلى 10 أيام عمل."),
    "bold numbers": ("ru", "Send **1,000** USDT.", "Отправьте **1 000** USDT."),
    "an address between angle brackets": ("de", "<https://shop.example/en/>", "<https://shop.example/de/>"),
    "another script's names": ("zh", "On iPhone 15 or Windows 11.", "在 iPhone 15 或 Windows 11 上。"),
    "an address of another language": ("fr", "See https://a.example/fr/x", "Voir https://a.example/fr/x"),
    "an address without its scheme": ("es", "See https://shop.example/.", "Véase shop.example."),
    "a word that begins like a unit": ("fr", "It shows 42 s later.", "Le résultat 42 s’affiche."),
    "a decimal at the end of a sentence": ("zh", "It is new in 2.4.", "2.4 新增。"),
    "an address at the end of a sentence": ("zh", "See https://a.example/x.", "请见 https://a.example/x 。"),
    "a number at the end of a word with a mark": ("es", "See module 2.", "Vea el Módulo2."),
    "a number at the end of a Vietnamese word": ("vi", "See part 2.", "Xem Phần2."),
    "a word in capitals with a mark": ("fr", "Look at its STATE, and at USDT.", "Voyez son ÉTAT, et USDT."),
    "a sign that other languages have for another unit": ("fr", "A font of 12pt.", "Une police de 12 pt."),
    "a code in words with its digit": ("zh", "Objects in 3D.", "3维对象。"),
    "a word with a digit": ("de", "Put it on Sheet1.", "Legen Sie es auf Blatt1 ab."),
    "a word with a digit, in another script": ("ru", "Put it on Sheet1.", "Положите на Лист1."),
    "a key in capitals": ("ru", "Press Ctrl+8.", "Нажмите CTRL+8."),
    "two numbers side by side": ("fr", "In 2026, 100 people called.", "En 2026 100 personnes ont appelé."),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_only_looks_like_a_change_is_none(name: str) -> None:
    locale, source, translation = LOOK_ALIKES[name]
    assert compared(locale, source, translation) == []


SAID_WITHOUT = {"de": "Täglich rund um die Uhr", "ru": "Круглосуточно"}


@pytest.mark.parametrize(
    ("locale", "english", "translation", "faults"),
    [
        ("de", "Open 24 hours.", "Rund um die Uhr geöffnet.", 0),
        ("ru", "Open 24 hours a day.", "Открыто круглосуточно.", 0),
        ("de", "Wait 24 hours.", "Bitte warten Sie.", 1),
        ("ru", "Wait 24 hours.", "Подождите.", 1),
    ],
)
def test_twenty_four_hours_may_be_said_as_the_interface_says_it(
    locale: str, english: str, translation: str, faults: int, tmp_path: Path
) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    words = f'{head}msgid "24 hours, every day"\nmsgstr "{SAID_WITHOUT[locale]}"\n'
    files = {
        "mkdocs.yml": mkdocs_yml("en", locale, options={"words": ["words"]}),
        "../words/" + f"{locale}.po": words,
        "en/a.md": f"# A\n\n{english}\n",
        f"{locale}/a.md": f"# A\n\n{translation}\n",
    }
    assert len(findings_of(tmp_path, files, RULE)) == faults


def test_a_source_that_is_not_english() -> None:
    assert compared("en", "请等待 2 万秒，最多 5 天。", "Wait 20,000 seconds, at most 5 days.", home="zh") == []
    found = compared("en", "最多 5 天。", "At most 6 days.", home="zh")
    assert [(f.path, f.line) for f in found] == [("en/a.md", 4)]


def test_a_broken_link_is_left_to_its_own_rule() -> None:
    assert compared("fr", "See [fees](fees.md).", "Voir [les frais](frais.md).") == []
