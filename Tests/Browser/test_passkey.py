"""Passkeys in a real browser with a virtual authenticator, and the codes for whoever has lost theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device, View
from people import sign_in

OWN = "/mein-konto/passkeys"


class Authenticator:
    """The lock of a phone or laptop, made of software. `verifies` is a finger that fits."""

    def __init__(self, device: Device, verifies: bool = True) -> None:
        self.session: CDPSession = device.context.new_cdp_session(device.page)
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": verifies,
            "automaticPresenceSimulation": True,
        }
        self.id: str = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        return self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]

    def give(self, key: dict[str, Any]) -> None:
        """The same person's phone in another browser."""
        self.session.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": key})

    def verify(self, fits: bool) -> None:
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": fits})


def invite_an_administrator(device: Device, name: str) -> str:
    """The link for somebody new, so that nobody of the demonstration needs a passkey from now on."""
    sign_in(device, "tenant_admin")
    device.go("/rechte?sprache=de")
    device.page.locator("[name=name]").fill(name)
    device.page.locator("[name=rolle][value=tenant_admin]").check()
    device.press("Link machen")
    return device.page.locator("main .code").inner_text()


def submit(device: Device) -> None:
    button = device.page.locator("main form .button.wide:visible").first
    button.tap() if device.view.touch else button.click()


def set_up(device: Device) -> list[str]:
    """From "my account" to the codes; returns these."""
    device.open("/mein-konto")
    device.page.locator(f"a[href='{OWN}']").click()
    checks.assert_accessible(device, "no passkey yet")
    submit(device)
    device.page.locator(".recovery-codes").wait_for()
    checks.assert_accessible(device, "codes")
    return device.page.locator(".recovery-codes li").all_inner_texts()


@pytest.mark.parametrize(("language", "view"), [("de", WIDE), ("ar", PHONE), ("en", PHONE)])
def test_an_administrator_comes_in_with_a_passkey(open_device: OpenDevice, language: str, view: View) -> None:
    admin, laptop = open_device(WIDE), open_device(view, language=language)
    laptop.page.goto(invite_an_administrator(admin, "Gast"))
    submit(laptop)
    laptop.page.wait_for_url("**/mein-abend")
    authenticator = Authenticator(laptop)
    codes = set_up(laptop)
    assert len(codes) == 8
    laptop.page.screenshot(path=laptop.stack.place / f"recovery-{language}.png", full_page=True)
    laptop.page.pdf(path=laptop.stack.place / f"recovery-{language}.pdf")
    laptop.page.locator(f"main a[href='{OWN}']").click()
    checks.assert_accessible(laptop, "one passkey")
    laptop.page.screenshot(path=laptop.stack.place / f"passkeys-{language}.png", full_page=True)

    phone = open_device(view, language=language)
    other = Authenticator(phone)
    other.give(authenticator.keys()[0])
    phone.open("/karte")
    phone.page.locator("a[href='/anmelden/passkey']").click()
    checks.assert_accessible(phone, "signing in")
    phone.page.screenshot(path=phone.stack.place / f"passkey-{language}.png", full_page=True)
    phone.expect_problem("status of 422")
    other.verify(False)
    submit(phone)
    expect(phone.page.locator(".error, [role=alert]").locator("visible=true").first).to_be_visible()
    checks.assert_accessible(phone, "the finger did not fit")
    other.verify(True)
    submit(phone)
    phone.page.wait_for_url("**/mein-abend")
    phone.open("/rechte")

    # All devices lost: a code, and from there to a new passkey.
    home = open_device(view, language=language)
    home.open("/anmelden/passkey")
    home.page.locator("main summary").click()
    home.expect_problem("status of 422")
    home.page.locator("[name=code]").fill("2222 2222 2222")
    home.page.locator("details .button.wide").click()
    expect(home.page.locator("[aria-invalid]")).to_be_visible()
    checks.assert_accessible(home, "a wrong code")
    home.page.locator("[name=code]").fill(codes[3])
    home.page.locator("details .button.wide").click()
    home.page.wait_for_url(f"**{OWN}")
    Authenticator(home)
    submit(home)
    expect(home.page.locator("article.card")).to_have_count(2)
    home.confirm(home.page.locator("article.card .button").first)
    expect(home.page.locator("article.card")).to_have_count(1)


