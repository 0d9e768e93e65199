"""Coming in by e-mail: the way in, and the message as its reader sees it."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from people import LIVE, sign_in, walk_in
from stack import Stack


def messages(stack: Stack, recipient: str) -> list[EmailMessage]:
    """What went to somebody, newest first, as it went over the wire; the mailbox of a developer's machine has it."""
    page = stack.fetch("/werkstatt/postfach").text
    found = [
        email.message_from_string(stack.fetch(f"/werkstatt/postfach?nachricht={id}").text, policy=email.policy.default)
        for id in re.findall(r"nachricht=([0-9a-f-]{36})", page)
    ]
    return [message for message in found if recipient in str(message["To"])]  # type: ignore[misc]


def wait_for(stack: Stack, recipient: str, count: int = 1) -> EmailMessage:
    stack.wait_until(lambda: len(messages(stack, recipient)) >= count, f"message {count} to {recipient}")
    return messages(stack, recipient)[0]


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return part.get_content().replace("\r\n", "\n")


def code(message: EmailMessage) -> str:
    found = re.search(r"^\d{3} \d{3}$", text(message), re.MULTILINE)
    assert found, text(message)
    return found.group()


def submit(device: Device) -> None:
    button = device.page.locator("main form .button.wide:visible").first
    button.tap() if device.view.touch else button.click()


def enter_address(device: Device, address: str, look: bool = False) -> None:
    """On "my account", from the button to the code."""
    device.open("/mein-konto")
    device.page.locator("a[href='/mein-konto/e-mail']").click()
    if look:
        checks.assert_accessible(device, "the form for the address")
    device.page.locator("[name=adresse]").fill(address)
    submit(device)
    device.page.locator("[name=code]").wait_for()
    if look:
        checks.assert_accessible(device, "the code is asked for")
    device.page.locator("[name=code]").fill(code(wait_for(device.stack, address)))
    submit(device)
    expect(device.page.locator("main")).to_contain_text(address)


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_card_is_claimed_and_left_at_home(open_device: OpenDevice, language: str, javascript: bool) -> None:
    address = f"amal-{language}-{javascript}@example.org"
    desk, guest = open_device(WIDE), open_device(PHONE, language=language, javascript=javascript)
    sign_in(desk, "desk")
    card = walk_in(desk, "Amal")
    guest.open("/karte")
    guest.page.locator("[name=code]").fill(card.code)
    submit(guest)
    guest.page.wait_for_url("**/mein-abend")
    enter_address(guest, address, look=True)
    guest.open("/mein-konto")
    checks.assert_accessible(guest, "my account with an address")

    home = open_device(PHONE, language=language, javascript=javascript)
    home.open("/karte")
    home.page.locator("a[href='/anmelden/e-mail']").click()
    checks.assert_accessible(home, "asking for a message")
    home.page.locator("[name=adresse]").fill(address)
    submit(home)
    home.page.locator("[name=code]").wait_for()
    checks.assert_accessible(home, "a message is on its way")
    message = wait_for(home.stack, address, 2)
    home.expect_problem("status of 422")
    home.page.locator("[name=code]").fill("000000")
    submit(home)
    expect(home.page.locator("[aria-invalid]")).to_be_visible()
    checks.assert_accessible(home, "a wrong code")
    home.page.locator("[name=code]").fill(code(message))
    submit(home)
    home.page.wait_for_url("**/mein-abend")
    expect(home.page.locator("body")).to_contain_text("Amal")


def test_the_link_in_the_message_leads_back(open_device: OpenDevice) -> None:
    """In the browser that asked for it: with one visible button, and without a trace of its secret."""
    desk = open_device(WIDE)
    sign_in(desk, "desk")
    enter_address(desk, "einlass@example.org")
    guest = open_device(PHONE)
    guest.expect_problem("status of 401")
    guest.go(f"{LIVE}/einlass")
    guest.page.locator("a[href^='/anmelden/e-mail']").click()
    guest.page.locator("[name=adresse]").fill("einlass@example.org")
    submit(guest)
    guest.page.locator("[name=code]").wait_for()
    found = re.search(r"https://\S+/anmelden/e-mail#[\w-]{22}", text(wait_for(guest.stack, "einlass@example.org", 2)))
    assert found
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.page.goto("about:blank")
    guest.page.goto(found.group())
    expect(guest.page.locator("[data-card-ready]")).to_be_visible()
    checks.assert_accessible(guest, "a link that was opened")
    assert "#" not in guest.page.url
    submit(guest)
    guest.page.wait_for_url("**/mein-abend")
    secret = found.group().partition("#")[2]
    assert not [url for url in asked if secret in url.partition("#")[0]]


def test_what_was_typed_survives_signing_in_by_mail(open_device: OpenDevice) -> None:
    """The session has ended while somebody was writing: the note is still there after the code."""
    host = open_device(PHONE)
    sign_in(host, "table_host")
    enter_address(host, "tisch@example.org")
    host.open(f"{LIVE}/tische/1")
    field = host.page.locator("textarea").first
    field.fill("Wir brauchen mehr Übersetzer نحتاج مترجمين")
    host.context.clear_cookies(name=re.compile("mitreden"))
    host.expect_problem("status of 401")
    field.locator("xpath=ancestor::form").locator("button.wide").tap()
    host.page.locator("button[formaction='/anmelden/e-mail']").tap()
    host.page.locator("[name=adresse]").fill("tisch@example.org")
    submit(host)
    host.page.locator("[name=code]").fill(code(wait_for(host.stack, "tisch@example.org", 2)))
    submit(host)
    expect(host.page.locator("textarea").first).to_have_value("Wir brauchen mehr Übersetzer نحتاج مترجمين")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_message_can_be_read(open_device: OpenDevice, language: str) -> None:
    """Two parts that say the same, in the reader's language and direction, and nothing that is fetched from anywhere."""
    address = f"leser-{language}@example.org"
    reader = open_device(PHONE, language=language)
    sign_in(reader, "moderator")
    reader.open("/mein-konto/e-mail")
    enter_address(reader, address)
    other = open_device(PHONE, language=language)
    other.open("/anmelden/e-mail")
    other.page.locator("[name=adresse]").fill(address)
    submit(other)
    message = wait_for(reader.stack, address, 2)
    assert message["Content-Language"] == language and message["Auto-Submitted"] == "auto-generated" and message["Message-ID"]
    page = message.get_body(("html",))
    assert page
    markup = page.get_content()
    assert not re.search(r"<(img|script|link|iframe)|url\(", markup)
    for piece in (code(message), re.search(r"https://\S+", text(message)).group()):  # type: ignore[union-attr]
        assert piece in markup
    screen = open_device(PHONE, language=language)
    screen.page.set_content(markup)
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= PHONE.width
    assert screen.page.locator(".code").evaluate("e => getComputedStyle(e).direction") == "ltr"
    checks.assert_accessible(screen, "the message")
    screen.page.screenshot(path=screen.stack.place / f"mail-{language}.png", full_page=True)
