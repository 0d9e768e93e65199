"""Every word of the interface comes from the catalogue: in the language that no one speaks, each stands in ⟦brackets⟧.

What stands outside of them has to be data: a text of the demonstration, a name, a date, a number.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator

import pytest

from conftest import OpenDevice
from device import WIDE, Device
from pages import EVERYBODY, enter, stops, view_of, walk
from stack import ROOT, Stack

PSEUDO = "qps"

# Everything a page says: its title, its text, and what is only read aloud.
TEXTS = """() => {
    const found = [document.title]
    // What is printed for somebody else says whose language it is in.
    const isForeign = e => e.closest('main [lang]:not([lang=qps])')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node; node = walker.nextNode();) {
        const e = node.parentElement
        if (isForeign(e)) continue
        if (!e.closest('script, style, template, textarea') && (e.checkVisibility() || e.closest('option, title'))) found.push(node.data)
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        for (const e of document.querySelectorAll(`[${name}]`)) if (!isForeign(e)) found.push(e.getAttribute(name))
    for (const e of document.querySelectorAll('[data-confirm], [data-kept-text], [data-announce]'))
        found.push(...Object.values(e.dataset).filter(value => value.includes(' ')))
    return found
}"""

# What languages call themselves, dates as they are written where there is no language, addresses, and what these tests enter.
KNOWN = (
    r"(?:Einfaches )?Deutsch|English|Türkçe|Polski|Kurmancî|Español|Français|Български|Русский|Українська|العربية|فارسی|دری|کوردی|DGS"
    r"|qps",
    r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    r"January|February|March|April|May|June|July|August|September|October|November|December",
    r"[a-z0-9.-]+\.mitreden\.example(:\d+)?(/[\w-]+)?",
    r"[A-Z2-9]{3}",
    r"Gast \d+|Gast 🙂|Zübeyde أميرة 🙂",
    # What other tests of the same worker may have typed before.
    r"Gast|Konferenz (?:motto|name)|أميرة من\s+(?:هاربورغ )?🙂\S+|Zeile eins & \"zwei\" <b>drei</b> \+ 100 % نريد أن نتكلم 🙂",
)


@pytest.mark.parametrize("role", EVERYBODY)
def test_all_words_come_from_the_catalogue(open_device: OpenDevice, stack: Stack, role: str) -> None:
    device = open_device(view_of(role))
    enter(device, role, lambda: open_device(WIDE))
    device.language = PSEUDO
    seen = 0
    faults: dict[str, str] = {}
    for when in walk(device, stops(stack, role)):
        for text in device.page.evaluate(TEXTS):
            seen += "⟦" in text
            if rest := foreign(text):
                faults.setdefault(rest, f"{device.page.url} {when}: {' '.join(text.split())[:120]}")
    assert seen, "not one text stands in brackets: is the pseudo-language there?"
    assert not faults, "words without a key:\n" + "\n".join(f"  - {rest!r}\n      {place}" for rest, place in faults.items())


def test_words_without_a_key_are_found() -> None:
    assert foreign("⟦Entwurf: ⟦16. HIK⟧⟧ · 16. Integrationskonferenz, 17:00") == ""
    assert foreign("⟦Noch 3 Plätze⟧ Kommen Sie") == "Kommen Sie"
    assert foreign("Hier speichern") == "Hier speichern"
    assert foreign("12 · 17:00 – 20:30") == ""


def foreign(text: str) -> str:
    """What is left of a text without brackets and data; nothing, if that has no letters."""
    inner = re.compile(r"⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub(" ", text)
    text = " ".join(text.split())
    if not has_letters(text):
        return ""
    for known in (re.escape(known) for known in data() if known in text):
        text = re.sub(rf"(?<!\w){known}(?!\w)", " ", text)
    for pattern in KNOWN:
        text = re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", " ", text)
    text = " ".join(text.split()).strip(" ·,–-")
    return text if has_letters(text) else ""


def has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


@functools.cache
def data() -> list[str]:
    """All texts of the demonstration and their paragraphs; the longest first, so that none is cut by a part of it.

    Not the words by which the program knows things ("table_host"): those must not reach a page.
    """
    found: set[str] = set()
    for path in (ROOT / "config" / "demonstration").glob("*.json"):
        for text in strings(json.loads(path.read_text())):
            found |= {" ".join(part.split()) for part in (text, *text.split("\n\n"))}
    return sorted((text for text in found if not re.fullmatch(r"[a-z_]*|[\W\d]*", text)), key=len, reverse=True)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
