#!/usr/bin/python3
"""Reads mails as a mail program would: FOLDER → JSON, decoded by Python's own parser."""
import email
import email.policy
import json
import pathlib
import sys

taken = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    raw = path.read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    told = json.loads(path.with_suffix(".json").read_text())
    told |= {"message": raw.decode("utf-8", "replace"), "text": mail.get_content(),
             "subject": mail["Subject"], "header_from": mail["From"], "id": mail["Message-ID"],
             "defects": [str(d) for d in mail.defects],
             "headers": [name for name in mail.keys()], "header_to": mail["To"]}
    taken.append(told)
json.dump(taken, sys.stdout)
