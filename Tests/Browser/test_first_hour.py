"""An office's first hour: from a council that has nothing yet to an evening that is announced, with poster and cards on paper."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device, View
from people import sign_in
from stack import Stack


class Effort:
    """What it takes of somebody: pages that load, fields that they fill in, buttons and links that they press."""

    def __init__(self, office: Device) -> None:
        self.office, self.page = office, office.page
        self.pages: list[str] = []
        self.fields = self.presses = 0
        self.page.on("framenavigated", self._came)

    def _came(self, frame: Frame) -> None:
        self.pages.append(urlsplit(frame.url).path)

    def fill(self, label: str, text: str) -> None:
        self.fields += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        self.presses += 1
        self.office.press(name, role)

    def confirm(self, name: str) -> None:
        self.presses += 2
        self.office.confirm(name)

    def print(self, title: str | re.Pattern[str]) -> str:
        """Presses "Drucken" on the page of this title; what comes out of the printer, as text."""
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()
        self.page.evaluate("window.print = () => { window.printed = true }")
        self.press("Drucken")
        self.page.wait_for_function("window.printed")
        self.page.emulate_media(media="print")
        text = self.page.locator("main").inner_text()
        self.page.emulate_media(media="screen")
        return text


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=lambda view: view.name)
def test_from_nothing_to_poster_and_cards(
    evening: Stack, open_device: OpenDevice, view: View, record_property: Callable[[str, object], None]
) -> None:
    evening.run("tenant", "add", "bergedorf", "--name", "Integrationsrat Bergedorf", "--district", "Bergedorf")
    office = open_device(view, tenant="bergedorf")
    page = office.page
    sign_in(office, "tenant_admin")
    effort = Effort(office)
    checks.assert_accessible(office, "of a council that has nothing yet")
    effort.press(re.compile("^Neue Veranstaltung"), "link")
    effort.fill("Kurzer Name", "1. BIK")
    effort.fill("Motto", "Gemeinsam wohnen")
    effort.fill("In zwei, drei Sätzen", "Wir reden über das Wohnen im Bezirk.")
    day = datetime.date.today() + datetime.timedelta(days=60)
    effort.fill("Tag", day.isoformat())
    effort.fill("Ort", "Haus im Park")
    effort.fill("Adresse", "Parkweg 1, 21029 Hamburg")
    effort.press("Entwurf speichern")
    expect(page.get_by_role("heading", name="Gemeinsam wohnen", level=1)).to_be_visible()
    effort.confirm("Ankündigen")
    expect(page.get_by_role("button", name="Anmeldung öffnen")).to_be_visible()
    checks.assert_accessible(office, "of the announced evening")
    effort.press("Plakat", "link")
    assert "Gemeinsam wohnen" in effort.print("Plakat")
    effort.press("Zurück", "link")
    effort.press("Karten", "link")
    effort.press("Karten machen")
    assert effort.print(re.compile("100 Karten")).count("1. BIK") == 100
    assert evening.fetch("/konferenzen/1-bik", "bergedorf").status == 200
    record_property("measured", f"The first hour ({view.name}): {len(effort.pages)} pages, {effort.fields} fields, {effort.presses} presses")
    assert len(effort.pages) <= 8 and effort.fields <= 6 and effort.presses <= 10, effort.pages
    # A list that begins two months before is not late on its first day.
    office.go("/konferenzen/1-bik/planung")
    expect(page.get_by_role("row", name=re.compile("Ort ansehen"))).to_be_visible()
    expect(page.get_by_text("überfällig")).to_have_count(0)
