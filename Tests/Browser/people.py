"""Signing in as a role, the way a person does it.

What the pages have to offer for this: `mitreden signin-link --tenant T --role R` prints one URL, /anmelden with the
key in its fragment (or query). With JavaScript the opened page has one button in its main part. Without, /anmelden has
one field for the key there, and one button.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from device import Device
from stack import Stack

STAFF = ("table_host", "interpreter", "desk", "moderator", "council_member", "chair", "council_office", "tenant_admin")
ROLES = ("participant", *STAFF)


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
