"""What a participant's phone has to load, page by page: little, from one host, and nothing that the policy does not name.

The requests to other hosts are noted by every device in every test; here is the list of pages for which it is promised.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

import checks
from conftest import OpenDevice
from device import PHONE, WIDE, Device
from pages import COMING, ballot, recommendation
from people import LIVE, come, sign_in, sit_down
from stack import Stack


def pages(stack: Stack) -> dict[str, str]:
    return {
        "home": "/",
        "conference": LIVE,
        "registration": f"{COMING}/anmeldung",
        "card": "/karte",
        "my evening": "/mein-abend",
        "tables": f"{LIVE}/tische",
        "table": f"{LIVE}/tische/2",
        "ballot": ballot(stack, is_open=True),
        "result": f"{ballot(stack, is_open=False)}/ergebnis",
        "recommendations": "/empfehlungen",
        "recommendation": recommendation(stack),
    }


def test_every_participant_page_is_light(
    open_device: OpenDevice, stack: Stack, record_property: Callable[[str, object], None]
) -> None:
    """Each as a first visit: with everything that belongs to it, on a phone that has nothing yet."""
    desk, guest = open_device(WIDE), open_device(PHONE)
    sign_in(desk, "desk")
    come(guest, desk, "Gast")
    sit_down(guest, 2)
    weights = {name: first_visit(guest, open_device(PHONE), path) for name, path in pages(stack).items()}
    heaviest = max(weights, key=lambda name: weights[name].total)
    record_property("measured", f"The heaviest page of a participant is “{heaviest}”: {weights[heaviest]}")
    too_heavy = {name: str(weight) for name, weight in weights.items() if weight.total >= checks.WEIGHT_LIMIT}
    assert not too_heavy


def first_visit(guest: Device, device: Device, path: str) -> checks.Weight:
    """The guest's session in a browser that is new."""
    device.context.add_cookies(guest.context.cookies())  # type: ignore[arg-type]
    responses: list[Response] = []
    device.page.on("response", lambda response: responses.append(response))
    weight = checks.weigh(device, path)
    page = [response for response in responses if response.request.resource_type == "document"]
    assert len(page) == 1, f"{path}: {len(page)} documents"
    checks.assert_safe_headers(page[0])
    # The icon of the tab is all there is of pictures.
    expected = ("document", "stylesheet", "script", "eventsource", "fetch")
    more = [r.url for r in responses if r.request.resource_type not in expected and not r.url.endswith("/mark.svg")]
    assert not more, f"{path} loads more than words, looks and behaviour: {more}"
    hosts = {urlsplit(response.url).netloc for response in responses}
    assert hosts == {device.stack.host()}, f"{path} asks {hosts}"
    return weight


@pytest.mark.parametrize("language", ["ar"])
def test_the_longest_language_is_light_too(open_device: OpenDevice, stack: Stack, language: str) -> None:
    """Arabic takes two bytes a letter."""
    device = open_device(PHONE, language=language)
    checks.assert_light(device, recommendation(stack))
