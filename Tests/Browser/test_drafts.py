"""What is being typed stays on the device until it has arrived, and goes then."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE
from pages import COMING
from people import NOTE, RTL, come, sign_in, sit_down
from stack import Stack


def test_a_note_that_is_being_typed_survives_a_reload(evening: Stack, open_device: OpenDevice) -> None:
    """And it is gone from the device as soon as it has arrived, and nobody finds it in the empty field again."""
    desk, guest = open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sit_down(guest, 4)
    field = guest.page.get_by_label("Was wurde gesagt?")
    field.fill(NOTE)
    kept = guest.page.get_by_text("Hier gespeichert, noch nicht gesendet.")
    expect(kept).to_be_visible()
    checks.assert_accessible(guest, "with the word that it is kept")
    guest.page.reload()
    expect(field).to_have_value(NOTE)
    expect(kept).to_be_visible()
    guest.press("Notiz behalten")
    expect(guest.page.locator("#notizen article").filter(has_text="Zeile eins")).to_have_count(1)
    expect_forgotten(guest.page)
    expect(field).to_have_value("")


def test_a_draft_that_is_being_written_survives_a_reload(evening: Stack, open_device: OpenDevice) -> None:
    host = open_device(PHONE)
    sign_in(host, "table_host")
    host.page.get_by_role("link", name=re.compile("Sie begleiten Tisch")).tap()
    host.press("Empfehlung aus Notizen machen", role="link")
    title = host.page.get_by_label("Empfehlung in einem Satz")
    title.fill(RTL)
    reload_when_kept(host.page, fields=1)
    expect(title).to_have_value(RTL)
    host.page.get_by_role("checkbox").first.check()
    host.press("Entwurf speichern")
    expect(host.page.get_by_role("heading", name=RTL)).to_be_visible()
    expect_forgotten(host.page)


def test_a_conference_that_is_being_written_survives_a_reload(evening: Stack, open_device: OpenDevice) -> None:
    """And does not turn up in the next one."""
    office = open_device(WIDE)
    sign_in(office, "council_office")
    office.go("/konferenzen/neu")
    required = ("kurzname", "name", "motto", "kurz", "ort", "adresse", "lang")
    for name in required:
        office.page.locator(f"[name={name}]").fill(f"Konferenz {name}")
    reload_when_kept(office.page, fields=len(required))
    for name in required:
        expect(office.page.locator(f"[name={name}]")).to_have_value(f"Konferenz {name}")
    office.page.get_by_label("Tag", exact=True).fill("2030-05-04")
    office.press("Entwurf speichern")
    expect(office.page.get_by_text("Dieser Entwurf ist nur für das Büro zu sehen.")).to_be_visible()
    expect_forgotten(office.page)


def test_a_registration_survives_a_reload(open_device: OpenDevice) -> None:
    visitor = open_device(PHONE)
    visitor.go(f"{COMING}/anmeldung")
    name, remark = visitor.page.get_by_label("Ihr Name"), visitor.page.get_by_label("Sonst noch etwas?")
    name.fill(RTL)
    remark.fill(NOTE)
    reload_when_kept(visitor.page, fields=2)
    expect(name).to_have_value(RTL)
    expect(remark).to_have_value(NOTE)
    visitor.page.locator("[name=teilnahme]").first.check()
    visitor.press("Anmelden")
    expect(visitor.page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    expect_forgotten(visitor.page)


def reload_when_kept(page: Page, fields: int) -> None:
    """A browser keeps nothing before the page's script has come; then also what was typed before."""
    expect(page.get_by_text("Hier gespeichert, noch nicht gesendet.")).to_have_count(fields)
    page.reload()


def expect_forgotten(page: Page) -> None:
    """As soon as the next page's script has come."""
    page.wait_for_function("Object.keys(localStorage).length === 0")
