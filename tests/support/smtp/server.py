#!/usr/bin/python3
"""A mail server on loopback for the tests (aiosmtpd): STARTTLS and AUTH demanded, every mail kept.

Usage: server.py PORT FOLDER [CERTIFICATE KEY]. Without a certificate no TLS is offered.
Mails go to FOLDER/NNNN.eml with FOLDER/NNNN.json beside them. Recipients: full@... gets 452,
unknown@... gets 550. User rettesnor, password mail-secret; anything else gets 535.
"""
import json
import os
import signal
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, folder = int(sys.argv[1]), sys.argv[2]
os.makedirs(folder, exist_ok=True)
context = None
if len(sys.argv) > 4:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[3], sys.argv[4])


class Keep:
    count = len([name for name in os.listdir(folder) if name.endswith(".eml")])

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("full@"):
            return "452 4.2.2 mailbox full, try later"
        if address.startswith("unknown@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        Keep.count += 1
        name = os.path.join(folder, f"{Keep.count:04d}")
        with open(name + ".part", "wb") as file:
            file.write(envelope.content)
        with open(name + ".json", "w") as file:
            json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos,
                       "tls": session.ssl is not None, "auth": session.authenticated}, file)
        os.rename(name + ".part", name + ".eml")
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"rettesnor" and data.password == b"mail-secret"
    return AuthResult(success=good, handled=good)


demands = {}
if context:
    demands = {"tls_context": context, "require_starttls": True, "auth_required": True,
               "authenticator": authenticate}
controller = Controller(Keep(), hostname="127.0.0.1", port=port, **demands)
controller.start()
print("listening", flush=True)
signal.sigwait([signal.SIGTERM, signal.SIGINT])
controller.stop()
