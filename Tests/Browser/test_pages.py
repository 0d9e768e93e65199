"""Every page of every role, in each language, light and dark. `test_evening.py` walks the same pages in German and does all there is to do."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

import checks
from conftest import OpenDevice
from device import NARROW, WIDE, Device, View
from pages import EVERYBODY, GUEST, enter, stops, view_of, walk
from stack import Stack

# The rest only in the deep tests; German in light is the journey's.
OFTEN = (("ar", "dark"), ("en", "light"))
ALL = [
    pytest.param(language, scheme, marks=() if (language, scheme) in OFTEN else pytest.mark.deep, id=f"{language}-{scheme}")
    for language, scheme in itertools.product(("de", "en", "ar"), ("light", "dark"))
]
# 400 % of a screen of 1280 by 1024 (WCAG 1.4.10).
ZOOMED = View("zoomed", 320, 256, touch=False)


@pytest.mark.parametrize(("language", "scheme"), ALL)
@pytest.mark.parametrize("role", EVERYBODY)
def test_pages_of(open_device: OpenDevice, stack: Stack, role: str, language: str, scheme: str) -> None:
    device = open_device(view_of(role), scheme=scheme)
    enter(device, role, lambda: open_device(WIDE))
    device.language = language
    faults = [fault for when in walk(device, stops(stack, role)) for fault in faults_of(device, when)]
    if faults:
        pytest.fail("\n\n".join(faults), pytrace=False)


def faults_of(device: Device, when: str) -> Iterator[str]:
    """All of them: the next page is looked at too."""
    looks: list[Callable[[], None]] = [
        lambda: checks.assert_language(device),
        lambda: checks.assert_structure(device, when),
        lambda: checks.assert_no_overflow(device),
        lambda: checks.assert_accessible(device, when),
    ]
    if device.language == "ar":
        looks.append(lambda: checks.assert_foreign_words_marked(device))
    for look in looks:
        try:
            look()
        except AssertionError as fault:
            yield str(fault)


@pytest.mark.parametrize("view", [pytest.param(NARROW, id="narrow"), pytest.param(ZOOMED, id="zoomed", marks=pytest.mark.deep)])
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("role", [GUEST, "participant", "table_host"])
def test_pages_fit_a_narrow_screen(open_device: OpenDevice, stack: Stack, role: str, language: str, view: View) -> None:
    device: Device = open_device(view)
    enter(device, role, lambda: open_device(WIDE))
    device.language = language
    for _ in walk(device, stops(stack, role)):
        checks.assert_no_overflow(device)
