"""What people do to the pages, as far as it takes a browser: other sites' forms, ended sessions, the back button."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Request, Route, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE
from pages import COMING, ballot, recommendation
from people import LIVE, NOTE, RTL, come, sign_in, signin_link, sit_down, walk_in
from stack import Stack

# --- a form on another council's page


@pytest.mark.parametrize("origin", ["wandsbek", "nowhere"])
def test_a_form_on_another_page_changes_nothing(open_device: OpenDevice, stack: Stack, origin: str) -> None:
    """For a browser a sibling council is the same site: the session's cookie travels with its forms."""
    desk = open_device(WIDE)
    sign_in(desk, "desk")
    before = stack.sql("select count(*) from registrations")
    trap = f"""<!doctype html><title>Gewinnspiel</title><form method="post" action="{stack.url(f"{LIVE}/einlass/gaeste")}">
        <input name="name" value="Eingeschleust"><button>Gewinnen</button></form>"""
    address = stack.url("/gewinnspiel", origin)
    desk.context.route(address, lambda route: route.fulfill(body=trap, content_type="text/html"))
    desk.page.goto(address)
    sent: list[Request] = []
    desk.page.on("request", lambda request: sent.append(request))
    desk.expect_problem("status of 403")
    desk.press("Gewinnen")
    expect(desk.page.get_by_role("heading", name="Das kam nicht von dieser Seite")).to_be_visible()
    cookie = sent[0].all_headers().get("cookie", "")
    assert ("__Host-mitreden=" in cookie), "the trap was none: the session's cookie did not travel"
    checks.assert_accessible(desk)
    assert stack.sql("select count(*) from registrations") == before


def test_a_council_s_own_pages_cannot_be_made_to_post_elsewhere(open_device: OpenDevice, stack: Stack) -> None:
    """Where somebody managed to place a form in a page of ours, the policy does not let it leave."""
    device = open_device(WIDE, tenant="wandsbek")
    device.open("/")
    device.expect_problem("form-action")
    form = f'<form method="post" action="{stack.url("/karte/anmeldung")}"></form>'
    with device.page.expect_console_message(lambda message: "form-action" in message.text):
        device.page.evaluate("form => document.querySelector('main').insertAdjacentHTML('afterbegin', form)", form)
        device.page.evaluate("document.querySelector('main form').requestSubmit()")
    assert device.page.url.startswith(stack.url("/", "wandsbek"))


# --- a session that ends


def test_what_was_typed_survives_an_ended_session(evening: Stack, open_device: OpenDevice, javascript: bool) -> None:
    desk, guest = open_device(WIDE), open_device(PHONE, javascript=javascript)
    sign_in(desk, "desk")
    card = come(guest, desk, "Gast")
    sit_down(guest, 3 if javascript else 7)
    page = guest.page
    page.get_by_label("Was wurde gesagt?").fill(NOTE)
    page.get_by_label("Zitat").check()
    guest.context.clear_cookies(name="__Host-mitreden")
    guest.expect_problem("status of 401")
    guest.press("Notiz behalten")
    expect(page.get_by_text("Was Sie geschrieben haben, ist noch da.")).to_be_visible()
    checks.assert_structure(guest)
    checks.assert_accessible(guest)
    page.get_by_label("Ihr Code").fill(card.code)
    guest.press("Mit dieser Karte anmelden")
    expect(page.get_by_role("heading", name="Da sind Sie wieder")).to_be_visible()
    checks.assert_accessible(guest)
    guest.press("Notiz behalten")
    note = page.locator("#notizen article").filter(has_text="Zeile eins")
    expect(note).to_have_count(1)
    assert note.locator("p").first.text_content() == NOTE
    expect(note).to_contain_text("Zitat")


def test_a_code_works_all_day(open_device: OpenDevice, stack: Stack) -> None:
    """As the page says that refuses one. Rehearsals are in the morning, and the demonstration is looked at by night."""
    desk = open_device(WIDE)
    sign_in(desk, "desk")
    walk_in(desk, "Gast")
    works = stack.sql(
        "select bool_and(day + time '00:01' >= code_valid_from at time zone 'Europe/Berlin'"
        " and day + time '23:59' <= code_valid_until at time zone 'Europe/Berlin')"
        " from cards, date((now() at time zone 'Europe/Berlin')) as day"
    )
    assert works == "t", stack.sql("select distinct code_valid_from, code_valid_until from cards")


