"""What every page has to pass, as functions that say what is wrong and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Response

from device import Device
from stack import LOCAL

SHOTS = LOCAL / "shots"
WEIGHT_LIMIT = 60_000
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# --- accessibility

# Where scripts are switched off, timers never fire and axe would wait for ever. What is inside <noscript> it leaves out.
TIMERS = """() => {
    window.setTimeout = (run, delay = 0, ...values) => {
        if (delay < 50) Promise.resolve().then(() => run(...values))
        return 0
    }
}"""


def assert_accessible(device: Device, when: str = "after load") -> None:
    """axe-core on the page as it is now. Call it again after each interaction that changes the page."""
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    # A press waits for a new page to begin, not for all of it.
    device.page.wait_for_load_state()
    if not device.javascript:
        device.page.evaluate(TIMERS)
    violations = Axe().run(device.page, options=options).response["violations"]
    assert not violations, f"axe on {device.page.url} {when} ({device}):\n" + "\n".join(map(describe, violations))


def describe(violation: dict[str, Any]) -> str:
    lines = [f"\n{violation['id']} ({violation['impact']}): {violation['help']}", f"  {violation['helpUrl']}"]
    for node in violation["nodes"][:8]:
        lines.append(f"  at {' '.join(map(str, node['target']))}")
        lines.append(f"     {' '.join(node['html'].split())[:200]}")
        lines += [f"     - {item['message']}" for kind in ("any", "all", "none") for item in node[kind]]
    if len(violation["nodes"]) > 8:
        lines.append(f"  … and {len(violation['nodes']) - 8} more places")
    return "\n".join(lines)


STRUCTURE = """scripted => {
    const all = selector => [...document.querySelectorAll(selector)], faults = []
    const name = e => e.outerHTML.split('>')[0] + '>'
    for (const [what, number] of [['h1', all('h1').length], ['main', all('main').length]])
        if (number !== 1) faults.push(`${number} <${what}> instead of one`)
    for (const e of all('input:not([type=hidden]), select, textarea'))
        if (!e.labels.length && !e.ariaLabel) faults.push('no label: ' + name(e))
    for (const e of all('button, a[href]'))
        if (!(e.textContent.trim() || e.ariaLabel)) faults.push('no words: ' + name(e))
    for (const e of all('button'))
        if (!e.form && !scripted && e.checkVisibility()) faults.push('does nothing without JavaScript: ' + name(e))
    for (const e of all('form'))
        if (!e.querySelector('button:not([type=button])')) faults.push('cannot be sent: ' + name(e))
    for (const e of all('a[href^="#"]'))
        if (!document.getElementById(e.getAttribute('href').slice(1))) faults.push('leads nowhere: ' + name(e))
    const ids = all('[id]').map(e => e.id)
    for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) faults.push(`id twice: ${id}`)
    return faults
}"""


def assert_structure(device: Device, when: str = "after load") -> None:
    """What makes a page usable without scripts and styles. For where axe would take too long."""
    faults = device.page.evaluate(STRUCTURE, device.javascript)
    assert not faults, f"{device.page.url} {when} ({device}):\n" + "\n".join(f"  - {fault}" for fault in faults)


def assert_language(device: Device) -> None:
    """lang and dir of the document are those of the device's language, and the title is not empty."""
    root = device.page.locator("html")
    want = (device.language, "rtl" if device.language in ("ar", "fa", "he", "ur") else "ltr")
    got = (root.get_attribute("lang"), root.get_attribute("dir"))
    assert got == want, f"{device.page.url}: <html lang dir> is {got}, not {want}"
    assert device.page.title().strip(), f"{device.page.url}: the page has no title"


UNMARKED = """() => {
    const words = /[A-Za-zÄÖÜäöüß-]{2,}( [A-Za-zÄÖÜäöüß-]{2,}){3,}/
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
    for (let node; node = walker.nextNode();) {
        const e = node.parentElement
        if (!words.test(node.data) || e.closest('script, style, template')) continue
        if (e.checkVisibility() && e.closest('[lang]') === document.documentElement) found.push(node.data.trim())
    }
    return found
}"""


def assert_foreign_words_marked(device: Device) -> None:
    """On a page in another script, four words in Latin letters are another language and say so (WCAG 3.1.2)."""
    found = device.page.evaluate(UNMARKED)
    assert not found, f"{device.page.url}: not {device.language}, and no lang= says so:\n" + "\n".join(
        f"  - {text}" for text in found
    )


# --- layout

OVERFLOW = """width => {
    const root = document.documentElement
    if (Math.max(root.scrollWidth, document.body.scrollWidth) <= width) return null
    const scrolls = e => { for (; e && e !== document.body; e = e.parentElement)
        if (getComputedStyle(e).overflowX !== 'visible') return true; return false }
    // What sticks out is an element's box, or the text in it.
    const edges = e => { const box = e.getBoundingClientRect(), spill = Math.max(0, e.scrollWidth - box.width)
        const toLeft = getComputedStyle(e).direction === 'rtl'
        return [Math.round(box.left - (toLeft ? spill : 0)), Math.round(box.right + (toLeft ? 0 : spill))] }
    const wide = [...document.body.querySelectorAll('*')].filter(e =>
        e.getClientRects().length && !scrolls(e) && (edges(e)[1] > width + 1 || edges(e)[0] < -1))
    const deepest = wide.filter(e => !wide.some(other => other !== e && e.contains(other)))
    return [`the document is ${root.scrollWidth} px wide`, ...deepest.slice(0, 8).map(e =>
        `${e.outerHTML.split('>')[0]}>${(e.textContent || '').trim().slice(0, 40)} reaches from ${edges(e).join(' to ')}`)]
}"""


