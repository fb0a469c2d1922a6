""" "Did this help?": what is sent, what is remembered, and where a no leads."""

from __future__ import annotations

from playwright.sync_api import Browser, Request, expect

from browser.watch import WatchedPage, visit, watched
from static_host import StaticHost


def sent_by(reader: WatchedPage) -> list[Request]:
    sent: list[Request] = []
    reader.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    reader.page.route("**/answers", lambda route: route.fulfill(status=204))
    return sent


def test_an_answer_is_sent_once_with_locale_path_and_answer_alone(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, locale="fr") as reader:
        page, sent = reader.page, sent_by(reader)
        page.context.add_cookies([{"name": "session", "value": "secret", "url": parcels.url}])
        visit(page, parcels.url + "fr/parcels/lost/")
        oui = page.get_by_role("button", name="Oui")
        with page.expect_request("**/answers"):
            oui.click()
        oui.click()
        expect(page.locator(".feedback [role=status]")).to_have_text("Merci de votre réponse.")
        expect(oui).to_have_attribute("aria-pressed", "true")
        assert len(sent) == 1
        assert sent[0].post_data == "locale=fr&path=parcels%2Flost.md&answer=yes"
        headers = sent[0].all_headers()
        assert "cookie" not in headers
        assert "referer" not in headers

        page.reload()
        expect(page.get_by_role("button", name="Oui")).to_have_attribute("aria-pressed", "true")
        visit(page, parcels.url + "parcels/lost/")
        expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
        assert len(sent) == 1, "an answer is the article's, in all its languages"


def test_no_leads_on_to_the_channels(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        sent = sent_by(reader)
        visit(reader.page, parcels.url + "parcels/lost/")
        reader.page.get_by_role("button", name="No", exact=True).focus()
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator(".contact-channels")).to_be_focused()
        expect(reader.page.locator(".contact-channels h2")).to_be_in_viewport()
        expect(reader.page.locator(".feedback [role=status]")).to_contain_text("The people below")
        reader.page.keyboard.press("Tab")
        expect(reader.page.locator(".contact-channels a").first).to_be_focused()
        assert [request.post_data for request in sent] == ["locale=en&path=parcels%2Flost.md&answer=no"]


def test_without_an_endpoint_nothing_is_sent_and_the_thanks_are_shown(host: StaticHost, browser: Browser) -> None:
    with watched(browser, host.url) as reader:
        sent = sent_by(reader)
        reader.page.goto(host.url + "withdrawals/fees/", wait_until="networkidle")
        reader.page.get_by_role("button", name="Yes").click()
        expect(reader.page.locator(".feedback [role=status]")).to_have_text("Thank you for your answer.")
        reader.page.wait_for_load_state("networkidle")
        assert sent == []
        assert reader.troubles == []


def test_without_scripts_nobody_asks(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url, java_script_enabled=False) as reader:
        reader.page.goto(parcels.url + "parcels/lost/")
        expect(reader.page.locator(".feedback")).to_be_hidden()


def test_answers_are_kept_for_the_page_where_storage_is_off(parcels: StaticHost, browser: Browser) -> None:
    with watched(browser, parcels.url) as reader:
        reader.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
        sent = sent_by(reader)
        visit(reader.page, parcels.url + "parcels/lost/")
        for _ in range(2):
            reader.page.get_by_role("button", name="Yes").click()
        expect(reader.page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
        assert len(sent) == 1
        assert reader.troubles == []
