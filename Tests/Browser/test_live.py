"""What changes for others shows by itself, and what cannot be undone is asked about, on a network that comes and goes."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Dialog, Page, Route, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE
from people import LIVE, come, sign_in, sit_down
from stack import Stack



def test_a_new_round_comes_by_itself(evening: Stack, open_device: OpenDevice) -> None:
    """To whoever looks at "my evening", to two tabs of one phone, and around a note that is being typed without touching it."""
    desk, moderator, guest, writer = open_device(WIDE), open_device(WIDE), open_device(PHONE), open_device(PHONE)
    sign_in(desk, "desk")
    for device in (guest, writer):
        come(device, desk, "Gast")
        sit_down(device, 5)
    sign_in(moderator, "moderator")
    moderator.go(f"{LIVE}/leitung")
    guest.go("/mein-abend")
    tab = guest.context.new_page()
    tab.goto(evening.url("/mein-abend"))
    field = writer.page.get_by_label("Was wurde gesagt?")
    field.press_sequentially("Ich schreibe gera")
    mine = [guest.page, tab, writer.page]
    for page in mine:
        settle_stream(page)
        page.evaluate("window.untouched = true")

    moderator.confirm(re.compile("Runde 3 starten"))
    for page in (guest.page, tab):
        expect(page.get_by_text(re.compile("Runde 3 läuft bis"))).to_be_visible()
    checks.assert_accessible(guest, "after the round has changed")
    expect(writer.page.locator("#runde")).to_contain_text("Runde 3")
    expect(field).to_be_focused()
    writer.page.keyboard.type("de")
    expect(field).to_have_value("Ich schreibe gerade")
    checks.assert_accessible(writer, "after the round has changed")
    assert all(page.evaluate("window.untouched") for page in mine), "a page was loaded anew"


def test_what_changes_before_the_stream_is_open_is_not_missed(evening: Stack, open_device: OpenDevice) -> None:
    """On a slow phone the page is there seconds before it listens."""
    desk, moderator, guest = open_device(WIDE), open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sit_down(guest, 7)
    sign_in(moderator, "moderator")
    moderator.go(f"{LIVE}/leitung")
    late: list[Route] = []
    with guest.page.expect_event("request", lambda request: "/ereignisse" in request.url):
        guest.page.route("**/ereignisse*", lambda route: late.append(route))
        guest.go("/mein-abend")
    moderator.confirm(re.compile("Runde 3 starten"))
    expect(moderator.page.get_by_role("button", name="Runde 3 beenden")).to_be_visible()
    # It asks for what has changed since its own time, and not for everything.
    (age,) = parse_qs(urlsplit(late[0].request.url).query)["stand"]
    assert abs(time.time() - int(age) / 1000) < 120
    for route in late:
        route.continue_()
    expect(guest.page.get_by_text(re.compile("Runde 3 läuft bis"))).to_be_visible()


def test_the_stream_comes_back_after_a_dead_spot(evening: Stack, open_device: OpenDevice) -> None:
    """What happened meanwhile is there again as soon as the network is."""
    desk, moderator, guest = open_device(WIDE), open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sit_down(guest, 6)
    sign_in(moderator, "moderator")
    moderator.go(f"{LIVE}/leitung")
    with guest.page.expect_response(lambda response: "/ereignisse" in response.url):
        guest.go("/mein-abend")
    guest.page.evaluate("window.untouched = true")
    for device in (desk, moderator, guest):
        device.expect_problem(r"net::ERR_")
    with guest.page.expect_event("requestfailed", lambda request: "/ereignisse" in request.url):
        guest.context.set_offline(True)
        evening.cut()
    moderator.confirm(re.compile("Runde 3 starten"))
    expect(moderator.page.get_by_role("button", name="Runde 3 beenden")).to_be_visible()
    expect(guest.page.get_by_text(re.compile("Runde 3 läuft bis"))).to_have_count(0)
    guest.context.set_offline(False)
    expect(guest.page.get_by_text(re.compile("Runde 3 läuft bis"))).to_be_visible()
    moderator.confirm("Runde 3 beenden")
    expect(guest.page.get_by_text(re.compile("Runde 3 läuft bis"))).to_have_count(0)
    assert guest.page.evaluate("window.untouched")


def settle_stream(page: Page) -> None:
    """Until one tab of this browser listens."""
    page.wait_for_function("navigator.locks.query().then(({ held }) => held.some(({ name }) => name === 'mitreden-live'))")
    page.wait_for_load_state()


def test_a_page_stays_its_owner_s_when_another_goes_on_in_this_browser(evening: Stack, open_device: OpenDevice) -> None:
    """Two cards on one phone, two tabs: a live update puts nobody else's buttons into an open page."""
    desk, moderator, phone = open_device(WIDE), open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    for name in ("Anna", "Bassam"):
        come(phone, desk, name)
        if name == "Anna":
            sit_down(phone, 6)
            first, phone_page = phone.page, phone.context.new_page()
            marks = "[...document.querySelectorAll('[name=_wer]')].map((field) => field.value).join()"
            before = first.evaluate(marks)
            settle_stream(first)
            phone.page = phone_page
    sign_in(moderator, "moderator")
    moderator.go(f"{LIVE}/leitung")
    with first.expect_response(lambda response: "/tische/6" in response.url) as answer:
        moderator.confirm(re.compile("Runde 3 starten"))
    # Not before what came would have been put in.
    answer.value.finished()
    first.evaluate("new Promise((then) => setTimeout(then, 300))")
    assert before and first.evaluate(marks) == before
    first.bring_to_front()
    field = first.get_by_label("Was wurde gesagt?")
    field.fill("Von Anna")
    phone.expect_problem("status of 409")
    first.get_by_role("button", name="Notiz behalten").tap()
    expect(first.locator("[name=getippt]")).to_have_count(1)
    assert evening.sql("select count(*) from notes where body = 'Von Anna'") == "0"


