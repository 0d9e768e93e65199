"""Pages that anybody can open, in three languages, light and dark, on a phone and on a wide screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

import checks
from conftest import OpenDevice
from device import NARROW, PHONE, WIDE, View
from stack import Stack

PAGES = ("home", "conferences", "conference", "last-conference", "recommendations", "recommendation", "imprint")
LANGUAGES = ("de", "en", "ar")


def links(stack: Stack, path: str, pattern: str) -> list[str]:
    """Paths on a page that match, each once, in their order."""
    answer = stack.fetch(path)
    assert answer.status == 200, f"{path}: {answer.status}\n{answer.text[:400]}"
    found = re.findall(rf'href="({pattern})(?:[?#][^"]*)?"', answer.text)
    assert found, f"{path} has no link to {pattern}"
    return list(dict.fromkeys(found))


@pytest.fixture(scope="session")
def paths(stack: Stack) -> dict[str, str]:
    """The path of each page, found as a visitor finds it."""
    conferences = links(stack, "/konferenzen", r"/konferenzen/[^\"/?#]+")
    return {
        "home": "/",
        "conferences": "/konferenzen",
        "conference": conferences[0],
        "last-conference": conferences[-1],
        "recommendations": "/empfehlungen",
        "recommendation": links(stack, "/empfehlungen", r"/empfehlungen/[^\"/?#]+")[0],
        "imprint": "/impressum",
    }


@pytest.mark.parametrize(
    ("view", "scheme"),
    [
        pytest.param(view, scheme, id=f"{view.name}-{scheme}", marks=() if (view is WIDE) == (scheme == "dark") else pytest.mark.deep)
        for view in (PHONE, WIDE)
        for scheme in ("light", "dark")
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(
    open_device: OpenDevice, paths: dict[str, str], name: str, language: str, scheme: str, view: View
) -> None:
    device = open_device(view, language=language, scheme=scheme)
    response = device.open(paths[name])
    checks.assert_safe_headers(response)
    checks.screenshot(device, name)
    checks.assert_language(device)
    checks.assert_no_overflow(device)
    checks.assert_accessible(device)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_narrow_screen(open_device: OpenDevice, paths: dict[str, str], name: str, language: str) -> None:
    device = open_device(NARROW, language=language)
    device.open(paths[name])
    checks.assert_no_overflow(device)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_light(open_device: OpenDevice, paths: dict[str, str], name: str) -> None:
    checks.assert_light(open_device(PHONE), paths[name])


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_usable_by_keyboard(open_device: OpenDevice, paths: dict[str, str], name: str, language: str) -> None:
    device = open_device(WIDE, language=language)
    device.open(paths[name])
    checks.assert_skip_link(device)
    device.open(paths[name])
    checks.assert_focus_visible(device)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_without_javascript(open_device: OpenDevice, paths: dict[str, str], name: str) -> None:
    with_script, without = open_device(PHONE), open_device(PHONE, javascript=False)
    texts = []
    for device in (with_script, without):
        device.open(paths[name])
        texts.append({heading.inner_text().strip() for heading in device.page.locator("main :is(h1, h2, h3)").all()})
    assert texts[1] and texts[0] <= texts[1], f"only with JavaScript: {texts[0] - texts[1]}"
    checks.assert_accessible(without)


@pytest.mark.parametrize("name", PAGES)
def test_arabic_page_says_what_is_german(open_device: OpenDevice, paths: dict[str, str], name: str) -> None:
    device = open_device(PHONE, language="ar")
    device.open(paths[name])
    checks.assert_foreign_words_marked(device)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(stack: Stack, paths: dict[str, str], name: str) -> None:
    broken = {}
    for path in links(stack, paths[name], r"/[^\"?#]*"):
        if (status := stack.fetch(path).status) >= 400:
            broken[path] = status
    assert not broken


def test_language_can_be_switched_on_every_page(open_device: OpenDevice, paths: dict[str, str]) -> None:
    device = open_device(PHONE)
    for name in PAGES:
        device.language = "de"
        device.open(paths[name])
        device.language = "en"
        switch = device.page.locator('a[hreflang="en"], a[lang="en"], a[href*="sprache=en"]')
        assert switch.count(), f"{name}: no way to English"
        device.page.goto(device.stack.url(switch.first.get_attribute("href") or ""))
        assert checks.path_of(device.page.url) == paths[name]
        checks.assert_language(device)


def test_unknown_host_lists_the_councils(open_device: OpenDevice, stack: Stack) -> None:
    device = open_device(PHONE, tenant="gibtesnicht")
    device.expect_problem(r"status of 4\d\d")
    response = device.go("/")
    assert response.status in (404, 421)
    checks.assert_safe_headers(response)
    for tenant in ("harburg", "wandsbek"):
        link = device.page.locator(f'main a[href^="https://{stack.host(tenant)}"]')
        assert link.count(), f"no link to {tenant} among {[a.get_attribute('href') for a in device.page.locator('a').all()]}"
    checks.assert_no_overflow(device)
    checks.assert_accessible(device)


def test_each_council_has_its_own_pages(stack: Stack) -> None:
    harburg, wandsbek = stack.fetch("/", "harburg").text, stack.fetch("/", "wandsbek").text
    assert "Integrationsrat Harburg" in harburg and "Integrationsbeirat Wandsbek" not in harburg
    assert "Integrationsbeirat Wandsbek" in wandsbek and "Integrationsrat Harburg" not in wandsbek


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_whole_result_is_on_the_wall(open_device: OpenDevice, language: str, size: tuple[int, int]) -> None:
    """Nobody scrolls a projector: twelve results, between the head and the foot, none over another, readable from the last row."""
    wall = open_device(View(f"wall-{size[0]}", *size, touch=False), language=language)
    wall.open("/konferenzen/16-hik/leinwand")
    bars = wall.page.locator(".bar")
    expect(bars).to_have_count(12)
    head, foot = (wall.page.locator(part).bounding_box() for part in ("#kopf", "#fuss"))
    boxes = [bar.bounding_box() for bar in bars.all()]
    assert head and foot and all(boxes)
    for box in boxes:
        assert box["y"] >= head["y"] + head["height"] and box["y"] + box["height"] <= foot["y"], f"{box} is not between {head} and {foot}"
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    for column in (boxes[0::2], boxes[1::2]):
        for above, below in zip(column, column[1:]):
            assert above["y"] + above["height"] <= below["y"] + 1
    smallest = wall.page.evaluate(
        "Math.min(...[...document.querySelectorAll('.bar strong, .bar b')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 0.035 * size[1]
