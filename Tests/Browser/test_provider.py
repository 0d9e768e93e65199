"""Coming in with an account elsewhere: out to a real provider on this machine, and back."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import PHONE, WIDE
from people import sign_in
from stack import Stack

# The provider's page is its own affair: that one goes there, and what it wants to load.
THEIRS = r"request to another host: document http://127|cdn\.jsdelivr\.net|127\.0\.0\.1:\d+/favicon"


@pytest.fixture
def issuer(stack: Stack) -> Iterator[str]:
    """oidc-provider-mock, approved by the operator for this council; afterwards it is not any more."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    users = [{"sub": "kim", "name": "Gast", "groups": ["einlass", "haus"]}, {"sub": "niemand", "name": "Gast"}]
    arguments = [item for user in users for item in ("--user-claims", json.dumps(user))]
    with (stack.place / "provider.log").open("ab") as log:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "oidc_provider_mock", "-p", str(port), *arguments], stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        stack.wait_until(lambda: reachable(port), "the provider")
        secret = stack.place / "client-secret"
        secret.write_text("geheim\n")
        where = stack.run(
            "provider", "approve", "--tenant", "harburg", "--issuer", address, "--client-id", "mitreden", "--secret-file", str(secret), "--name", "Gast"
        )
        assert where.strip().endswith("/rueckkehr")
        assert address in stack.run("provider", "list", "--tenant", "harburg")
        yield address
    finally:
        process.terminate()
        process.wait()
        stack.run("provider", "dismiss", "--tenant", "harburg", "--issuer", address)


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(("language", "script"), [("de", True), ("ar", True), ("de", False)], ids=["de", "ar", "no-script"])
def test_an_account_elsewhere_leads_in(open_device: OpenDevice, issuer: str, language: str, script: bool) -> None:
    admin = open_device(WIDE)
    sign_in(admin, "tenant_admin")
    admin.go("/rechte?sprache=de")
    admin.press("Konten anderswo", "link")
    checks.assert_accessible(admin, "no rule")
    admin.expect_problem("status of 422")
    admin.press("Regel speichern")
    checks.assert_accessible(admin, "nothing entered")
    admin.page.locator("[name=angabe]").fill("groups")
    admin.page.locator("[name=wert]").fill("einlass")
    admin.page.locator("[name=rolle][value=desk]").check()
    admin.press("Regel speichern")
    expect(admin.page.get_by_text("groups = einlass")).to_be_visible()
    checks.assert_accessible(admin, "a rule")
    admin.page.screenshot(path=admin.stack.place / "provider-rules.png", full_page=True)

    guest = open_device(PHONE, language=language, javascript=script)
    guest.expect_problem(THEIRS)
    guest.stack.wait_until(lambda: "/anmelden/anbieter" in guest.stack.fetch("/karte").text, "the servers know of the provider")
    guest.open("/karte")
    guest.page.locator("a[href='/anmelden/anbieter']").click()
    checks.assert_accessible(guest, "whose account")
    guest.page.screenshot(path=guest.stack.place / f"provider-{language}.png", full_page=True)
    guest.page.locator("main a.wide").click()
    guest.page.wait_for_url(f"{issuer}/**")
    guest.page.locator("button", has_text="niemand").click()
    guest.expect_problem("status of 422")
    if not script:
        checks.assert_accessible(guest, "on the way back")
        guest.page.locator("main .button.wide").click()
    expect(guest.page.locator("main [role=alert]")).to_be_visible()
    checks.assert_accessible(guest, "nobody here")
    guest.page.locator("main a.button").click()
    guest.page.locator("main a.wide").click()
    guest.page.wait_for_url(f"{issuer}/**")
    guest.page.locator("button", has_text="kim").click()
    if not script:
        guest.page.locator("main .button.wide").click()
    guest.page.wait_for_url("**/mein-abend")
    guest.open("/konferenzen/18-hik/einlass")
    guest.open("/mein-konto")
    checks.assert_accessible(guest, "an account elsewhere")


def test_whoever_turns_back_is_told(open_device: OpenDevice, issuer: str) -> None:
    guest = open_device(PHONE)
    guest.expect_problem(THEIRS)
    guest.open("/anmelden/anbieter")
    guest.page.locator("main a.wide").click()
    guest.page.wait_for_url(f"{issuer}/**")
    guest.page.locator("button", has_text="Deny").click()
    expect(guest.page.locator("main [role=alert]")).to_contain_text("abgebrochen")
    checks.assert_accessible(guest, "cancelled")
