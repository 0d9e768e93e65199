"""Fixtures: one stack and one Chromium per worker, any number of devices per test."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

import checks
from device import PHONE, WIDE, Device
from stack import DOMAIN, Stack

DEVICES = pytest.StashKey[list[Device]]()
LOG_STARTS = pytest.StashKey[dict[Path, int]]()
STACK = pytest.StashKey[Stack]()

OpenDevice = Callable[..., Device]

# A page of the tests may be slow, because many run at once; it still has to come.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """Database, server and nginx of this worker."""
    stack = Stack(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    try:
        stack.start()
    except BaseException:
        stack.abandon()
        raise
    request.config.stash[STACK] = stack
    yield stack
    stack.stop()


@pytest.fixture
def evening(stack: Stack) -> Iterator[Stack]:
    """For a test that moves the demonstration on (a round, a vote) or writes into it (a note, a draft): the next one finds it as it was.

    Whoever only comes in or registers does not need it.
    """
    yield stack
    stack.renew()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, stack: Stack) -> Iterator[Browser]:
    """The system's Chromium. It finds our names on loopback and no other name anywhere."""
    arguments = [
        f"--host-resolver-rules=MAP *.{DOMAIN} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        # Trusted, not merely tolerated: service workers refuse a certificate with errors.
        f"--ignore-certificate-errors-spki-list={stack.certificate_fingerprint()}",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def open_device(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> Iterator[OpenDevice]:
    """Makes devices: open_device(PHONE, language="ar", scheme="dark", javascript=False, tenant="wandsbek")."""
    devices: list[Device] = []
    request.node.stash[DEVICES] = devices

    def make(*arguments: object, **options: object) -> Device:
        devices.append(Device(browser, stack, *arguments, **options))  # type: ignore[arg-type]
        return devices[-1]

    yield make
    for device in devices:
        device.close()


@pytest.fixture
def phone(open_device: OpenDevice) -> Device:
    return open_device(PHONE)


@pytest.fixture
def wide(open_device: OpenDevice) -> Device:
    return open_device(WIDE)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """A test that takes it runs twice; pass it on to open_device."""
    return request.param == "with JavaScript"


# --- every test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get("MITREDEN_DEEP"):
        for item in items:
            if item.get_closest_marker("deep"):
                item.add_marker(pytest.mark.skip(reason="deep: bin/test --deep"))


def devices_of(item: pytest.Item) -> list[Device]:
    none: list[Device] = []
    return item.stash.get(DEVICES, none)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """After the test's own words: what its devices noted fails it too."""
    if stack := item.config.stash.get(STACK, None):
        item.stash[LOG_STARTS] = {path: path.stat().st_size for path in stack.logs.values() if path.exists()}
    result = yield
    for device in devices_of(item):
        device.assert_quiet()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure brings along what the server and nginx wrote during the test, the console, and a picture."""
    report = yield
    if report.when == "call" and report.failed:
        for path, start in item.stash.get(LOG_STARTS, {}).items():
            if text := path.read_bytes()[start:].decode(errors="replace").strip():
                report.sections.append((f"{path.name} during the test", "\n".join(text.splitlines()[-40:])))
        for number, device in enumerate(devices_of(item), start=1):
            report.sections.append((f"device {number}", f"{device}\n{device.page.url}\n" + "\n".join(device.problems)))
            name = re.sub(r"[^A-Za-z0-9_.-]+", "-", f"failed-{item.name}-{number}").strip("-")
            try:
                report.sections.append((f"picture {number}", str(checks.screenshot(device, name))))
            except Exception as error:  # the failure itself matters more than its picture
                report.sections.append((f"picture {number}", f"none: {error}"))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test measured and recorded as "measured" stands below the results."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(value)
