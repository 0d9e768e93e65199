"""The desk at the door on devices of its own, with the network cut for the whole time: names, numbers, scanned cards, guests, slips of the
finger; then everything arrives, once, and what does not fit is said."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from people import read_qr, sign_in
from stack import Stack

COMING = "/konferenzen/19-hik"
PIN = "246810"


def prepare(device: Device) -> None:
    sign_in(device, "desk")
    device.open(f"{COMING}/einlass/geraet")
    device.page.get_by_label("PIN").first.fill(PIN)
    device.press("Gerät vorbereiten")
    expect(state(device)).to_have_text("Verbunden. Alles ist gesendet.")


def state(device: Device) -> Locator:
    return device.page.locator("[data-desk-state]")


def said(device: Device) -> Locator:
    return device.page.locator("[data-desk-said]")


def cut(device: Device) -> None:
    device.expect_problem("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    device.context.set_offline(True)


def arrive(device: Device, typed: str, name: str) -> None:
    """By the keyboard alone: some of the name, and Enter where it is the only one."""
    device.page.get_by_label("Wer ist da?").fill(typed)
    row = device.page.locator("[data-desk-found] li")
    expect(row).to_have_count(1)
    device.page.get_by_label("Wer ist da?").press("Enter")
    expect(device.page.get_by_role("heading", name=f"{name} ist da")).to_be_visible()
    device.page.get_by_label("Wer ist da?").fill("")


def give(device: Device, number: int) -> None:
    device.page.get_by_label("Nummer der Karte").fill(str(number))
    device.press("Diese Karte ausgeben")
    expect(device.page.locator("[data-said]")).to_contain_text(f"Karte Nr. {number}")


def admit(device: Device, name: str) -> None:
    device.page.get_by_label("Name", exact=True).fill(name)
    device.press("Aufnehmen")
    expect(device.page.get_by_role("heading", name=f"{name} ist da")).to_be_visible()


def count(device: Device) -> int:
    return int(device.page.locator("#zahl").inner_text().split(" ")[0])


def test_two_desks_without_network(evening: Stack, open_device: OpenDevice) -> None:
    office = open_device(WIDE)
    sign_in(office, "council_office")
    office.go(f"{COMING}/karten")
    office.page.get_by_label("Wie viele?").fill("10")
    office.press("Karten machen")
    card = read_qr(office)
    left, right = open_device(PHONE), open_device(PHONE)
    prepare(left)
    prepare(right)
    checks.assert_accessible(left, "the list of a desk")
    office.go(f"{COMING}/einlass")
    before = count(office)

    cut(left)
    cut(right)
    left.page.reload()
    expect(state(left)).to_contain_text("Sie können weitermachen")
    arrive(left, "bozena", "Bożena")
    left.page.get_by_label("Nummer der Karte").fill("99")
    left.press("Diese Karte ausgeben")
    expect(left.page.get_by_text("Diese Nummer liegt nicht auf dem Stapel.")).to_be_visible()
    give(left, 2)
    checks.assert_accessible(left, "with somebody before the desk")
    checks.assert_no_overflow(left)
    admit(left, "Gast am Tor")
    if card:
        # The phone's own camera opens the address; without network the desk answers.
        left.page.goto(card)
        expect(left.page.locator("[data-desk-now]")).to_contain_text("Karte Nr. 1: Wem geben Sie sie?")
        assert "#" not in left.page.url, "a card's secret stays in no address bar"
    arrive(left, "emre", "Emre")
    if card:
        expect(left.page.locator("[data-said]")).to_contain_text("Karte Nr. 1")
        left.page.goto(card)
        expect(said(left)).to_contain_text("Emre war schon eingetragen")
        left.page.goto(card[:-3] + "zzz")
        expect(said(left)).to_contain_text("Diese Karte ist hier nicht bekannt")

    arrive(right, "emre", "Emre")
    arrive(right, "fatma", "Fatma")
    give(right, 2)
    arrive(right, "gerda", "Gerda")
    right.press("Rückgängig")
    expect(said(right)).to_have_text("Rückgängig gemacht.")
    expect(right.page.locator("[data-desk-count]")).to_contain_text(f"{before + 2} sind da")
    assert count(office) == before

    left.context.set_offline(False)
    expect(state(left)).to_have_text("Verbunden. Alles ist gesendet.")
    expect(office.page.locator("#zahl")).to_contain_text(f"{before + 3} sind da")
    right.context.set_offline(False)
    expect(state(right)).to_have_text("Verbunden. Alles ist gesendet.")
    doubts = right.page.locator("[data-desk-doubts] li")
    expect(doubts).to_have_count(2)
    expect(doubts.first).to_contain_text("Emre war schon eingetragen")
    expect(doubts.last).to_contain_text("Fatma: Karte Nr. 2 liegt nicht mehr auf dem Stapel")
    checks.assert_accessible(right, "with what does not fit")
    checks.assert_no_overflow(right)
    expect(office.page.locator("#zahl")).to_contain_text(f"{before + 4} sind da")
    expect(office.page.locator("#klaeren li")).to_have_count(2)
    doubts.first.get_by_role("button").tap()
    expect(doubts).to_have_count(1)
    office.page.locator("#klaeren li").last.get_by_role("button").click()
    expect(office.page.locator("#klaeren li")).to_have_count(1)


def test_a_locked_desk_says_nothing(evening: Stack, open_device: OpenDevice) -> None:
    desk = open_device(PHONE)
    prepare(desk)
    arrive(desk, "emre", "Emre")
    expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    cut(desk)
    arrive(desk, "fatma", "Fatma")
    desk.press("Sperren")
    expect(desk.page.get_by_text("Emre")).to_have_count(0)
    desk.page.reload()
    expect(desk.page.get_by_text("Gerda")).to_have_count(0)
    checks.assert_accessible(desk, "a locked desk")
    unlock(desk, "000000")
    expect(desk.page.get_by_text("Diese PIN stimmt nicht.")).to_be_visible()
    unlock(desk, PIN)
    expect(state(desk)).to_contain_text("Es warten: 1")

    # Without the PIN, but with network: the same list, a new PIN, and nothing that was written down is lost.
    desk.press("Sperren")
    desk.press("PIN vergessen?")
    desk.page.locator("[data-desk-part=new] input").fill("97531")
    desk.press("Gerät vorbereiten")
    expect(desk.page.get_by_text("Nehmen Sie mindestens sechs Ziffern.")).to_be_visible()
    desk.page.locator("[data-desk-part=new] input").fill("975310")
    desk.press("Gerät vorbereiten")
    expect(desk.page.get_by_text("Das Gerät muss dafür einmal Netz haben")).to_be_visible()
    desk.context.set_offline(False)
    desk.press("Gerät vorbereiten")
    expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    expect(desk.page.locator("[data-desk-count]")).to_contain_text("2 sind da")

    # Whoever signs out leaves no list behind; but first goes what waits.
    cut(desk)
    arrive(desk, "gerda", "Gerda")
    desk.context.set_offline(False)
    expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    desk.go("/mein-konto")
    desk.page.locator(".me summary").tap()
    desk.press("Abmelden")
    expect(desk.page.locator(".me")).to_have_count(0)
    desk.page.wait_for_function("indexedDB.databases().then((all) => all.length === 0)")
    assert desk.page.evaluate("caches.keys().then((all) => all.length)") == 0
    assert desk.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_what_nobody_takes_holds_up_nothing(evening: Stack, open_device: OpenDevice) -> None:
    desk = open_device(PHONE)
    prepare(desk)
    desk.expect_problem("status of 422")
    cut(desk)
    admit(desk, "Gast davor")
    admit(desk, "Gast 🙂 mit Fehler")
    admit(desk, "Gast danach")
    desk.page.route(
        "**/eintraege", lambda route: route.fulfill(status=422) if "Fehler" in (route.request.post_data or "") else route.continue_()
    )
    desk.context.set_offline(False)
    expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    expect(desk.page.locator("[data-desk-doubts] li")).to_have_count(1)
    expect(desk.page.locator("[data-desk-doubts] li")).to_contain_text("Das konnte der Server nicht annehmen")
    expect(desk.page.locator("[data-desk-count]")).to_contain_text("2 sind da")


def test_a_tap_on_a_desk_that_has_just_locked_itself(evening: Stack, open_device: OpenDevice) -> None:
    desk = open_device(PHONE)
    prepare(desk)
    desk.page.evaluate(LOCK)
    desk.page.get_by_role("button", name="Ist da: Emre").tap()
    expect(desk.page.locator("[data-desk-part=locked]")).to_be_visible()
    expect(desk.page.get_by_role("heading", name="Emre ist da")).to_have_count(0)
    unlock(desk, PIN)
    expect(desk.page.get_by_role("heading", name="Emre ist da")).to_be_visible()
    expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    expect(desk.page.locator("[data-desk-count]")).to_contain_text("1 sind da")


def test_somebody_says_a_number_or_a_code(evening: Stack, open_device: OpenDevice) -> None:
    office = open_device(WIDE)
    sign_in(office, "council_office")
    office.go(f"{COMING}/karten")
    office.page.get_by_label("Wie viele?").fill("10")
    office.press("Karten machen")
    expect(office.page.locator(".participation-card")).to_have_count(10)
    code = "".join(office.page.locator(".participation-card").first.locator(".code span").all_inner_texts())
    number = evening.sql(
        "select r.reference from registrations as r join conferences as c on c.id = r.conference_id"
        " join people as p on p.id = r.person_id where c.slug = '19-hik' and p.name = 'Emre'"
    ).strip()
    desk = open_device(PHONE)
    prepare(desk)
    cut(desk)
    arrive(desk, f"{number[:4].lower()} {number[4:8]}-{number[8:]}", "Emre")
    give(desk, 1)
    desk.context.set_offline(False)
    expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    # Of a code only the end is known here: the name is to be looked at, and a slip in it finds nobody.
    search, rows = desk.page.get_by_label("Wer ist da?"), desk.page.locator("[data-desk-found] li")
    search.fill(f"{code[:3]} {code[3:6]} {code[6:]}".lower())
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(f"Karte …{code[-2:]}")
    wrong = code[:4] + ("2" if code[4] != "2" else "3") + code[5:]
    search.fill(wrong)
    expect(rows).to_have_text("Niemand gefunden")


# Twenty minutes have gone by.
LOCK = """new Promise((resolve) => {
  const request = indexedDB.open('einlass');
  request.onsuccess = () => {
    const change = request.result.transaction('desk', 'readwrite');
    change.objectStore('desk').put({ until: 0 }, 'open');
    change.oncomplete = () => { request.result.close(); resolve(); };
  };
})"""


def unlock(device: Device, pin: str) -> None:
    device.page.locator("[data-desk-part=locked] input").fill(pin)
    device.press(re.compile("^Öffnen$"))


def test_a_hundred_arrivals_two_desks_killed_in_between(
    evening: Stack, open_device: OpenDevice, record_property: Callable[[str, object], None]
) -> None:
    office = open_device(WIDE)
    sign_in(office, "council_office")
    office.go(f"{COMING}/anmeldungen")
    office.page.get_by_label("Name", exact=True).fill("Gruppe 100")
    office.page.locator("details:has([name=namen]) > summary").click()
    office.page.locator("[name=namen]").fill("\n".join(f"Gruppe {number}" for number in range(101, 140)))
    office.press("Jemanden eintragen")
    expect(office.page.get_by_role("heading", name="Gruppe 100: 40 Personen sind eingetragen")).to_be_visible()
    registered = [f"Gruppe {number}" for number in range(100, 140)]

    desks = [open_device(PHONE), open_device(PHONE)]
    for desk in desks:
        prepare(desk)
        cut(desk)
    done = 0
    for turn in range(5):
        for place, desk in enumerate(desks):
            for name in registered[turn * 8 + place * 4 : turn * 8 + place * 4 + 4]:
                arrive(desk, name, name)
            for number in range(6):
                admit(desk, f"Gast {turn}{place}{number}")
            done += 10
            # Killed without a word, once while it is sending; opened again without network.
            if turn == 2:
                desk.context.set_offline(False)
            desk.page.close()
            cut(desk)
            desk.page = desk.context.new_page()
            desk.page.goto(desk.stack.url(f"{COMING}/einlass/geraet"))
            expect(desk.page.locator("[data-desk-count]")).to_contain_text("sind da")
    for desk in desks:
        desk.context.set_offline(False)
    for desk in desks:
        expect(state(desk)).to_have_text("Verbunden. Alles ist gesendet.")
    arrived = evening.sql(
        "select count(*) || ' ' || count(distinct p.name) from check_ins as i"
        " join registrations as r on r.tenant_id = i.tenant_id and r.id = i.registration_id"
        " join people as p on p.tenant_id = r.tenant_id and p.id = r.person_id"
        " join conferences as c on c.tenant_id = r.tenant_id and c.id = r.conference_id where c.slug = '19-hik'"
    ).strip()
    assert arrived == f"{done} {done}", "none lost, none twice"
    record_property("measured", f"{done} arrivals at two desks without network, each killed five times: {arrived.split()[0]} arrived, none twice")
