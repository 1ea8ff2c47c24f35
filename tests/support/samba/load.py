#!/usr/bin/python3
"""Puts the entries of an LDIF export into a Samba domain as they are, with their own identifiers.

usage: load.py SMB_CONF FILE.ldif...

objectGUID, objectSid, whenCreated, pwdLastSet and the like keep the values of the file, so that a
read over LDAP tells the same as the file. What only a domain controller can say (uSNChanged,
memberOf, ...) is left to it. Entries that the domain already has (Domain Users, ...) get the
identifier, the description and the members of the file. `clearTextPassword` sets a password.
Ends with 1 and the entry's name at the first entry that cannot be taken.
"""
import collections
import sys

import ldb
import samba
from samba import param
from samba.auth import system_session
from samba.dcerpc import misc
from samba.ndr import ndr_unpack
from samba.samdb import SamDB

RELAX = "relax:0"
KEEP_PASSWORD_DATE = "local_oid:1.3.6.1.4.1.7165.4.3.20:0"
AS_SYSTEM = "local_oid:1.3.6.1.4.1.7165.4.3.7:0"
LINKS = {"member", "manager", "managedby"}
LATER = {"primarygroupid", "whencreated"}
OF_THE_CONTROLLER = {
    "badpasswordtime", "badpwdcount", "cn", "distinguishedname", "dscorepropagationdata",
    "instancetype", "iscriticalsystemobject", "lastlogoff", "lastlogon", "logoncount", "memberof",
    "msds-supportedencryptiontypes", "name", "objectcategory", "ou", "samaccounttype",
    "systemflags", "showinadvancedviewonly", "usnchanged", "usncreated", "whenchanged",
}


class Entry:
    """One entry of the file, sorted into what is set when."""

    def __init__(self, dn, message):
        self.dn = dn
        self.own, self.links, self.later = {}, {}, {}
        for name in message:
            key = name.lower()
            if key == "dn" or key in OF_THE_CONTROLLER:
                continue
            place = self.links if key in LINKS else self.later if key in LATER else self.own
            place[key] = [bytes(value) for value in message[name]]

    def first(self, key):
        return self.own[key][0]


def read_entries(sam, files):
    reader = ldb.Ldb()
    for name in files:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if text.startswith("version:"):
            text = text.split("\n", 1)[1]
        for change, message in reader.parse_ldif(text):
            if change not in (ldb.CHANGETYPE_NONE, ldb.CHANGETYPE_ADD):
                raise SystemExit(f"{name}: {message.dn}: only whole entries can be loaded")
            yield Entry(ldb.Dn(sam, str(message.dn)), message)


def exists(sam, dn):
    try:
        return bool(sam.search(base=dn, scope=ldb.SCOPE_BASE, attrs=["objectGUID"]))
    except ldb.LdbError as error:
        if error.args[0] == ldb.ERR_NO_SUCH_OBJECT:
            return False
        raise


def message_of(dn, values, flag=None):
    message = ldb.Message(dn)
    for key, value in values.items():
        if key == "cleartextpassword":
            value = [value[0].decode("utf-8").encode("utf-16-le")]
        element = ldb.MessageElement(value, flag or 0, key)
        message[key] = element
    return message


def known_to(schema_has, entry, left_out):
    """Without attributes that the schema of this domain lacks; counts what was left out."""
    for key in [k for k in entry.own if not schema_has(k)]:
        del entry.own[key]
        left_out[key] += 1


def take(sam, entry):
    if exists(sam, entry.dn):
        if b"group" in entry.own.get("objectclass", []):
            entry.links.setdefault("member", [])
        texts = {"description": entry.own.get("description", [])}
        sam.modify(message_of(entry.dn, texts, ldb.FLAG_MOD_REPLACE), controls=[RELAX])
        return
    controls = [RELAX, KEEP_PASSWORD_DATE]
    if b"foreignSecurityPrincipal" in entry.own.get("objectclass", []):
        controls.append(AS_SYSTEM)  # a controller makes these itself
    sam.add(message_of(entry.dn, entry.own), controls=controls)


def folded(sam, name):
    return ldb.Dn(sam, bytes(name).decode("utf-8")).get_casefold()


def take_links(sam, entry):
    for key, values in entry.links.items():
        sam.modify(message_of(entry.dn, {key: values}, ldb.FLAG_MOD_REPLACE), controls=[RELAX])