def test_what_the_office_typed_survives_too(evening: Stack, open_device: OpenDevice) -> None:
    """Whoever works for the council has no card, but a link."""
    office = open_device(WIDE)
    sign_in(office, "council_office")
    page = office.page
    office.go(f"{recommendation(evening)}/bearbeitung")
    fold = page.locator("#eintragen details.card").filter(has=page.locator("summary", has_text=re.compile("^Antwort")))
    fold.locator("summary").click()
    fold.get_by_label("Von wem?").fill("Bezirksamt")
    fold.get_by_label("Was steht darin?").fill(NOTE)
    office.context.clear_cookies(name="__Host-mitreden")
    office.expect_problem("status of 401")
    fold.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Was Sie geschrieben haben, ist noch da.")).to_be_visible()
    if (way := page.locator('main a[href^="/anmelden"]')).count():
        way.click()
    page.locator("main input:not([type=hidden]):visible").fill(signin_link(evening, "council_office"))
    page.get_by_role("button", name="Mit dieser Karte anmelden").click()
    expect(page.get_by_role("heading", name="Da sind Sie wieder")).to_be_visible()
    fold.get_by_role("button", name="Speichern").click()
    expect(page.locator("#weg")).to_contain_text("Zeile eins")


@pytest.mark.parametrize("is_early", [False, True])
def test_signing_out_takes_everything_along(open_device: OpenDevice, is_early: bool) -> None:
    """On a shared phone the next person finds neither the session nor what was being typed; early: pressed before the script has come."""
    desk, guest = open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sit_down(guest, 8)
    guest.page.get_by_label("Was wurde gesagt?").fill("Nur für mich")
    expect(guest.page.get_by_text("Hier gespeichert, noch nicht gesendet.")).to_be_visible()
    assert guest.page.evaluate("Object.keys(localStorage)")
    late: list[Route] = []
    if is_early:
        guest.page.route("**/keep.js", lambda route: late.append(route))
        guest.page.reload()
    guest.page.locator("header summary").filter(has_text="Karte").tap()
    guest.press("Abmelden")
    assert len(late) == is_early
    for route in late:
        route.continue_()
    expect(guest.page).to_have_url(re.compile(r"/$"))
    assert not guest.page.evaluate("Object.keys(localStorage)")
    guest.expect_problem("status of 401")
    guest.page.go_back()
    expect(guest.page.get_by_label("Ihr Code")).to_be_visible()
    expect(guest.page.get_by_text("Nur für mich")).to_have_count(0)


# --- votes


def test_a_closed_vote_says_so(evening: Stack, open_device: OpenDevice, javascript: bool) -> None:
    """Opened by the back button, and sent from a page that was open before it was closed: nothing is counted."""
    desk, moderator = open_device(WIDE), open_device(WIDE)
    guest = open_device(PHONE, javascript=javascript)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sign_in(moderator, "moderator")
    page, late = guest.page, guest.context.new_page()
    path = ballot(evening, is_open=True)
    for tab in (late, page):
        tab.bring_to_front()
        tab.goto(evening.url(path))
        for choice in tab.locator("label.yes").all():
            choice.tap()
    page.goto(evening.url("/mein-abend"))

    moderator.go(f"{LIVE}/abstimmungen")
    moderator.confirm("Abstimmung schließen")
    expect(moderator.page.get_by_text("geschlossen", exact=True)).to_be_visible()

    closed = "Die Abstimmung ist geschlossen"
    page.go_back()
    if (button := page.get_by_role("button", name="Abstimmen", exact=True)).is_visible():
        button.tap()
    expect(page.get_by_role("heading", name=closed)).to_be_visible()
    checks.assert_accessible(guest)
    guest.expect_problem("status of 409")
    late.bring_to_front()
    late.get_by_role("button", name="Abstimmen", exact=True).tap()
    expect(late.get_by_role("heading", name=closed)).to_be_visible()
    expect(late.get_by_text("Es werden keine Stimmen mehr gezählt.")).to_be_visible()
    assert evening.sql(f"select count(*) from open_ballots where poll_id = '{path.split('/')[-1]}'") == "0"


