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
GUESTS, SEATS = 24, 10


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
        time.sleep(0.1)


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
    days = int(evening.sql(f"select extract(day from c.starts_at - now()) from conferences as c where {here}"))
    # Its own server knows no other time than today's.
    evening.insist(evening.end_server())
    servers = Servers(evening, postbox)
    # Every third week, and the last days, when the reminders go out; then until half a year is over.
    before_it, after_it = [*range(0, days - 7, 21), days - 7, days - 2, days - 1], [days + 40, 26 * 7]
    busy = 0
    try:
        for step, day in enumerate(before_it):
            servers.start(24 * day)
            if step == 0:
                places = register(servers)
            elif day < days - 4:
                answer_and_cancel(evening, servers, places, step)
            busy += kill_one_at_work(evening, servers, postbox, 24 * day)
            assert int(evening.sql(f"select count(*) {expected}")) <= taken + SEATS, "more seats than there are"
            servers.stop()
        # An hour later nobody dies: what was only begun comes to its end, and nobody has it in their hands any more.
        servers.start(24 * before_it[-1] + 1)
        until(lambda: evening.sql(due(24 * before_it[-1] + 1, "or attempts > 0")) == "0", "all is done")
        servers.stop()
        letters = postbox.letters()
        dead = told(evening, "from jobs as j join messages as m on j.subject = m.mail_id::text where j.given_up_at is not null")
        said = told(evening, "from messages as m where m.handled_at is not null")
        coming = evening.sql(
            f"select p.name {expected} and r.standing = 'confirmed' and p.name like 'Gast %'".replace(
                "registrations as r", "registrations as r join people as p on p.id = r.person_id"
            )
        ).splitlines()
        for day in after_it:
            servers.start(24 * day)
            kill_one_at_work(evening, servers, postbox, 24 * day)
            servers.stop()
    finally:
        servers.stop()
        evening.serve()
    arrived = {
        kind: Counter(re.sub(r".*@gast(\d+)\..*", r"Gast \1", to) for to, what, _ in letters if what.startswith(subject))
        for kind, subject in (("registered", "Ihre Anmeldung"), ("reminder", "Bald ist es so weit"))
    }
    record_property(
        "measured",
        f"half a year in {len(before_it) + len(after_it)} steps with two servers, one killed at each, {busy} times with letters in its hands:"
        f" {len(said)} messages, {len(letters)} arrived, none twice; {len(dead)} in the dead letters, since nobody can say what became of"
        f" them; {len(coming)} had seats and {len(arrived['reminder'])} were reminded",
    )
    assert busy > 2, "no server had anything in its hands"
    assert max(Counter(ident for _, _, ident in letters).values()) == 1, "the same message twice"
    for kind, names in (("registered", [f"Gast {number}" for number in range(GUESTS)]), ("reminder", coming)):
        assert set(arrived[kind].values()) == {1}, f"told twice: {kind}"
        # Whom the killed server was just about to tell is known, and the office sees it.
        missing = [name for name in names if name not in arrived[kind] and f"{kind} {name}" not in dead]
        assert not missing, f"{kind}: neither told nor in the dead letters"
    assert set(arrived["reminder"]) <= set(coming), "somebody was reminded who has no seat"
    # A letter that the killed one had in its hands may have arrived.
    assert len(letters) <= len(said) <= len(letters) + len(dead) and len(dead) <= 4 * busy, "a message is lost, or made up"
    before = {ident for *_, ident in letters}
    late = [(to, what) for to, what, ident in postbox.letters() if ident not in before]
    assert not late, "somebody was written to when it was over"
    assert len(postbox.letters()) == len(letters), "somebody was written to twice when it was over"
    left = "select count(*) from {} as x join conferences as c on c.id = x.conference_id where " + here
    assert [evening.sql(left.format(table)) for table in ("registrations", "contacts", "messages")] == ["0", "0", "0"], "it is forgotten"


def due(hours: int, more: str = "") -> str:
    """What nobody has taken yet; a job that somebody has in their hands has attempts, and a time by which they should be through."""
    return f"select count(*) from jobs where (run_at <= now() + interval '{hours} hours' {more}) and given_up_at is null"


def told(stack: Stack, which: str) -> list[str]:
    """Of each message: its kind, and to whom."""
    joined = which.replace(" where ", " join people as p on p.id = m.person_id where ", 1)
    return stack.sql(f"select m.kind || ' ' || p.name {joined}").splitlines()


def register(servers: Servers) -> list[str]:
    """All who want to come; where each finds their registration."""
    places = []
    for number in range(GUESTS):
        fields = {
            "name": f"Gast {number}",
            # The mail server takes its time with every other one.
            "kontakt": f"{'slow' if number % 2 else 'gast'}@gast{number}.example.org",
            "erinnern": "ja",
            "teilnahme": "ab16",
            "schluessel": str(uuid.uuid4()),
        }
        answer = servers.post(f"{CONFERENCE}/anmeldung", fields)
        assert answer.status == 303
        places.append((answer.getheader("Location") or "").split("?")[0])
    return places


def answer_and_cancel(stack: Stack, servers: Servers, places: list[str], step: int) -> None:
    """Of those who have been offered a seat every other one says yes, the others leave it be; and two cannot come after all."""
    offered = stack.sql("select reference from registrations where standing = 'offered'").splitlines()
    for number, place in enumerate(places):
        if (number + step) % 2 and place.rsplit("/", 1)[1] in offered:
            servers.post(f"{place}/zusage", {})
    for place in places[2 * step : 2 * step + 2]:
        assert servers.post(f"{place}/absage", {}).status == 303


def kill_one_at_work(stack: Stack, servers: Servers, postbox: Postbox, hours: int) -> bool:
    """As soon as mail goes out, or there is none; then the other one does what is left. Whether letters were on their way."""
    before = postbox.count()
    until(lambda: postbox.count() > before or stack.sql(due(hours)) == "0", "mail goes out, or there is none")
    in_hand = f"kind = 'mail' and attempts > 0 and given_up_at is null and run_at > now() + interval '{hours} hours'"
    busy = stack.sql(f"select count(*) from jobs where {in_hand}") != "0"
    servers.kill_one()
    until(lambda: stack.sql(due(hours)) == "0", "the other one does what is to be done")
    return busy