def test_what_is_not_possible_is_said(open_device: OpenDevice) -> None:
    """Cancelled, none there, one there already, and no JavaScript."""
    phone = open_device(PHONE)
    phone.open("/anmelden/passkey")
    authenticator = Authenticator(phone, verifies=False)
    submit(phone)
    expect(phone.page.get_by_role("alert")).to_contain_text("abgebrochen")
    checks.assert_accessible(phone, "cancelled")
    sign_in(phone, "moderator")
    authenticator.verify(True)
    set_up(phone)
    phone.open(OWN)
    submit(phone)
    expect(phone.page.get_by_role("alert")).to_contain_text("schon ein Passkey")
    phone.confirm(phone.page.locator("article.card .button").first)
    expect(phone.page.locator("article.card")).to_have_count(0)
    bare = open_device(PHONE, javascript=False)
    bare.open("/anmelden/passkey")
    expect(bare.page.get_by_text("kann keine Passkeys")).to_be_visible()
    expect(bare.page.get_by_role("button", name="Jetzt anmelden")).to_have_count(0)
    checks.assert_accessible(bare, "without JavaScript")


def test_a_passkey_of_one_council_is_none_at_its_sibling(open_device: OpenDevice) -> None:
    """The browser itself does not offer it there."""
    phone = open_device(PHONE)
    authenticator = Authenticator(phone)
    sign_in(phone, "desk")
    set_up(phone)
    assert authenticator.keys()[0]["rpId"].startswith("harburg.")
    sibling = open_device(PHONE, tenant="wandsbek")
    Authenticator(sibling).give(authenticator.keys()[0])
    sibling.go("/anmelden/passkey?sprache=de")
    submit(sibling)
    expect(sibling.page.get_by_role("alert")).to_contain_text("kein Passkey")


def test_what_was_typed_survives_the_passkey(open_device: OpenDevice) -> None:
    host = open_device(PHONE)
    Authenticator(host)
    sign_in(host, "table_host")
    set_up(host)
    host.open("/konferenzen/18-hik/tische/1")
    field = host.page.locator("textarea").first
    field.fill("Mehr Übersetzer نحتاج")
    host.context.clear_cookies(name=re.compile("mitreden"))
    host.expect_problem("status of 401")
    field.locator("xpath=ancestor::form").locator("button.wide").tap()
    host.page.locator("button[formaction='/anmelden/passkey']").tap()
    submit(host)
    expect(host.page.locator("textarea").first).to_have_value("Mehr Übersetzer نحتاج")


def press_by_keyboard(device: Device, selector: str) -> None:
    """From wherever the focus is, with Tab and Enter alone."""
    for _ in range(60):
        device.page.keyboard.press("Tab")
        if device.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return device.page.keyboard.press("Enter")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_by_keyboard_alone(open_device: OpenDevice) -> None:
    """Setting one up, coming in with it, taking it away again."""
    device = open_device(WIDE)
    Authenticator(device)
    sign_in(device, "interpreter")
    device.open(OWN)
    press_by_keyboard(device, "form[data-passkey] button")
    device.page.locator(".recovery-codes").wait_for()
    press_by_keyboard(device, f"main a[href='{OWN}']")
    device.page.locator("article.card").wait_for()
    device.context.clear_cookies()
    device.open("/anmelden/passkey")
    press_by_keyboard(device, "form[data-passkey] button")
    device.page.wait_for_url("**/mein-abend")
    device.open(OWN)
    press_by_keyboard(device, "article.card button")
    device.page.get_by_role("dialog").wait_for()
    press_by_keyboard(device, "dialog button.danger, dialog button[value=yes]")
    expect(device.page.locator("article.card")).to_have_count(0)
