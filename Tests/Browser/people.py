"""Signing in as a role, the way a person does it.

What the pages have to offer for this: `mitreden signin-link --tenant T --role R` prints one URL, /anmelden with the
key in its fragment (or query). With JavaScript the opened page has one button in its main part. Without, /anmelden has
one field for the key there, and one button.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import expect

from device import Device
from stack import Stack

STAFF = ("table_host", "interpreter", "desk", "moderator", "council_member", "chair", "council_office", "tenant_admin")
ROLES = ("participant", *STAFF)

RTL = "أميرة من هاربورغ 🙂👩‍👩‍👧"
# Lines, quotes, signs that mean something in HTML and in a form's encoding, and a script from right to left.
NOTE = 'Zeile eins & "zwei" <b>drei</b> + 100 %\nنريد أن نتكلم 🙂'


def signin_link(stack: Stack, role: str, tenant: str = "harburg") -> str:
    """A fresh link for the demonstration's person of this role."""
    lines = stack.run("signin-link", "--tenant", tenant, "--role", role).splitlines()
    assert len(lines) == 1, f"signin-link should print exactly one URL, not: {lines}"
    return lines[0].strip()


def key_of(link: str) -> str:
    """The part of a link that a person without JavaScript types (or pastes) into the field."""
    parts = urlsplit(link)
    key = parts.fragment or (parse_qsl(parts.query)[-1][1] if parts.query else "")
    assert key, f"no key in {link}"
    return key


def sign_in(device: Device, role: str, tenant: str | None = None) -> None:
    """Signs this device in and ends on the role's first page."""
    tenant = tenant or device.tenant
    link = signin_link(device.stack, role, tenant)
    page = device.page
    if device.javascript:
        page.goto(link)
    else:
        page.goto(device.stack.url(urlsplit(link).path, tenant))
        page.locator("main input:not([type=hidden])").fill(key_of(link))
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(lambda url: urlsplit(url).path != urlsplit(link).path)


# --- coming to the conference that is live in the demonstration

LIVE = "/konferenzen/18-hik"


@dataclass(frozen=True)
class Card:
    """What a participation card says: its printed code, and what a camera reads in its QR code (if one can be read here)."""

    code: str
    address: str | None


def walk_in(desk: Device, name: str) -> Card:
    """Somebody comes who did not register: the desk gives out a card. Its page is open afterwards."""
    desk.go(f"{LIVE}/einlass")
    desk.page.get_by_label("Name", exact=True).fill(name)
    desk.press("Karte ausgeben")
    expect(desk.page.get_by_role("heading", name=f"Karte für {name}")).to_be_visible()
    return card_on(desk)


def card_on(desk: Device) -> Card:
    expect(desk.page.locator(".participation-card .code span")).to_have_count(3)
    code = "".join(desk.page.locator(".participation-card .code span").all_inner_texts())
    assert len(code) == 9, f"the card's code is {code!r}"
    return Card(code, read_qr(desk))


def read_qr(desk: Device) -> str | None:
    """As a camera would: from the picture on the screen. None where zbarimg is not installed."""
    if not shutil.which("zbarimg"):
        return None
    picture = desk.stack.place / "card.png"
    desk.page.locator(".participation-card .qr svg").first.screenshot(path=picture)
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, f"the QR code cannot be read: {done.stderr} {picture}"
    return done.stdout.strip()


def sign_in_with_card(device: Device, card: Card) -> None:
    """By the QR code where there is JavaScript and a camera, else by the printed code. Ends on "my evening"."""
    page = device.page
    if device.javascript and card.address:
        page.goto(card.address)
    else:
        device.go("/karte")
        page.get_by_label("Ihr Code").fill(card.code)
    device.press("Mit dieser Karte anmelden")
    expect(page).to_have_url(re.compile("/mein-abend$"))


def come(device: Device, desk: Device, name: str) -> Card:
    """A guest comes in and signs in with the card from the desk, both in German."""
    card = walk_in(desk, name)
    sign_in_with_card(device, card)
    return card


def sit_down(device: Device, table: int) -> None:
    """Takes a seat and stays on the table's page."""
    device.go(f"{LIVE}/tische")
    device.press(f"An Tisch {table} setzen")
    expect(device.page).to_have_url(re.compile(f"/tische/{table}$"))