def take_primary_group(sam, entry):
    """A controller lets one choose only a group that one is in, and then keeps the former primary
    group as an ordinary membership; the file may say otherwise."""
    wanted = int(entry.later["primarygroupid"][0])
    now = int(str(sam.search(base=entry.dn, scope=ldb.SCOPE_BASE, attrs=["primaryGroupID"])[0]
                  .get("primaryGroupID", "0")))
    if wanted == now:
        return None
    dn = str(entry.dn).encode("utf-8")
    group = group_dn(sam, wanted)
    members = {folded(sam, v)
               for v in sam.search(base=group, scope=ldb.SCOPE_BASE, attrs=["member"])[0]
               .get("member", [])}
    if entry.dn.get_casefold() not in members:
        sam.modify(message_of(group, {"member": [dn]}, ldb.FLAG_MOD_ADD))
    sam.modify(message_of(entry.dn, {"primaryGroupID": [str(wanted).encode()]},
                          ldb.FLAG_MOD_REPLACE))
    return (group_dn(sam, now), dn)


def group_dn(sam, rid):
    return ldb.Dn(sam, f"<SID={sam.get_domain_sid()}-{rid}>")


def set_raw(path, settings, entries):
    """What no controller lets be set, written beneath its rules: whenCreated (none when the file
    tells none), and the objectGUID of entries that the domain made itself."""
    store = samba.Ldb(path, lp=settings, flags=ldb.FLG_NOSYNC, options=["modules:"])
    store.transaction_start()
    for entry in entries:
        row = store.search(base=str(entry.dn), scope=ldb.SCOPE_BASE)[0]
        wanted = entry.own.get("objectguid")
        if wanted and bytes(row["objectGUID"][0]) != wanted[0]:
            change_guid(store, row, wanted[0])
        store.modify(message_of(entry.dn, {"whenCreated": entry.later.get("whencreated", [])},
                                ldb.FLAG_MOD_REPLACE))
    store.transaction_commit()


def change_guid(store, row, wanted):
    old = str(ndr_unpack(misc.GUID, bytes(row["objectGUID"][0]))).encode()
    new = str(ndr_unpack(misc.GUID, wanted)).encode()
    for other in store.search(scope=ldb.SCOPE_SUBTREE, expression="(objectGUID=*)"):
        changed = {}
        for key in other:
            if key == "dn":
                continue
            values = [bytes(v) for v in other[key]]
            if any(old in v for v in values):
                changed[key] = [v.replace(old, new) for v in values]
        if changed:
            store.modify(message_of(other.dn, changed, ldb.FLAG_MOD_REPLACE))
    row = store.search(base=str(row.dn), scope=ldb.SCOPE_BASE)[0]
    values = {key: [bytes(v) for v in row[key]] for key in row if key != "dn"}
    values["objectGUID"] = [wanted]
    store.delete(row.dn)
    store.add(message_of(row.dn, values))


def main(smb_conf, *files):
    settings = param.LoadParm()
    settings.load(smb_conf)
    sam = SamDB(url=settings.private_path("sam.ldb"), session_info=system_session(), lp=settings,
                options=["batch_mode:1", "transaction_index_cache_size:100000"])
    known = {str(row["lDAPDisplayName"]).lower()
             for row in sam.search(base=sam.get_schema_basedn(), scope=ldb.SCOPE_ONELEVEL,
                                   expression="(objectClass=attributeSchema)",
                                   attrs=["lDAPDisplayName"])} | {"cleartextpassword"}
    left_out = collections.Counter()
    entries = list(read_entries(sam, files))
    entries.sort(key=lambda entry: len(entry.dn))
    existing = [entry.dn for entry in entries if exists(sam, entry.dn)]
    step = "add"
    entry = None
    sam.transaction_start()
    try:
        for entry in entries:
            known_to(known.__contains__, entry, left_out)
            take(sam, entry)
        step = "link"
        for entry in entries:
            take_links(sam, entry)
        step = "give the primary group of"
        former = []
        for entry in entries:
            if "primarygroupid" in entry.later:
                left = take_primary_group(sam, entry)
                if left:
                    former.append((*left, entry))
        stated = {(entry.dn.get_casefold(), folded(sam, v))
                  for entry in entries for v in entry.links.get("member", [])}
        for group, dn, entry in former:
            name = sam.search(base=group, scope=ldb.SCOPE_BASE, attrs=["cn"])[0].dn
            if (name.get_casefold(), entry.dn.get_casefold()) not in stated:
                sam.modify(message_of(group, {"member": [dn]}, ldb.FLAG_MOD_DELETE))
    except ldb.LdbError as error:
        sam.transaction_cancel()
        raise SystemExit(f"cannot {step} {entry.dn}: {error.args[1]}")
    sam.transaction_commit()
    partition = f"{settings.private_path('sam.ldb.d')}/{str(sam.domain_dn()).upper()}.ldb"
    set_raw(f"mdb://{partition}", settings, entries)
    print(f"{len(entries)} entries, {len(existing)} of them were there")
    for key, count in sorted(left_out.items()):
        print(f"left out: {key} of {count} entries (not in this domain's schema)")


if __name__ == "__main__":
    main(*sys.argv[1:])
