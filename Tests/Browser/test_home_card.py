"""Cards for people who take part from home: registered, by letter and by e-mail."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from pages import COMING, send_name
from people import sign_in
from test_email import submit, text, wait_for


def register(guest: Device, language: str) -> str:
    guest.open(f"{COMING}/anmeldung")
    guest.page.locator("[name=sprache]").select_option(language)
    send_name(guest)
    guest.page.wait_for_url("**/anmeldung/*")
    rows = guest.stack.sql("select id from registrations order by registered_at desc, id desc limit 1")
    return f"{COMING}/einlass/{rows.strip()}/zuhause"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_letter_with_a_card(open_device: OpenDevice, language: str) -> None:
    guest, desk = open_device(PHONE, language=language), open_device(WIDE)
    path = register(guest, language)
    sign_in(desk, "desk")
    desk.open(f"{COMING}/einlass")
    checks.assert_accessible(desk, "the list")
    desk.page.locator(f"a[href='{path}']").click()
    checks.assert_accessible(desk, "a card for home")
    desk.page.screenshot(path=desk.stack.place / f"home-form-{language}.png", full_page=True)
    desk.page.locator("[name=anschrift]").fill("Gast\nBeispielweg 1\n21073 Hamburg")
    desk.press("Karte machen")
    expect(desk.page.locator(".letter .participation-card")).to_be_visible()
    checks.assert_accessible(desk, "the letter")
    desk.page.screenshot(path=desk.stack.place / f"home-letter-{language}.png", full_page=True)
    paper = desk.stack.place / f"home-letter-{language}.pdf"
    desk.page.pdf(path=paper, prefer_css_page_size=True, format="A4")
    pages = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in pages, pages
    picture = desk.stack.place / f"home-letter-{language}"
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", paper, picture], check=True)
    code = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", f"{picture}.png"], capture_output=True, text=True, check=False
    ).stdout.strip()
    assert "/karte#" in code, "the QR code on the letter cannot be read"
    home = open_device(PHONE, language=language)
    home.page.goto(code)
    submit(home)
    home.page.wait_for_url("**/mein-abend")


def test_an_email_with_a_card(open_device: OpenDevice) -> None:
    guest, desk = open_device(PHONE, language="ar"), open_device(WIDE)
    path = register(guest, "ar")
    sign_in(desk, "desk")
    desk.open(path)
    desk.page.locator("[name=weg][value=mail]").check()
    desk.expect_problem("status of 422")
    desk.press("Karte machen")
    expect(desk.page.locator("[aria-invalid]")).to_be_visible()
    checks.assert_accessible(desk, "no address")
    desk.page.locator("[name=mailadresse]").fill("daheim@example.org")
    desk.press("Karte machen")
    expect(desk.page.get_by_text("unterwegs")).to_be_visible()
    checks.assert_accessible(desk, "on its way")
    message = wait_for(desk.stack, "daheim@example.org")
    assert message["Content-Language"] == "ar"
    link = next(line for line in text(message).splitlines() if "/karte#" in line)
    guest.page.goto(link.strip())
    submit(guest)
    guest.page.wait_for_url("**/mein-abend")
