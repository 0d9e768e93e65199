"""Participation cards: on the screen, on paper, and in somebody's hand."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE
from people import LIVE, Card, read_qr, sign_in, sign_in_with_card, walk_in
from stack import Stack


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_qr_code_on_a_card_can_be_read(open_device: OpenDevice, scheme: str) -> None:
    desk = open_device(WIDE, scheme=scheme)
    sign_in(desk, "desk")
    walk_in(desk, "Gast")
    address = read_qr(desk)
    if address is None:
        pytest.skip("zbarimg is not installed: the QR code was not read")
    assert re.fullmatch(re.escape(desk.stack.url("/karte")) + r"#[\w-]{22}", address)


def test_a_card_opened_by_its_qr_code_leaves_no_trace(open_device: OpenDevice) -> None:
    """The secret disappears from the address bar, stays out of every address that is asked for, and works again later."""
    desk, first, second = open_device(WIDE), open_device(PHONE), open_device(PHONE)
    sign_in(desk, "desk")
    card = walk_in(desk, "Gast")
    if card.address is None:
        pytest.skip("zbarimg is not installed: the QR code was not read")
    secret = card.address.partition("#")[2]
    asked: list[str] = []
    for device in (first, second):
        device.page.on("request", lambda request: asked.append(request.url))
        sign_in_with_card(device, Card(card.code, card.address))
        assert secret not in device.page.url
    assert not [url for url in asked if secret in url.partition("#")[0]]
    assert "#" not in first.page.evaluate("document.referrer")


# --- printed in advance


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_sheet_of_cards_is_printed_and_handed_out(evening: Stack, open_device: OpenDevice, language: str) -> None:
    """Ten to a page, each with a code that a camera reads from paper; alive as soon as the desk has typed its number."""
    desk, guest = open_device(WIDE, language=language), open_device(PHONE, language=language)
    sign_in(desk, "desk")
    desk.open(f"{LIVE}/karten")
    checks.assert_accessible(desk, "before printing")
    desk.page.locator("[name=anzahl]").fill("12")
    desk.page.locator("main form .button.wide").click()
    cards = desk.page.locator(".participation-card")
    expect(cards).to_have_count(12)
    checks.assert_accessible(desk, "the sheet")
    sheet = desk.stack.place / f"cards-{language}.pdf"
    desk.page.pdf(path=sheet, prefer_css_page_size=True)
    addresses = read_pages(sheet)
    assert [len(page) for page in addresses] == [10, 2]
    flat = [address for page in addresses for address in page]
    assert len(set(flat)) == 12 and all(re.fullmatch(re.escape(desk.stack.url("/karte")) + r"#[\w-]{22}", address) for address in flat)

    number = re.search(r"\d+", cards.nth(4).locator(".number").inner_text())
    code = "".join(cards.nth(4).locator(".code span").all_inner_texts())
    assert number
    guest.expect_problem("status of 422")
    guest.open("/karte")
    guest.page.locator("[name=code]").fill(code)
    guest.page.locator("main form .button.wide:visible").tap()
    expect(guest.page.locator("[aria-invalid]")).to_be_visible()

    desk.open(f"{LIVE}/einlass")
    desk.page.locator("[name=name]").fill("Zübeyde أميرة")
    desk.page.locator("[name=nummer]").fill(number.group())
    desk.page.locator("[name=nummer]").press("Enter")
    expect(desk.page.locator("#liste").get_by_text("Zübeyde أميرة")).to_be_visible()
    guest.page.locator("[name=code]").fill(code)
    guest.page.locator("main form .button.wide:visible").tap()
    expect(guest.page).to_have_url(re.compile("/mein-abend$"))


def read_pages(sheet: Path) -> list[list[str]]:
    """What a camera reads on each page of a printed sheet."""
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(sheet), str(sheet.with_suffix(""))], check=True, timeout=60)
    pages = sorted(sheet.parent.glob(f"{sheet.stem}-*.png"))
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]
    return [subprocess.run([*command, str(page)], capture_output=True, text=True, check=True, timeout=60).stdout.split() for page in pages]
