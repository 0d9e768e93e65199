"""Five people register in different ways, for fewer seats: alone on a phone, with a friend, by telephone, on paper, in Arabic with e-mail.

Seats become free, and those who wait move up: who has no e-mail at once, who has one when they say that they come.
"""

from __future__ import annotations

import re
import subprocess

from playwright.sync_api import Page, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from people import sign_in
from stack import Stack

COMING = "/konferenzen/19-hik"


def test_five_ways_to_a_seat(evening: Stack, open_device: OpenDevice, javascript: bool) -> None:
    office = open_device(WIDE, javascript=javascript)
    sign_in(office, "council_office")
    office.go(f"{COMING}/anmeldungen")
    taken = int(office.page.locator("#zahl").inner_text().split(" ")[0])
    office.go(f"{COMING}/bearbeiten")
    office.page.locator("[name=plaetze]").fill(str(taken + 4))
    office.press("Speichern")

    alone = register(open_device(PHONE, javascript=javascript), "Gast Eins")
    expect(alone.page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    number = "".join(alone.page.get_by_text(re.compile(r"^\w{4} \w{4} \w{4}$")).inner_text().split())

    pair = open_device(PHONE, javascript=javascript)
    register(pair, "Gast Zwei", weitere="1", namen="Gast Drei", dolmetschen="fa", essen="vegan")
    expect(pair.page.locator("main li strong")).to_have_text(["Gast Drei"])
    checks.assert_no_overflow(pair)

    enter(office, "Gast vom Telefon", "Telefon", kontakt="040 123456")
    expect(office.page.get_by_role("heading", name="Gast vom Telefon ist eingetragen")).to_be_visible()
    enter(office, "Gast auf Papier", "Papier")
    expect(office.page.locator("main .notice").get_by_text("Warteliste")).to_be_visible()
    checks.assert_accessible(office, "with somebody just entered")

    arabic = open_device(PHONE, javascript=javascript, language="ar")
    register(arabic, "Gast Fünf", kontakt="gast@example.org")
    expect(arabic.page.locator("main .notice").first).to_contain_text("2")
    checks.assert_no_overflow(arabic)

    # By the number, on another phone; then the paper guest has the seat.
    friend = open_device(PHONE, javascript=javascript)
    friend.open(f"{COMING}/anmeldung-finden")
    friend.page.get_by_label("Anmeldenummer").fill(f"{number[:4].lower()} {number[4:8]}-{number[8:]}")
    friend.press("Meine Anmeldung finden")
    cancel(friend, friend.page.get_by_role("button", name="Absagen"))
    expect(friend.page.get_by_text("Sie haben abgesagt")).to_be_visible()
    office.go(f"{COMING}/anmeldungen")
    expect(row(office.page, "Gast auf Papier").get_by_text("erwartet")).to_be_visible()

    # The friend does not come: the next one reads mail, and is asked.
    cancel(pair, pair.page.locator("main li").get_by_role("button"))
    expect(pair.page.locator("main li").get_by_text("abgesagt")).to_be_visible()
    arabic.page.reload()
    checks.assert_accessible(arabic, "with a seat that waits for an answer")
    arabic.press("نعم، سأحضر")
    expect(arabic.page.locator("main .notice.good").first).to_be_visible()

    office.go(f"{COMING}/anmeldungen")
    expect(office.page.locator("#zahl")).to_have_text(re.compile(f"^{taken + 4} von {taken + 4} "))
    checks.assert_accessible(office, "with all of them")
    office.go(f"{COMING}/bedarf")
    expect(office.page.locator("section").filter(has_text="Dolmetschen").get_by_text("Gast Zwei")).to_be_visible()
    expect(office.page.locator("dd").filter(has_text=re.compile("^1$"))).to_have_count(1)
    checks.assert_accessible(office, "with what is needed")
    # A sheet of its own for each: the kitchen's says no names, and what somebody else has to know is not on it.
    paper = office.stack.place / "needs.pdf"
    office.page.pdf(path=paper, prefer_css_page_size=True)
    sheets = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    kitchen = next(sheet for sheet in sheets if "Küche" in sheet)
    assert "Gast" not in kitchen and "Dolmetschen" not in kitchen and any("Gast Zwei" in sheet for sheet in sheets)
    # What nobody needs takes no paper.
    assert "Hier braucht niemand etwas" in office.page.inner_text("main") and "Hier braucht niemand etwas" not in "".join(sheets)


def register(guest: Device, name: str, **fields: str) -> Device:
    guest.open(f"{COMING}/anmeldung")
    page = guest.page
    if "weitere" in fields:
        page.locator("main summary").first.click()
    page.locator("[name=name]").fill(name)
    for field, value in fields.items():
        control = page.locator(f"[name={field}]")
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.locator("[name=teilnahme]").first.check()
    page.locator("main .button.wide").click()
    expect(page).to_have_url(re.compile(r"/anmeldung/[0-9A-Z]{12}$"))
    checks.assert_accessible(guest, "registered")
    return guest


def enter(office: Device, name: str, channel: str, kontakt: str = "") -> None:
    office.go(f"{COMING}/anmeldungen")
    page = office.page
    page.locator("[name=name]").fill(name)
    page.get_by_role("radio", name=channel).check()
    if kontakt:
        page.locator("main form details summary").last.click()
        page.locator("[name=kontakt]").fill(kontakt)
    office.press("Jemanden eintragen")


def row(page: Page, name: str):  # noqa: ANN201 - a locator of the page
    return page.locator("tr").filter(has_text=name)


def cancel(device: Device, button) -> None:  # noqa: ANN001 - a locator of the page
    """Without scripts nobody asks back."""
    if device.javascript:
        device.confirm(button)
    else:
        button.click()


def test_a_short_text_is_copied(evening: Stack, open_device: OpenDevice) -> None:
    office = open_device(WIDE)
    sign_in(office, "council_office")
    enter(office, "Gast vom Telefon", "Telefon", kontakt="040 123456")
    office.go(f"{COMING}/mitteilung")
    office.page.locator("main textarea").first.fill("Der Eingang ist heute hinten.")
    office.page.locator("main .button.wide").click()
    office.go(f"{COMING}/nachrichten")
    office.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = office.page.get_by_role("button", name="Text kopieren").first
    button.click()
    expect(office.page.get_by_role("button", name="Kopiert")).to_be_visible()
    assert "Der Eingang ist heute hinten." in office.page.evaluate("navigator.clipboard.readText()")
    checks.assert_accessible(office, "with a text that was copied")
