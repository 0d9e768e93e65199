"""Half a year passes within a minute or two: servers whose clock runs ahead, two at a time, one of them killed at every step.

Without a browser: what is looked at is the mail that a real mail server takes, and what stands in the database.
"""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlencode

import pytest

from stack import ROOT, Stack, free_ports

CONFERENCE = "/konferenzen/19-hik"
GUESTS, SEATS = 36, 14


class Postbox:
    """A real mail server; what it has taken lies in a folder."""

    def __init__(self, place: Path) -> None:
        self.place = place / "mail"
        self.place.mkdir(exist_ok=True)
        script = ROOT / "Tests" / "MailTests" / "smtp_server.py"
        self.process = subprocess.Popen(
            [sys.executable, script, self.place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.port = int(self.process.stdout.readline())

    def count(self) -> int:
        return sum(1 for _ in self.place.iterdir())

    def letters(self) -> list[tuple[str, str, str]]:
        """Of each message: to whom, what about, and its id."""
        found = (message_from_bytes(file.read_bytes(), policy=policy.default) for file in self.place.iterdir())
        return [(str(mail["To"]), str(mail["Subject"]), str(mail["Message-ID"])) for mail in found]

    def stop(self) -> None:
        self.process.communicate()


class Servers:
    """Two at a time, `hours` ahead of the machine's clock."""

    def __init__(self, stack: Stack, postbox: Postbox) -> None:
        self.stack = stack
        self.ports = free_ports(2)
        self.environment = stack.environment() | {
            "MITREDEN_SMTP_URL": f"smtp://127.0.0.1:{postbox.port}",
            "MITREDEN_SMTP_TLS": "none",
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, hours: int) -> None:
        with (self.stack.place / "half-year.log").open("ab") as log:
            for port in self.ports:
                own = {"MITREDEN_LISTEN_PORT": str(port), "MITREDEN_CLOCK_AHEAD_HOURS": str(hours)}
                command = ["setpriv", "--pdeathsig", "TERM", "--", self.stack.binary, "serve"]
                self.running.append(
                    subprocess.Popen(command, env=self.environment | own, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
                )
        for port in self.ports:
            until(lambda port=port: answers(port), "a server answers")

    def kill_one(self) -> None:
        victim = self.running.pop(0)
        victim.kill()
        victim.wait()

    def stop(self) -> None:
        for server in self.running:
            server.send_signal(signal.SIGTERM)
        for server in self.running:
            server.wait(15)
        self.running.clear()

    def post(self, path: str, fields: dict[str, str]) -> http.client.HTTPResponse:
        """To the one that stays."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[-1], timeout=30)
        headers = {"Host": self.stack.host(), "Origin": f"https://{self.stack.host()}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        return answer


def answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/bereit", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status < 500
    except OSError:
        return False


def until(check: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.03)


@pytest.fixture
def postbox(evening: Stack) -> Iterator[Postbox]:
    postbox = Postbox(evening.place)
    yield postbox
    postbox.stop()


@pytest.mark.deep
def test_servers_die_and_everybody_is_told_once(
    evening: Stack, postbox: Postbox, record_property: Callable[[str, object], None]
) -> None:
    here = "c.slug = '19-hik' and c.tenant_id = (select id from tenants where slug = 'harburg')"
    expected = (
        "from registrations as r join conferences as c on c.id = r.conference_id"
        f" where {here} and r.standing in ('confirmed', 'offered')"
        " and not exists (select from registration_cancellations as x where x.registration_id = r.id)"
    )
    taken = int(evening.sql(f"select count(*) {expected}"))
    evening.sql(
        "select enter_house((select id from tenants where slug = 'harburg'));"
        f" update conferences as c set capacity = {taken + SEATS} where {here}"
    )
    start = int(float(evening.sql(f"select extract(epoch from c.starts_at) - extract(epoch from now()) from conferences as c where {here}")) / 3600)
    # Its own server knows no other time than today's.
    evening.insist(evening.end_server())
    servers = Servers(evening, postbox)
    places: list[str] = []
    # Every week; every other day in the last one; then every four weeks, until half a year is over.
    hours = [*range(0, start - 7 * 24, 7 * 24), *range(start - 7 * 24, start - 2, 48), *range(start + 24, 26 * 7 * 24, 28 * 24)]
    busy = said = dead = 0
    coming: set[str] = set()
    for step, ahead in enumerate(hours):
        servers.start(ahead)
        try:
            before = postbox.count()
            if step == 0:
                for number in range(GUESTS):
                    answer = servers.post(
                        f"{CONFERENCE}/anmeldung",
                        {
                            "name": f"Gast {number}",
                            # The mail server takes its time with every other one.
                            "kontakt": f"{'slow' if number % 2 else 'gast'}@gast{number}.example.org",
                            "erinnern": "ja",
                            "teilnahme": "ab16",
                            "schluessel": str(uuid.uuid4()),
                        },
                    )
                    assert answer.status == 303
                    places.append((answer.getheader("Location") or "").split("?")[0])
            elif ahead < start - 48:  # then the last reminders go out
                # Whoever has been offered a seat: every other one says yes, the others leave it be.
                for number, place in enumerate(places):
                    reference = place.rsplit("/", 1)[1]
                    state = evening.sql(f"select standing from registrations where reference = '{reference}'")
                    if state == "offered" and (number + step) % 2:
                        servers.post(f"{place}/zusage", {})
                # And somebody cannot come after all.
                if step % 2 and step // 2 < SEATS - 4:
                    assert servers.post(f"{places[step // 2]}/absage", {}).status == 303
            due = f"select count(*) from jobs where run_at <= now() + interval '{ahead} hours' and given_up_at is null"
            until(lambda: postbox.count() > before or evening.sql(due) == "0", "mail goes out, or there is none")
            in_hand = f"kind = 'mail' and attempts > 0 and given_up_at is null and run_at > now() + interval '{ahead} hours'"
            busy += evening.sql(f"select count(*) from jobs where {in_hand}") != "0"
            servers.kill_one()
            until(lambda: evening.sql(due) == "0", "the other one does what is to be done")
            if ahead < start:
                assert int(evening.sql(f"select count(*) {expected}")) <= taken + SEATS, "more seats than there are"
        finally:
            servers.stop()
        if ahead < start:
            said = int(evening.sql("select count(*) from messages where handled_at is not null"))
            # Given up, or about to be: what the killed server had in its hands is known to nobody until its time runs out.
            dead = int(evening.sql("select count(*) from jobs where kind = 'mail'"))
            names = f"select p.name {expected}".replace("registrations as r", "registrations as r join people as p on p.id = r.person_id")
            coming = {name for name in evening.sql(f"{names} and r.standing = 'confirmed' and p.name like 'Gast %'").splitlines()}
    evening.serve()
    letters = postbox.letters()
    about = {
        subject: Counter(re.sub(r".*@gast(\d+)\..*", r"Gast \1", to) for to, what, _ in letters if what.startswith(subject))
        for subject in ("Ihre Anmeldung", "Bald ist es so weit")
    }
    registered, reminded = about.values()
    record_property(
        "measured",
        f"half a year in {len(hours)} steps with two servers, one killed at each, {busy} times with letters in their hands: {said} messages, {len(letters)} arrived,"
        f" {dead} in the dead letters, since nobody can say what became of them, none twice; {len(coming)} had seats and {len(reminded)} were reminded",
    )
    assert max(Counter(ident for _, _, ident in letters).values()) == 1, "the same message twice"
    assert set(registered.values()) == {1} and set(reminded.values()) == {1}, "told twice"
    # Whom the killed server was just about to tell is known, and the office sees it.
    assert GUESTS - len(registered) + len(coming - set(reminded)) <= dead
    assert set(reminded) <= coming, "somebody was reminded who has no seat"
    # Of what the killed one had in its hands some has arrived.
    assert len(letters) <= said <= len(letters) + dead, "a message is lost, or made up"
