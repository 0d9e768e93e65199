"""A real mail server for tests, with the habits of real ones.

    smtp_server.py FOLDER [CERTIFICATE KEY [offers]]

Prints its port, keeps every message it has taken as FOLDER/N.eml, and ends with its standard input. With a certificate it wants
STARTTLS and a password (mitreden, geheim), or with "offers" takes it without, too. How it treats a message stands in the recipient's name:

    refused@…        says 550 to the recipient
    greylisted@…     says 451 to the recipient the first time
    full@…           says 452 to the message
    unwanted@…       says 554 to the message
    dropped@…        takes the message and goes without an answer
    cutoff@…         goes in the middle of the message
    slow@…           takes its time to answer
    asleep@…         takes longer than anybody waits
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Habits:
    def __init__(self, folder):
        self.folder = folder
        self.seen = set()
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("greylisted@") and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 please try again"
        if address.startswith("cutoff@") and address not in self.seen:
            self.seen.add(address)
            server.transport.close()
            return "421 4.0.0 bye"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "full":
            return "452 4.2.2 mailbox is full"
        if name == "unwanted":
            return "554 5.7.1 not wanted"
        if name == "slow":
            await asyncio.sleep(1.5)
        if name == "asleep":
            await asyncio.sleep(12)
        self.count += 1
        (self.folder / f"{self.count}.eml").write_bytes(envelope.content)
        if name == "dropped":
            server.transport.abort()
        return "250 OK"


def protocol(habits, context):
    if context is None:
        return SMTP(habits, hostname="mail.test", loop=asyncio.get_running_loop())
    return SMTP(
        habits,
        hostname="mail.test",
        loop=asyncio.get_running_loop(),
        tls_context=context,
        require_starttls=len(sys.argv) < 5,
        auth_required=len(sys.argv) < 5,
        authenticator=lambda server, session, envelope, mechanism, data: AuthResult(
            success=data.login == b"mitreden" and data.password == b"geheim", handled=False
        ),
    )


async def main():
    habits = Habits(pathlib.Path(sys.argv[1]))
    context = None
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
    server = await asyncio.get_running_loop().create_server(lambda: protocol(habits, context), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
