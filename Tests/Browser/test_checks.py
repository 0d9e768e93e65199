"""The checks themselves: each finds the fault it is there for. The broken pages exist in the browser only."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route

import checks
from conftest import OpenDevice
from device import NARROW, PHONE, WIDE, Device

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
GOOD = '<a href="#inhalt">Zum Inhalt</a><main id="inhalt"><h1>Guten Tag</h1><p><a href="/">Start</a></p></main>'


def show(device: Device, body: str, policy: str = POLICY, style: str = "", script: str = "") -> None:
    """Opens a page that our host seems to serve, with its own style sheet and script."""
    head = (
        '<!doctype html><html lang="de" dir="ltr"><meta name="viewport" content="width=device-width"><title>Probe</title>'
        '<link rel="icon" href="/probe.svg"><link rel="stylesheet" href="/probe.css"><script src="/probe.js" defer></script>'
    )
    parts = {
        "/probe": ("text/html; charset=utf-8", head + body),
        "/probe.css": ("text/css", style),
        "/probe.js": ("text/javascript", script),
        "/probe.svg": ("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    }

    def answer(route: Route) -> None:
        kind, text = parts[checks.path_of(route.request.url)]
        route.fulfill(body=text, headers={"content-type": kind, "content-security-policy": policy})

    device.context.route(lambda url: checks.path_of(url) in parts, answer)
    device.open("/probe")


def test_a_good_page_passes(open_device: OpenDevice) -> None:
    device = open_device(PHONE)
    show(device, GOOD)
    checks.assert_accessible(device)
    checks.assert_language(device)
    checks.assert_no_overflow(device)
    checks.assert_skip_link(device)
    device.open("/probe")
    checks.assert_focus_visible(device)


@pytest.mark.parametrize(
    ("body", "script", "noted"),
    [
        ('<p style="color: red">rot</p>', "", "Content Security Policy"),
        ("<script>1</script>", "", "Content Security Policy"),
        ('<img alt="" src="https://example.org/bild.png">', "", "another host"),
        ('<img alt="" src="https://wandsbek.mitreden.example/bild.png">', "", "another host"),
        ("", "fetch('https://example.org/')", "another host"),
        ("", "throw new Error('kaputt')", "uncaught: .*kaputt"),
        ("", "console.error('nicht gut')", "console: nicht gut"),
        ('<img alt="" src="/gibt-es-nicht.png">', "", "status of 404"),
    ],
)
def test_the_eye_notes(open_device: OpenDevice, body: str, script: str, noted: str) -> None:
    device = open_device(WIDE)
    # A policy that lets the request go out where the request is what should be noticed.
    policy = POLICY if "Policy" in noted else "img-src *; connect-src *"
    show(device, GOOD + body, policy=policy, script=script)
    device.page.wait_for_load_state("networkidle")
    with pytest.raises(AssertionError, match=noted):
        device.assert_quiet()
    device.problems.clear()


@pytest.mark.parametrize("with_script", [True, False])
@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<img src="/probe.svg">', "image-alt"),
        ('<p class="pale">kaum zu lesen</p>', "color-contrast"),
        ('<input name="x">', "label"),
        ("<h1>Titel</h1><h4>zu tief</h4>", "heading-order"),
    ],
)
def test_axe_finds(open_device: OpenDevice, body: str, rule: str, with_script: bool) -> None:
    device = open_device(PHONE, javascript=with_script)
    show(device, f"<main><h1>Probe</h1>{body}</main>", style=".pale { color: #bbb; background: #fff }")
    with pytest.raises(AssertionError, match=rf"{rule} \("):
        checks.assert_accessible(device)


@pytest.mark.parametrize("with_script", [True, False])
@pytest.mark.parametrize(
    ("body", "noted"),
    [
        ("", None),
        ("<h1>noch einer</h1>", "2 <h1>"),
        ('<input name="x">', "no label: <input"),
        ("<button></button>", "no words: <button"),
        ('<form><input aria-label="x"></form>', "cannot be sent"),
        ('<a href="#nirgends">Weiter</a>', "leads nowhere"),
        ('<p id="inhalt">x</p>', "id twice: inhalt"),
    ],
)
def test_bad_structure_is_found(open_device: OpenDevice, body: str, noted: str | None, with_script: bool) -> None:
    device = open_device(PHONE, javascript=with_script)
    show(device, GOOD.replace("</main>", f"{body}</main>"))
    if noted is None:
        checks.assert_structure(device)
    else:
        with pytest.raises(AssertionError, match=re.escape(noted)):
            checks.assert_structure(device)


def test_a_button_that_needs_a_script_is_found(open_device: OpenDevice) -> None:
    for with_script in (True, False):
        device = open_device(PHONE, javascript=with_script)
        show(device, GOOD.replace("</main>", "<button hidden>Mit Skript</button></main>"))
        checks.assert_structure(device)
        device.page.evaluate("document.querySelector('button').hidden = false")
        if with_script:
            checks.assert_structure(device)
        else:
            with pytest.raises(AssertionError, match="does nothing without JavaScript"):
                checks.assert_structure(device)


def test_axe_finds_what_an_interaction_brings(open_device: OpenDevice) -> None:
    device = open_device(PHONE)
    script = "document.querySelector('button').onclick = e => e.target.insertAdjacentHTML('afterend', '<img src=/probe.svg>')"
    show(device, GOOD.replace("</main>", "<button>Mehr</button></main>"), script=script)
    checks.assert_accessible(device)
    device.press("Mehr")
    with pytest.raises(AssertionError, match="image-alt"):
        checks.assert_accessible(device, "after pressing Mehr")


def test_wrong_language_is_found(open_device: OpenDevice) -> None:
    device = open_device(PHONE, language="ar")
    show(device, GOOD)
    with pytest.raises(AssertionError, match="'ar', 'rtl'"):
        checks.assert_language(device)


@pytest.mark.parametrize(("mark", "found"), [("", True), ('lang="de"', False)])
def test_unmarked_foreign_words_are_found(open_device: OpenDevice, mark: str, found: bool) -> None:
    device = open_device(PHONE, language="ar")
    show(device, f"<main><h1>مرحبا</h1><p {mark}>Sie brauchen keine E-Mail</p></main>")
    device.page.evaluate("document.documentElement.lang = 'ar'")
    if found:
        with pytest.raises(AssertionError, match="Sie brauchen keine E-Mail"):
            checks.assert_foreign_words_marked(device)
    else:
        checks.assert_foreign_words_marked(device)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_overflow_is_found(open_device: OpenDevice, direction: str) -> None:
    device = open_device(NARROW)
    show(device, f'<main><p class="long">{"Wort" * 40}</p></main>', style=f"html {{ direction: {direction} }}")
    with pytest.raises(AssertionError, match="class=.long"):
        checks.assert_no_overflow(device)


def test_a_table_that_scrolls_by_itself_is_no_overflow(open_device: OpenDevice) -> None:
    device = open_device(NARROW)
    show(device, f'<main><div class="box"><p>{"Wort" * 40}</p></div></main>', style=".box { overflow-x: auto }")
    checks.assert_no_overflow(device)


@pytest.mark.parametrize(
    ("body", "style", "noted"),
    [
        ('<main id="inhalt"><h1>x</h1></main><a href="/">Start</a>', "", "not a skip link"),
        (GOOD, "a { position: absolute; left: -9999px }", "cannot be seen"),
        (GOOD.replace('id="inhalt"', ""), "", "is not the main part"),
    ],
)
def test_a_bad_skip_link_is_found(open_device: OpenDevice, body: str, style: str, noted: str) -> None:
    device = open_device(WIDE)
    show(device, body, style=style)
    with pytest.raises(AssertionError, match=noted):
        checks.assert_skip_link(device)


@pytest.mark.parametrize(
    ("style", "noted"),
    [
        ("a:focus { outline: none }", "no mark"),
        (".lid { position: fixed; inset: 0 }", "covered"),
        ("main a { position: absolute; left: -9999px }", "off screen"),
    ],
)
def test_invisible_focus_is_found(open_device: OpenDevice, style: str, noted: str) -> None:
    device = open_device(WIDE)
    show(device, GOOD + '<div class="lid"></div>', style=style)
    with pytest.raises(AssertionError, match=noted):
        checks.assert_focus_visible(device)


def test_a_heavy_page_is_found(open_device: OpenDevice) -> None:
    device = open_device(PHONE)
    show(device, GOOD, style="/*" + "x" * checks.WEIGHT_LIMIT + "*/")
    with pytest.raises(AssertionError, match=r"weighs 60\d\d\d bytes"):
        checks.assert_light(device, "/probe")


@pytest.mark.parametrize(
    ("change", "noted"),
    [
        (("style-src 'self'", "style-src 'self' 'unsafe-inline'"), "style-src allows 'unsafe-inline'"),
        (("script-src 'self'", "script-src 'self' 'unsafe-eval'"), "script-src allows 'unsafe-eval'"),
        (("img-src 'self'", "img-src *"), "img-src allows *"),
        (("img-src 'self'", "img-src https:"), "img-src allows https:"),
        (("script-src 'self'", "script-src data:"), "script-src allows data:"),
        (("script-src 'self'", "script-src https://example.org"), "script-src allows https://example.org"),
        (("default-src 'none'; ", ""), "default-src is not"),
        (("base-uri 'none'; ", ""), "no base-uri"),
        (("form-action 'self'; ", ""), "no form-action"),
        (("; frame-ancestors 'none'", ""), "no frame-ancestors"),
        ((POLICY, ""), "no Content-Security-Policy"),
    ],
)
def test_a_loose_policy_is_found(change: tuple[str, str], noted: str) -> None:
    assert checks.policy_faults(POLICY) == []
    assert any(noted in fault for fault in checks.policy_faults(POLICY.replace(*change)))
