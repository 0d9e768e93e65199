"""The running server needs nothing that deploy/mitreden.service takes away.

systemd is not in charge where tests run, so the unit cannot be started here. Instead the server runs under strace, and
what it asked the kernel for is compared with what the unit allows.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stack import ROOT, Stack

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(not (shutil.which("strace") and shutil.which("systemd-analyze")), reason="no strace or systemd-analyze"),
]

UNIT = ROOT / "deploy" / "mitreden.service"


# glibc asks these and does without an answer: the first before it gives memory back, the second (tried under a filter
# that refuses it) when it looks up an address.
HARMLESS = {"/proc/sys/vm/overcommit_memory", "AF_NETLINK"}


def test_the_unit_allows_what_the_server_does(tmp_path: Path, worker_id: str) -> None:
    trace = run_traced(tmp_path / "trace", worker_id)
    assert any(matches(trace, r"^(listen|accept4?)\(")), "this is no trace of a server"
    faults = [
        f"{rule}: {fault}"
        for rule, found in (
            ("SystemCallFilter=", refused_calls(trace)),
            ("MemoryDenyWriteExecute=", writable_code(trace)),
            ("RestrictAddressFamilies=", other_families(trace)),
            ("IPAddressAllow=", other_machines(trace)),
            ("ProtectSystem=", written_files(trace)),
            ("ProcSubset=", others_in_proc(trace)),
        )
        for fault in sorted(found)
    ]
    assert not faults, "the server does what deploy/mitreden.service forbids:\n" + "\n".join(faults)


def run_traced(path: Path, worker: str) -> list[str]:
    """What the server asked for from its start to its end, with some pages in between."""
    # -D: the server stays our child and gets our signals, the tracer steps aside.
    stack = Stack(f"cage_{worker}", prefix=["strace", "-D", "-f", "-qq", "-s", "200", "-o", str(path)])
    try:
        stack.start()
        for address in ("/", "/konferenzen", "/empfehlungen", "/impressum", "/gibt-es-nicht", "/karte", "/anmelden"):
            stack.fetch(address)
    except BaseException:
        stack.abandon()
        raise
    stack.stop()
    return calls_of_the_server(path)


def calls_of_the_server(path: Path) -> list[str]:
    """Each line after the server's own execve: what came before belongs to the start of the program by systemd."""
    lines = path.read_text(errors="replace").splitlines()
    first = max(number for number, line in enumerate(lines) if re.match(r"\d+ +execve\(", line) and line.endswith("= 0"))
    return [re.sub(r"^\d+ +", "", line) for line in lines[first + 1 :]]


def allowed_calls() -> set[str]:
    """The unit's SystemCallFilter= lines, with the groups as this machine's systemd knows them."""
    allowed: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", UNIT.read_text(), re.MULTILINE):
        names = set().union(*(members(name) for name in line.lstrip("~").split()))
        allowed = allowed - names if line.startswith("~") else allowed | names
    return allowed


def members(name: str) -> set[str]:
    if not name.startswith("@"):
        return {name}
    listing = subprocess.run(["systemd-analyze", "syscall-filter", name], check=True, capture_output=True, text=True).stdout
    entries = [line.strip() for line in listing.splitlines()[1:] if line.strip() and not line.strip().startswith("#")]
    return set().union(*(members(entry) for entry in entries))


def matches(trace: list[str], pattern: str) -> Iterator[re.Match[str]]:
    return (found for line in trace if (found := re.search(pattern, line)))


def refused_calls(trace: list[str]) -> set[str]:
    return {found[1] for found in matches(trace, r"^(\w+)\(")} - allowed_calls()


def writable_code(trace: list[str]) -> set[str]:
    return {found.string for found in matches(trace, r"^(mmap|mprotect|pkey_mprotect)\(.*PROT_WRITE\|PROT_EXEC")}


def other_families(trace: list[str]) -> set[str]:
    return {found[1] for found in matches(trace, r"^socket\((AF_\w+)")} - {"AF_UNIX", "AF_INET", "AF_INET6"} - HARMLESS


def other_machines(trace: list[str]) -> set[str]:
    address = r'^(?:connect|bind|sendto)\(.*(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)'
    addresses = {found[1] for found in matches(trace, address)}
    return {address for address in addresses if address != "::1" and not address.startswith("127.")}


def written_files(trace: list[str]) -> set[str]:
    """Nothing, not even in /tmp: what the server keeps, it keeps in the database."""
    opened = r'^(?:open|openat|creat)\((?:AT_FDCWD, )?"([^"]+)".*(?:O_WRONLY|O_RDWR|O_CREAT).*= \d+$'
    changed = r'^(?:mkdir|unlink|rename|link|symlink)\w*\((?:AT_FDCWD, )?"([^"]+)".*= 0$'
    return {found[1] for pattern in (opened, changed) for found in matches(trace, pattern)} - {"/dev/null", "/dev/tty"}


def others_in_proc(trace: list[str]) -> set[str]:
    read = {found[1] for found in matches(trace, r'"(/proc/[^"]+)".*= \d+$')} - HARMLESS
    return {path for path in read if not re.match(r"/proc/(self|thread-self|\d+)(/|$)", path)}