# --- questions


def test_the_question_comes_before_its_script(evening: Stack, open_device: OpenDevice) -> None:
    """Pressed while the dialog is still on its way: nothing happens before it has been answered, and it is asked once."""
    moderator = open_device(WIDE)
    sign_in(moderator, "moderator")
    late: list[Route] = []
    moderator.page.route("**/dialog.js", lambda route: late.append(route))
    moderator.go(f"{LIVE}/abstimmungen")
    button = moderator.page.get_by_role("button", name="Abstimmung schließen")
    button.click()
    button.click()
    assert open_polls(evening) == "1"
    for route in late:
        route.continue_()
    moderator.page.get_by_role("dialog").locator("button:not([value=yes])").click()
    expect(moderator.page.get_by_role("dialog")).to_have_count(0)
    assert open_polls(evening) == "1"
    moderator.confirm("Abstimmung schließen")
    expect(moderator.page.get_by_text("geschlossen", exact=True)).to_be_visible()


def test_the_question_comes_without_its_script(evening: Stack, open_device: OpenDevice) -> None:
    """Where the network took the dialog, the browser asks in its own."""
    moderator = open_device(WIDE)
    sign_in(moderator, "moderator")
    moderator.expect_problem(r"net::ERR_")
    moderator.expect_problem("dynamically imported module")
    moderator.page.route("**/dialog.js", lambda route: route.abort())
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    moderator.page.on("dialog", answer)
    moderator.go(f"{LIVE}/abstimmungen")
    moderator.press("Abstimmung schließen")
    assert open_polls(evening) == "1"
    moderator.press("Abstimmung schließen")
    expect(moderator.page.get_by_text("geschlossen", exact=True)).to_be_visible()
    assert len(asked) == 2 and all("?" in words for words in asked)


def open_polls(stack: Stack) -> str:
    return stack.sql(
        "select count(*) from poll_openings as o join polls as p on p.id = o.poll_id join conferences as c on c.id = p.conference_id "
        "where c.slug = '18-hik' and not exists (select from poll_closings as x where x.poll_id = o.poll_id)"
    )
