"""A real SMTP server on loopback for the tests.

    python smtp.py FILE

Prints its port as one line of JSON, appends each mail it took to FILE as one line of JSON,
and ends when its standard input closes. The local part of the recipient chooses the answer:
`bounce…` is no mailbox (550), `policy…` is refused for another reason (554), `later…` for
now (451), `slow…` is never answered.
"""

import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP


class Mailbox:
    def __init__(self, path):
        self.path = path

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("bounce"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("policy"):
            return "554 5.7.1 not from you"
        if address.startswith("later"):
            return "451 4.3.0 come back later"
        if address.startswith("slow"):
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        parts = {part.get_content_type(): part for part in mail.walk()}

        def text(kind):
            return parts[kind].get_content() if kind in parts else None

        encodings = [
            part["content-transfer-encoding"] for part in mail.walk() if not part.is_multipart()
        ]
        took = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "plain": text("text/plain"),
            "html": text("text/html"),
            "encodings": encodings,
            "defects": [str(defect) for part in mail.walk() for defect in part.defects],
            "bare_line_ends": b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""),
        }
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(took) + "\n")
        return "250 OK"


async def main(path):
    loop = asyncio.get_running_loop()
    mailbox = Mailbox(path)
    server = await loop.create_server(
        lambda: SMTP(mailbox, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
    )
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(sys.argv[1]))
