"""One person's browser, and the eye on it: what no page of ours may ever do fails the test by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, WebError

from stack import DOMAIN, Stack

LOCALES = {"de": "de-DE", "en": "en-GB", "ar": "ar"}


@dataclass(frozen=True)
class View:
    """How big a screen is and whether it is touched."""

    name: str
    width: int
    height: int
    touch: bool


PHONE = View("phone", 390, 844, touch=True)
WIDE = View("wide", 1280, 900, touch=False)
NARROW = View("narrow", 320, 640, touch=True)  # WCAG 1.4.10: no scrolling in two directions


class Device:
    """A browser of its own (cookies, cache, storage) with one page.

    It notes errors on the console, violations of the content security policy, uncaught exceptions and requests to
    another host. `assert_quiet` fails on them; the fixtures call it after each test.
    """

    def __init__(
        self,
        browser: Browser,
        stack: Stack,
        view: View = WIDE,
        language: str = "de",
        scheme: str = "light",
        javascript: bool = True,
        tenant: str = "harburg",
    ) -> None:
        self.stack, self.view, self.language, self.scheme = stack, view, language, scheme
        self.javascript, self.tenant = javascript, tenant
        self.problems: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self.context = browser.new_context(
            viewport={"width": view.width, "height": view.height},
            has_touch=view.touch,
            is_mobile=view.touch,
            locale=LOCALES.get(language, language),
            timezone_id="Europe/Berlin",
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",  # a colour in the middle of a transition has no contrast to measure
            java_script_enabled=javascript,
            ignore_https_errors=True,
        )
        self.context.set_default_timeout(10_000)
        self.context.on("console", self._heard)
        self.context.on("weberror", self._thrown)
        self.context.on("request", self._asked)
        self.page: Page = self.context.new_page()

    def __str__(self) -> str:
        script = "" if self.javascript else ", no JavaScript"
        return f"{self.view.width} px, {self.language}, {self.scheme}{script}"

    def go(self, path: str, tenant: str | None = None) -> Response:
        """Opens a path of a tenant (a sibling's, if named) and insists on an answer; its status is the test's business."""
        response = self.page.goto(self.stack.url(path, tenant or self.tenant))
        assert response is not None, f"{path}: no answer"
        return response

    def open(self, path: str, tenant: str | None = None) -> Response:
        """Like `go`, but the page has to be there (200) and in this device's language from now on."""
        mark = "&" if "?" in path else "?"
        response = self.go(f"{path}{mark}sprache={self.language}", tenant)
        assert response.status == 200, f"{path}: {response.status} {response.status_text}"
        return response

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Presses what a person would find under this name, by touch where the screen has it."""
        target = self.page.get_by_role(role, name=name)  # type: ignore[arg-type]
        target.tap() if self.view.touch else target.click()

    def confirm(self, button: str | re.Pattern[str] | Locator, look: Callable[[], None] = lambda: None) -> None:
        """Presses what cannot be undone, looks at the question where a script asks one, and says yes."""
        target = button if isinstance(button, Locator) else self.page.get_by_role("button", name=button)
        target.tap() if self.view.touch else target.click()
        if self.javascript:
            question = self.page.get_by_role("dialog")
            question.wait_for()
            look()
            question.locator("button[value=yes]").click()

    def expect_problem(self, pattern: str) -> None:
        """A problem this test provokes on purpose, such as "status of 404"."""
        self._expected.append(re.compile(pattern))

    def assert_quiet(self) -> None:
        if not self.page.is_closed():
            self.page.title()  # a round trip: whatever Chromium noted before it has arrived now
        found = [problem for problem in self.problems if not any(known.search(problem) for known in self._expected)]
        assert not found, f"the browser ({self}) noted:\n" + "\n".join(f"  - {problem}" for problem in found)

    def close(self) -> None:
        self.context.close()

    # --- the eye

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            place = message.location
            self.problems.append(f"console: {message.text} ({place.get('url', '')}:{place.get('lineNumber', '')})")

    def _thrown(self, error: WebError) -> None:
        self.problems.append(f"uncaught: {error.error.stack or error.error}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("data", "blob", "about"):
            return
        if request.service_worker is None and request.is_navigation_request():
            allowed: Callable[[], bool] = lambda: (url.hostname or "").endswith(f".{DOMAIN}")  # noqa: E731
        else:
            # Not even a sibling tenant's: each council's pages come from that council's host alone.
            owner = request.service_worker.url if request.service_worker else request.frame.url
            allowed = lambda: url.netloc == urlsplit(owner).netloc  # noqa: E731
        if not allowed():
            self.problems.append(f"request to another host: {request.resource_type} {request.url}")