def test_the_count_moves_while_people_vote(evening: Stack, open_device: OpenDevice) -> None:
    """On the wall and before the moderator, without anybody touching them."""
    desk, moderator, wall, guest = open_device(WIDE), open_device(WIDE), open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sign_in(moderator, "moderator")
    moderator.go(f"{LIVE}/abstimmungen")
    wall.go(f"{LIVE}/leinwand")
    expect(wall.page.get_by_text(re.compile("^0 von"))).to_be_visible()
    guest.go(ballot(evening, is_open=True))
    for choice in guest.page.locator("label.abstain").all():
        choice.tap()
    guest.press("Abstimmen")
    expect(guest.page.get_by_role("heading", name="Ihre Stimme ist gezählt")).to_be_visible()
    expect(moderator.page.get_by_text("Eine Stimme abgegeben")).to_be_visible()
    expect(wall.page.get_by_text(re.compile("^1 von"))).to_be_visible()


# --- every script and sign in every field


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_registration_in_any_script(evening: Stack, open_device: OpenDevice, language: str) -> None:
    visitor = open_device(PHONE, language=language)
    page = visitor.page
    visitor.open(f"{COMING}/anmeldung")
    page.locator("main form summary").tap()
    # All but the field that is there for machines.
    texts = page.locator("main form :is(textarea, input:not([type]), input[type=text]):not([name=webseite])")
    names = [field.get_attribute("name") for field in texts.all()]
    assert {"name", "weitere", "namen", "kinder", "sonst", "kontakt"} == set(names)
    for field in texts.all():
        field.fill(RTL)
    for choice in page.locator("main form select").all():
        choice.select_option(index=1)
    page.locator("[name=teilnahme]").first.check()
    visitor.expect_problem("status of 422")
    send = page.locator("main .button.wide")
    send.tap()
    problems = page.get_by_role("alert")
    expect(problems.get_by_role("link")).to_have_count(3)
    # It says which field, as well as what is wrong.
    for number, field in enumerate(["weitere", "kinder", "kontakt"]):
        expect(problems.get_by_role("link").nth(number)).to_contain_text(page.locator(f"label[for={field}]").inner_text().split("\n")[0].split(" ")[0])
    expect(problems).to_be_focused()
    checks.assert_accessible(visitor, "with an error")
    checks.assert_no_overflow(visitor)
    for field in texts.all():
        expect(field).to_have_value(RTL)
    problems.get_by_role("link").nth(1).tap()
    expect(page.locator("[name=kinder]")).to_be_focused()
    # Two, and a number to call, as they are written on an Arabic keyboard.
    for name, digits in (("kinder", "2"), ("weitere", "2"), ("kontakt", "040 123456")):
        arabic = "".join(chr(0x660 + int(digit)) if digit.isdigit() else digit for digit in digits)
        page.locator(f"[name={name}]").fill(arabic if language == "ar" else digits)
    send.tap()
    expect(page).to_have_url(re.compile(r"/anmeldung/[0-9A-Z]{12}$"))
    expect(page.get_by_role("heading", name=RTL)).to_be_visible()
    expect(page.locator("main li strong")).to_have_text([RTL, f"{RTL}, guest 2"])
    checks.assert_accessible(visitor, "registered")
    checks.assert_no_overflow(visitor)


