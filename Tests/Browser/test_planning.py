"""An office plans the next evening from the last one: copied, its programme moved about, its tasks ticked."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from people import sign_in
from stack import Stack


def order(office: Device) -> list[str]:
    return [field.input_value() for field in office.page.locator("ol.programme [data-part=title]").all()]


def times(office: Device) -> list[str]:
    return office.page.locator("ol.programme [data-part=time]").all_inner_texts()


def test_the_programme_is_moved_by_keyboard_by_button_and_by_mouse(evening: Stack, open_device: OpenDevice) -> None:
    office = open_device(WIDE)
    sign_in(office, "council_office")
    page = office.page
    office.go("/konferenzen/neu")
    office.press("18. HIK", role="link")
    expect(page.get_by_text("Ausgefüllt wie bei 18. HIK")).to_be_visible()
    # The page's script makes a list of the text.
    expect(page.locator("ol.programme [data-part=title]").nth(4)).to_be_visible()
    before = order(office)
    assert len(before) > 4
    checks.assert_accessible(office, "with the programme as a list")
    # By keyboard: the second goes up, and the times follow.
    page.locator("ol.programme [data-part=title]").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    assert order(office) == [before[1], before[0], *before[2:]]
    assert times(office) == sorted(times(office))
    expect(page.locator("ol.programme [data-part=title]").nth(0)).to_be_focused()
    # By button, back again.
    page.get_by_role("button", name=f"Nach unten: {before[1]}").click()
    assert order(office) == before
    # By mouse: the first onto the lower half of the third.
    page.get_by_label("Kurzer Name").focus()
    first, third = (page.locator("ol.programme li").nth(number) for number in (0, 2))
    # In the middle: at the edges the browser scrolls while something is dragged.
    first.evaluate("line => line.scrollIntoView({ block: 'center' })")
    start, end = first.locator("time").bounding_box(), third.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, start["y"] + 20, steps=4)
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 6, steps=12)
    page.mouse.up()
    assert order(office)[:3] == [before[1], before[2], before[0]]
    # One more, another gone, ten minutes longer; what is sent is the text.
    page.get_by_role("button", name="Punkt hinzufügen").click()
    page.keyboard.type("Gemeinsam aufräumen")
    page.get_by_role("button", name=f"Weglassen: {before[3]}").click()
    begin = page.get_by_label("Beginnt um")
    begin.fill("18:00")
    assert times(office)[0] == "18:00"
    checks.assert_accessible(office, "after moving")
    checks.assert_no_overflow(office)
    day = (datetime.date.today() + datetime.timedelta(days=90)).isoformat()
    for label, value in (("Kurzer Name", "21. HIK"), ("Motto", "Zusammen planen"), ("In zwei, drei Sätzen", "Ein Abend."), ("Tag", day)):
        page.get_by_label(label, exact=True).first.fill(value)
    page.locator("[name=name]").fill("21. Konferenz")
    office.press("Entwurf speichern")
    expect(page.get_by_role("heading", name="Zusammen planen")).to_be_visible()
    expect(page.locator("ol.programme li")).to_have_count(len(before))
    shown = page.locator("ol.programme li").all_inner_texts()
    assert "18:00" in shown[0] and before[1] in shown[0]
    assert "Gemeinsam aufräumen" in shown[-1]


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_tasks_are_ticked_and_added(evening: Stack, open_device: OpenDevice, size: dict[str, int]) -> None:
    office = open_device(size)
    sign_in(office, "council_office")
    page = office.page
    office.open("/konferenzen/19-hik/planung")
    checks.assert_no_overflow(office)
    open_tasks = page.get_by_role("button", name="Erledigt", exact=True)
    count = open_tasks.count()
    assert count > 3
    open_tasks.first.click()
    expect(open_tasks).to_have_count(count - 1)
    page.get_by_role("button", name="Doch noch offen").last.click()
    expect(open_tasks).to_have_count(count)
    page.get_by_label("Aufgabe", exact=True).fill("Fahne ausleihen")
    page.get_by_label("Bis").last.fill((datetime.date.today() + datetime.timedelta(days=10)).isoformat())
    office.press("Aufgabe hinzufügen")
    expect(page.get_by_text("Fahne ausleihen")).to_be_visible()
    office.confirm(page.locator("tr").filter(has_text="Fahne ausleihen").get_by_role("button", name="Weglassen"))
    expect(page.get_by_text("Fahne ausleihen")).to_have_count(0)
    checks.assert_accessible(office, "after all that")


def test_the_programme_as_text_without_scripts(evening: Stack, open_device: OpenDevice) -> None:
    office = open_device(WIDE, javascript=False)
    sign_in(office, "council_office")
    office.go("/konferenzen/19-hik/bearbeiten")
    text = office.page.locator("[name=programm]")
    text.fill("17:00 Ankommen\n17:30 Reden")
    office.press("Speichern")
    expect(office.page.locator("ol.programme li")).to_have_text([re.compile("Ankommen"), re.compile("Reden")])
