"""What stands behind the browser: a database of its own, the server, and nginx with the real site of deploy/.

One stack per worker of pytest-xdist. Everything lies in .local/browser/<worker>/ and stays there for reading
when the tests have ended; everything that runs is ended by its process id.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
DOMAIN = "mitreden.example"


@dataclass(frozen=True)
class Answer:
    """What one plain request got, without a browser."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class Stack:
    """Database, server and nginx; `url` and `fetch` lead in, `run` is the command line."""

    def __init__(self, worker: str, prefix: list[str] | None = None) -> None:
        """`prefix` goes before the server's command: a tracer, for instance."""
        self.prefix = prefix or []
        self.place = LOCAL / "browser" / worker
        self.database = f"browser_{worker}"
        self.seeded = f"{self.database}_seeded"
        self.binary = find_binary()
        self.tls_port, self.plain_port, self.server_port = free_ports(3)
        self.logs = {name: self.place / f"{name}.log" for name in ("server", "nginx", "mitreden.error")}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.settings: dict[str, str] = {}

    # --- for tests

    def host(self, tenant: str = "harburg") -> str:
        return f"{tenant}.{DOMAIN}:{self.tls_port}"

    def url(self, path: str = "/", tenant: str = "harburg") -> str:
        return f"https://{self.host(tenant)}{path}"

    def run(self, *arguments: str) -> str:
        """One command of the binary with this stack's settings; its standard output."""
        done = subprocess.run(
            [self.binary, *arguments], env=self.environment(), cwd=self.place, capture_output=True, text=True, timeout=300
        )
        if done.returncode != 0:
            raise RuntimeError(f"mitreden {' '.join(arguments)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def fetch(self, path: str = "/", tenant: str = "harburg", headers: dict[str, str] | None = None) -> Answer:
        """GET through nginx, trusting this run's certificate authority and no other."""
        trust = ssl.create_default_context(cafile=self.place / "tls" / "ca.pem")
        with socket.create_connection(("127.0.0.1", self.tls_port), timeout=30) as plain:
            connection = http.client.HTTPConnection(f"{tenant}.{DOMAIN}", self.tls_port)
            connection.sock = trust.wrap_socket(plain, server_hostname=f"{tenant}.{DOMAIN}")
            connection.request("GET", path, headers={"Host": self.host(tenant), **(headers or {})})
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            connection.close()
        return Answer(response.status, response.headers, text)

    def sql(self, statement: str, database: str | None = None) -> str:
        """As superuser, so row-level security does not apply: for looking, and for nothing that the server could do."""
        return psql(statement, database=database or self.database)

    # --- life

    def start(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)
        self.make_settings()
        self.make_database()
        self.make_certificate()
        self.make_site()
        self.spawn("nginx", nginx_command(self.place))
        self.serve()

    def serve(self) -> None:
        self.spawn("server", [*self.prefix, self.binary, "serve"])
        self.wait_until(lambda: self.fetch("/bereit").status == 200, "GET /bereit answers 200")

    def renew(self) -> None:
        """Everything that was entered is gone; there is the demonstration again, as on the first day."""
        faults = self.end_server()
        psql(
            f"drop database if exists {self.database} with (force)",
            f"create database {self.database} owner mitreden_owner template {self.seeded}",
        )
        self.serve()
        self.insist(faults)

    def cut(self) -> None:
        """Breaks every connection to a browser, as a network does; new ones can be made."""
        end(self.processes.pop("nginx"), signal.SIGTERM, seconds=5)
        self.spawn("nginx", nginx_command(self.place))
        self.wait_until(lambda: self.fetch("/bereit").status == 200, "GET /bereit answers 200")

    def stop(self) -> None:
        """Ends the server as systemd would, and insists that it ends well: open streams included, within 5 s."""
        faults = self.end_server()
        self.abandon()
        self.insist(faults)

    def end_server(self) -> list[str]:
        return end(self.processes.pop("server"), signal.SIGTERM, seconds=5)

    def insist(self, faults: list[str]) -> None:
        if faults:
            raise RuntimeError(f"the server did not stop cleanly: {', '.join(faults)}\n{self.tail()}")

    def abandon(self) -> None:
        """Ends whatever still runs and leaves no database behind; the logs stay."""
        while self.processes:
            end(self.processes.popitem()[1], signal.SIGTERM, seconds=5)
        psql(*(f"drop database if exists {name} with (force)" for name in (self.database, self.seeded)))

    def tail(self, lines: int = 40) -> str:
        return "\n".join(
            f"--- {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
            for path in self.logs.values()
            if path.exists()
        )

    # --- parts

    def make_settings(self) -> None:
        key = self.place / "secret-key"
        key.touch(mode=0o600)
        key.write_text(secrets.token_hex(32) + "\n")
        self.settings = {
            "MITREDEN_ENVIRONMENT": "development",
            "MITREDEN_HOME": str(ROOT),
            "MITREDEN_LISTEN_HOST": "127.0.0.1",
            "MITREDEN_LISTEN_PORT": str(self.server_port),
            "MITREDEN_PUBLIC_SCHEME": "https",
            "MITREDEN_PUBLIC_PORT": str(self.tls_port),
            "MITREDEN_BASE_DOMAIN": DOMAIN,
            "MITREDEN_DATABASE_URL": database_url(self.database, "mitreden_app"),
            "MITREDEN_OWNER_DATABASE_URL": database_url(self.database, "mitreden_owner"),
            "MITREDEN_PLATFORM_DATABASE_URL": database_url(self.database, "mitreden_platform"),
            "MITREDEN_SECRET_KEY_FILE": str(key),
            "MITREDEN_LOG_LEVEL": "info",
        }

    def environment(self) -> dict[str, str]:
        """The caller's, without its own settings and without PostgreSQL's, which would lead elsewhere."""
        own = {key: value for key, value in os.environ.items() if not key.startswith(("MITREDEN_", "PG"))}
        return own | self.settings

    def make_database(self) -> None:
        create_roles()
        psql(*(f"drop database if exists {name} with (force)" for name in (self.database, self.seeded)))
        psql(f"create database {self.database} owner mitreden_owner template template0 encoding 'UTF8' locale 'C.UTF-8'")
        self.run("migrate")
        self.run("seed", "--demonstration")
        psql(f"create database {self.seeded} owner mitreden_owner template {self.database}")

    def make_certificate(self) -> None:
        """A certificate authority for this run alone, and under it one certificate for every name of the domain."""
        place = self.place / "tls"
        place.mkdir()
        (place / "leaf.ext").write_text(
            f"basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:{DOMAIN},DNS:*.{DOMAIN}\n"
        )
        curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        for arguments in (
            f"req -x509 {curve} -days 2 -subj /CN=throw-away -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.pem",
            f"req -new {curve} -subj /CN={DOMAIN} -keyout privkey.pem -out leaf.csr",
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile leaf.ext -out leaf.pem",
        ):
            subprocess.run(["openssl", *arguments.split()], cwd=place, check=True, capture_output=True)
        (place / "fullchain.pem").write_bytes((place / "leaf.pem").read_bytes() + (place / "ca.pem").read_bytes())

    def certificate_fingerprint(self) -> str:
        """SHA-256 of the certificate's public key: the form in which Chromium can be told to trust just this one."""
        place = self.place / "tls"
        key = b""
        for command in ("x509 -in leaf.pem -noout -pubkey", "pkey -pubin -outform der"):
            done = subprocess.run(["openssl", *command.split()], input=key, cwd=place, check=True, capture_output=True)
            key = done.stdout
        return base64.b64encode(hashlib.sha256(key).digest()).decode()

    def make_site(self) -> None:
        """The real site, with this run's ports, certificate and logs in place of the installed server's."""
        text = (ROOT / "deploy" / "nginx" / "mitreden.conf").read_text()
        for pattern, replacement in (
            (r"\n +listen \[::\].*", ""),
            (r"listen 443\b", f"listen 127.0.0.1:{self.tls_port}"),
            (r"listen 80\b", f"listen 127.0.0.1:{self.plain_port}"),
            (r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{self.server_port};"),
            (r"/etc/mitreden/tls/", f"{self.place}/tls/"),
            (r"/var/log/nginx/", f"{self.place}/"),
        ):
            text, found = re.subn(pattern, replacement, text)
            if not found:
                raise RuntimeError(f"deploy/nginx/mitreden.conf has no {pattern!r}: the tests cannot run it")
        (self.place / "site.conf").write_text(text)
        (self.place / "nginx.conf").write_text(nginx_main(self.place))

    def spawn(self, name: str, command: list[str]) -> None:
        """Starts a process that ends with this one, even if this one is killed."""
        with self.logs[name].open("ab") as log:
            self.processes[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *command],
                env=self.environment(),
                cwd=self.place,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait_until(self, check: Callable[[], bool], what: str, seconds: float = 30) -> None:
        """Asks again and again; ends at once when a process has died."""
        end_of_patience = time.monotonic() + seconds
        last: object = "not yet"
        while time.monotonic() < end_of_patience:
            for name, process in self.processes.items():
                if process.poll() is not None:
                    raise RuntimeError(f"{name} ended with {process.returncode}\n{self.tail()}")
            try:
                if check():
                    return
            except OSError as error:
                last = error
            time.sleep(0.02)  # between two questions, not instead of one
        raise RuntimeError(f"waited {seconds:.0f} s in vain: {what} ({last})\n{self.tail()}")


# --- the machine


def find_binary() -> str:
    named = os.environ.get("MITREDEN_BINARY")
    candidates = [Path(named)] if named else [ROOT / ".build" / kind / "mitreden" for kind in ("release", "debug")]
    for candidate in candidates:
        if candidate.is_file():
            return str(candidate.resolve())
    raise RuntimeError("no binary: build it (bin/test does) or name it in MITREDEN_BINARY")


def free_ports(count: int) -> list[int]:
    """Free loopback ports, below the range that the kernel hands out to clients and apart for each process."""
    found: list[int] = []
    port = 20000 + os.getpid() * 13 % 12000
    while len(found) < count:
        port += 1
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found.append(port)
    return found


def nginx_command(place: Path) -> list[str]:
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    return [program, "-e", str(place / "nginx.log"), "-p", str(place), "-c", "nginx.conf"]


def nginx_main(place: Path) -> str:
    temporary = "".join(
        f"    {kind}_temp_path {place}/tmp-{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {place}/nginx.pid;\nworker_processes 1;\nerror_log {place}/nginx.log warn;\n"
        "events { worker_connections 512; }\n"
        f"http {{\n    include /etc/nginx/mime.types;\n    access_log {place}/nginx-other.log;\n{temporary}"
        "    include site.conf;\n}\n"
    )


def end(process: subprocess.Popen[bytes], how: signal.Signals, seconds: float) -> list[str]:
    """Asks a process to end, kills it after `seconds`; what was wrong with the way it ended."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return [f"still running {seconds:.0f} s after {how.name}"]
    return [] if process.returncode == 0 else [f"exit status {process.returncode}"]


# --- the test cluster


def cluster() -> tuple[str, str]:
    """Socket directory and port of the private cluster, as bin/test passes them on."""
    try:
        return os.environ["MITREDEN_TEST_SOCKET"], os.environ["MITREDEN_TEST_PORT"]
    except KeyError as missing:
        raise RuntimeError(f"{missing} is not set: run bin/test, or start a private cluster and name it") from None


def database_url(database: str, role: str) -> str:
    directory, port = cluster()
    return f"postgresql:///{database}?host={directory}&port={port}&user={role}"


def psql(*statements: str, database: str = "postgres", file: Path | None = None) -> str:
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database_url(database, "postgres")]
    for statement in statements:
        command += ["-c", statement]
    if file:
        command += ["-f", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise RuntimeError(f"psql: {done.stderr.strip()}\n{statements} {file or ''}")
    return done.stdout.strip()


def create_roles() -> None:
    """Roles belong to the whole cluster: one worker at a time makes them."""
    psql("select pg_advisory_lock(20261123)", file=ROOT / "sql" / "roles.sql")