def test_the_longest_words_fit_a_phone(evening: Stack, open_device: OpenDevice) -> None:
    """A name without a single space, as long as it may be; and one that is too long, with everything still there."""
    visitor = open_device(PHONE)
    page = visitor.page
    visitor.go(f"{COMING}/anmeldung")
    visitor.expect_problem("status of 422")
    page.get_by_label("Ihr Name").fill("Ä" * 300)
    page.get_by_label("Sonst noch etwas?").fill("W" * 500)
    page.locator("[name=teilnahme]").first.check()
    visitor.press("Anmelden")
    expect(page.get_by_role("alert")).to_contain_text("300 Zeichen")
    expect(page.get_by_label("Ihr Name")).to_have_value("Ä" * 300)
    checks.assert_no_overflow(visitor)
    page.get_by_label("Ihr Name").fill("W" * 80)
    visitor.press("Anmelden")
    expect(page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    checks.assert_no_overflow(visitor)


def test_going_back_loses_nothing_and_registers_nobody_twice(open_device: OpenDevice, stack: Stack, javascript: bool) -> None:
    """After an error and a look elsewhere the form is as it was; sent again after it has arrived, it is the same registration."""
    visitor = open_device(PHONE, javascript=javascript)
    page = visitor.page
    name = "Hin und Her" if javascript else "Her und Hin"
    count = f"select count(*) from people where name = '{name}'"
    visitor.go(f"{COMING}/anmeldung")
    visitor.expect_problem("status of 422")
    page.get_by_label("Ihr Name").fill(name)
    page.get_by_label("Kinder in der Betreuung").fill("viele")
    page.locator("[name=teilnahme]").first.check()
    visitor.press("Anmelden")
    expect(page.get_by_text("Alles, was Sie eingegeben haben, ist noch da.")).to_be_visible()
    page.get_by_role("link", name="Datenschutz").tap()
    expect(page.get_by_role("heading", name="Datenschutz")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Ihr Name")).to_have_value(name)
    page.get_by_label("Kinder in der Betreuung").fill("2")
    visitor.press("Anmelden")
    expect(page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    assert stack.sql(count) == "1"
    page.go_back()
    expect(page.get_by_label("Ihr Name")).to_have_value(name)
    visitor.press("Anmelden")
    expect(page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    assert stack.sql(count) == "1"


def test_another_language_on_a_page_with_an_error(evening: Stack, open_device: OpenDevice) -> None:
    """The links lead to the page the form stands on, which can be asked for; the form's own address cannot."""
    desk, guest = open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    guest.expect_problem("status of 422")
    guest.go(ballot(evening, is_open=True))
    guest.press("Abstimmen")
    expect(guest.page.get_by_role("alert")).to_be_visible()
    guest.page.locator("header summary").filter(has_text="Deutsch").tap()
    guest.page.get_by_role("link", name="English").tap()
    expect(guest.page.get_by_role("button", name="Vote", exact=True)).to_be_visible()


def test_two_megabytes_at_once(evening: Stack, open_device: OpenDevice) -> None:
    """They are not sent, the field says how much fits, and they are still there."""
    desk, guest = open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sit_down(guest, 9)
    field = guest.page.get_by_label("Was wurde gesagt?")
    field.evaluate("field => { field.value = 'Mitreden '.repeat(233_017); field.dispatchEvent(new Event('input', { bubbles: true })) }")
    expect(guest.page.locator(".counter")).to_have_text("2.097.153 / 2.000")
    url = guest.page.url
    guest.press("Notiz behalten")
    expect(field).to_be_focused()
    assert guest.page.url == url
    assert field.evaluate("field => field.value.length") == 2_097_153
    checks.assert_accessible(guest)


# --- what the office takes back


def test_an_entry_of_the_office_is_corrected(evening: Stack, open_device: OpenDevice, javascript: bool) -> None:
    office = open_device(WIDE, javascript=javascript)
    sign_in(office, "council_office")
    page = office.page
    path = recommendation(evening)
    office.go(f"{path}/bearbeitung")
    title = page.locator("#weg ol.chain > li h3").last.inner_text()
    entry = page.locator("#berichtigen details.card").last
    expect(entry.locator("summary")).to_contain_text(title)
    entry.locator("summary").click()
    checks.assert_accessible(office, "before taking back") if javascript else None
    office.expect_problem("status of 422")
    entry.get_by_role("button", name="Eintrag zurücknehmen").click()
    expect(page.get_by_role("alert").get_by_role("link", name=re.compile("Was ist falsch.*Hier fehlt noch etwas"))).to_be_visible()
    entry.get_by_label("Was ist falsch?").fill("Auf der falschen Seite gelesen")
    entry.get_by_role("button", name="Eintrag zurücknehmen").click()
    expect(page.locator("#weg ol.chain > li h3").last).not_to_have_text(title)
    office.go(path)
    page.get_by_text("Ein Eintrag wurde berichtigt").click()
    expect(page.get_by_text("Auf der falschen Seite gelesen")).to_be_visible()
    checks.assert_accessible(office) if javascript else None