def assert_no_overflow(device: Device) -> None:
    """Nothing makes the page scroll sideways."""
    found = device.page.evaluate(OVERFLOW, device.view.width)
    assert not found, f"{device.page.url} is wider than its screen ({device}):\n" + "\n".join(found)


def screenshot(device: Device, name: str) -> Path:
    """The whole page into .local/shots/<name>-<width>-<lang>-<scheme>.png."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}-{device.view.width}-{device.language}-{device.scheme}.png"
    device.page.screenshot(path=path, full_page=True)
    return path


# --- keyboard

FOCUSED = """() => {
    const e = document.activeElement
    if (!e || e === document.body || e === document.documentElement) return null
    const box = e.getBoundingClientRect(), style = getComputedStyle(e)
    const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const outline = style.outlineStyle === 'auto' || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    return {
        name: e.outerHTML.split('>')[0] + '>' + (e.textContent || '').trim().slice(0, 40),
        href: e.getAttribute('href'),
        inMain: !!e.closest('main'),
        seen: outline || style.boxShadow !== 'none',
        onScreen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 &&
            box.top < innerHeight && box.left < innerWidth,
        covered: !!middle && !e.contains(middle) && !middle.contains(e),
    }
}"""


def tab(device: Device) -> dict[str, Any] | None:
    """Presses Tab; what has the focus now, or nothing when it left the page."""
    device.page.keyboard.press("Tab")
    return device.page.evaluate(FOCUSED)


def assert_skip_link(device: Device) -> None:
    """The first Tab shows a link that leads past everything to the main part."""
    first = tab(device)
    assert first and (first["href"] or "").startswith("#"), f"{device.page.url}: the first Tab is on {first}, not a skip link"
    assert first["onScreen"] and not first["covered"], f"{device.page.url}: the focused skip link cannot be seen: {first}"
    target = first["href"]
    assert device.page.locator(f"main{target}, main {target}").count() == 1, f"{device.page.url}: {target} is not the main part"
    device.page.keyboard.press("Enter")
    second = tab(device)
    assert second is None or second["inMain"] or not device.page.locator("main a[href], main button, main input").count(), (
        f"{device.page.url}: after the skip link, Tab goes to {second['name']}"
    )


def assert_focus_visible(device: Device, most: int = 60) -> None:
    """Tab by Tab: each stop is on the screen, not covered, and marked by an outline of 2 px, a shadow, or Chromium's own ring."""
    stops, faults = 0, []
    while stops < most and (stop := tab(device)):
        stops += 1
        for fault, wrong in (("no mark", not stop["seen"]), ("off screen", not stop["onScreen"]), ("covered", stop["covered"])):
            if wrong:
                faults.append(f"{fault}: {stop['name']}")
    assert stops, f"{device.page.url}: Tab reaches nothing"
    assert not faults, f"{device.page.url} ({device}), focus:\n" + "\n".join(faults)


# --- weight and security


@dataclass(frozen=True)
class Weight:
    parts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    def __str__(self) -> str:
        return f"{self.total} bytes\n" + "\n".join(
            f"  {size:>7}  {url}" for url, size in sorted(self.parts.items(), key=lambda part: -part[1])
        )


def weigh(device: Device, path: str) -> Weight:
    """Uncompressed bytes of HTML, CSS and JavaScript of a first visit. The device must not have visited before."""
    responses: list[Response] = []
    device.page.on("response", lambda response: responses.append(response))
    device.open(path)
    device.page.wait_for_load_state("networkidle")  # scripts load scripts
    kinds = ("document", "stylesheet", "script")
    return Weight({r.url: len(r.body()) for r in responses if r.request.resource_type in kinds and r.status == 200})


def assert_light(device: Device, path: str) -> None:
    weight = weigh(device, path)
    assert weight.total < WEIGHT_LIMIT, f"{path} weighs {weight}\nbut must stay under {WEIGHT_LIMIT}"


def assert_safe_headers(response: Response) -> None:
    """A strict content security policy, and the headers that go with it."""
    headers = response.headers
    faults = policy_faults(headers.get("content-security-policy", ""))
    if "max-age=" not in headers.get("strict-transport-security", ""):
        faults.append("no Strict-Transport-Security")
    if headers.get("x-content-type-options") != "nosniff":
        faults.append("no X-Content-Type-Options: nosniff")
    if headers.get("referrer-policy") not in ("no-referrer", "same-origin", "strict-origin"):
        faults.append(f"Referrer-Policy is {headers.get('referrer-policy')!r}: a path must not leave the site")
    assert not faults, f"{response.url}:\n" + "\n".join(f"  - {fault}" for fault in faults)


def policy_faults(policy: str) -> list[str]:
    """What makes a policy less than strict: only our own host, nothing inline, and no way around default-src."""
    if not policy:
        return ["no Content-Security-Policy"]
    directives = {words[0].lower(): words[1:] for part in policy.split(";") if (words := part.split())}
    faults = []
    for name, sources in directives.items():
        for source in sources:
            keyword = source.startswith("'") and source not in ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'")
            image = name == "img-src" and source in ("data:", "blob:")
            if not (keyword or image or (name == "report-to")):
                faults.append(f"{name} allows {source}")
    if directives.get("default-src") not in (["'none'"], ["'self'"]):
        faults.append("default-src is not 'none' or 'self'")
    # These do not fall back to default-src.
    faults += [f"no {name}" for name in ("base-uri", "form-action", "frame-ancestors") if name not in directives]
    return faults


def path_of(url: str) -> str:
    return urlsplit(url).path
