"""My data: what is stored about somebody, seen, taken along and deleted with nothing but a card."""

from __future__ import annotations

import json
import zipfile

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE
from people import sign_in, walk_in
from stack import Stack


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_seen_taken_along_and_deleted(evening: Stack, open_device: OpenDevice, language: str, javascript: bool) -> None:
    desk = open_device(WIDE)
    sign_in(desk, "desk")
    card = walk_in(desk, "Zuleika Umarova-Testmann")
    guest = open_device(PHONE, language=language, javascript=javascript)
    guest.open("/karte")
    guest.page.locator("[name=code]").fill(card.code)
    guest.page.locator("main form .button.wide:visible").tap()
    guest.page.wait_for_url("**/mein-abend")

    guest.open("/mein-konto")
    guest.page.locator("a[href='/meine-daten']").tap()
    guest.page.wait_for_url("**/meine-daten")
    expect(guest.page.locator("main")).to_contain_text("Zuleika Umarova-Testmann")
    checks.assert_accessible(guest, "my data")
    with guest.page.expect_download() as download:
        guest.page.locator("a[href$='.zip']").tap()
    path = guest.stack.place / f"data-{language}-{javascript}.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        page = archive.read("meine-daten.html").decode()
        data = json.loads(archive.read("meine-daten.json"))
    assert {"people", "cards", "registrations", "sessions"} <= {place["table"] for place in data["data"]}
    reader = open_device(PHONE, language=language)
    reader.page.set_content(page)
    expect(reader.page.locator("h1")).to_be_visible()
    assert reader.page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE.width
    checks.assert_accessible(reader, "what was taken along")

    guest.page.locator("a[href='/meine-daten/loeschung']").tap()
    guest.page.wait_for_url("**/loeschung")
    checks.assert_accessible(guest, "before deleting")
    guest.expect_problem("status of 4(22|01)")
    guest.page.locator("main form .button.wide:visible").tap()
    expect(guest.page.locator(".error").first).to_be_visible()
    checks.assert_accessible(guest, "not ticked")
    guest.page.locator("[name=sicher]").check()
    guest.page.locator("main form .button.wide:visible").tap()
    guest.page.wait_for_url("**/geloescht")
    checks.assert_accessible(guest, "deleted")
    assert guest.stack.sql("select count(*) from people where name like 'Zuleika%'").strip() == "0"
    guest.go("/meine-daten")
    expect(guest.page.locator("[name=code]")).to_be_visible()
