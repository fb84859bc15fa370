#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""smtp_server.py FOLDER [tls] [auth] [nobody]: a mail server on loopback for tests/service/test_mail.c (aiosmtpd).

Prints "port N", then a line for each thing that happened. Each message that arrives is laid into FOLDER as it came
(N.eml) and as a reader sees it (N.txt). How it answers is in the name of the recipient:

  weg@     550, there is no such mailbox          voll@    452, not now
  nein@    554 after the text                     haengt@  no answer any more ("hangs")
  haelt@   takes it and does not say so, the first time ("held")

tls: STARTTLS is required, with a certificate made here (FOLDER/cert.pem). auth: user "campus", password "richtig".
nobody: no sender is allowed (550).
"""
import asyncio
import email
import email.policy
import logging
import pathlib
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder = pathlib.Path(sys.argv[1])
wanted = set(sys.argv[2:])
held = set()
count = 0


def say(line):
    print(line, flush=True)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if "nobody" in wanted:
            return "550 5.7.1 sender not allowed"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        say("rcpt " + name)
        if name == "weg":
            return "550 5.1.1 no such mailbox"
        if name == "voll":
            return "452 4.2.2 mailbox full"
        if name == "haengt":
            say("hangs")
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global count
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "nein":
            return "554 5.6.0 refused"
        raw = envelope.original_content
        message = email.message_from_bytes(raw, policy=email.policy.default)
        lines = max((len(line) for line in raw.split(b"\r\n")), default=0)
        text = "".join(f"{h}: {message[h]}\n" for h in ("From", "To", "Subject", "Message-ID", "Auto-Submitted"))
        text += f"longest line: {'fine' if lines <= 78 else lines}\n"
        text += f"from to: {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\n\n" + message.get_content().replace("\r\n", "\n")
        (folder / f"{count}.eml").write_bytes(raw)
        (folder / f"{count}.txt").write_text(text, encoding="utf-8")
        count += 1
        if name == "haelt" and name not in held:
            held.add(name)
            say("held")
            await asyncio.sleep(3600)
        say("stored")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    fine = data.login == b"campus" and data.password == b"richtig"
    say("auth " + ("right" if fine else "wrong"))
    return AuthResult(success=fine, handled=True)


def certificate():
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


async def main():
    options = {"enable_SMTPUTF8": False}
    if "tls" in wanted:
        options |= {"tls_context": certificate(), "require_starttls": True}
    if "auth" in wanted:
        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": "tls" in wanted}
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Handler(), **options), "127.0.0.1", 0)
    say(f"port {server.sockets[0].getsockname()[1]}")
    await server.serve_forever()


logging.disable(logging.CRITICAL)  # a client that does not trust us is no error of ours
asyncio.run(main())
