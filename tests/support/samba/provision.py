#!/usr/bin/python3
"""Makes an empty Active Directory domain in a folder, as an ordinary user.

usage: provision.py SMB_CONF REALM DOMAIN DOMAIN_SID ADMINISTRATOR_PASSWORD

SMB_CONF names the folders. The rights on the file shares are left out: they need root, and no
file share is ever opened.
"""
import logging
import sys

import ldb
import samba
from samba import param, provision
from samba.auth import system_session
from samba.dcerpc import security
from samba.samdb import SamDB

FIRST_OWN_RID = 900000


def main(smb_conf, realm, domain, domain_sid, password):
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    settings = param.LoadParm()
    settings.load(smb_conf)
    provision.provision(
        logging.getLogger("provision"),
        system_session(),
        smbconf=smb_conf,
        lp=settings,
        samdb_fill=provision.FILL_FULL,
        realm=realm,
        domain=domain,
        domainsid=security.dom_sid(domain_sid),
        hostname="dc1",
        hostip="127.0.0.1",
        adminpass=password,
        dns_backend="NONE",
        serverrole="active directory domain controller",
        dom_for_fun_level=samba.dsdb.DS_DOMAIN_FUNCTION_2008_R2,
        skip_sysvolacl=True,
        backend_store="mdb",
        backend_store_size=1024 * 1024 * 1024,
        batch_mode=True,
    )
    answer_on_loopback(settings, domain_dn(realm))
    leave_room(settings, domain_dn(realm))


def domain_dn(realm):
    return ",".join("DC=" + part for part in realm.lower().split("."))


def answer_on_loopback(settings, dn):
    """Kerberos tickets for ldap://localhost and ldap://127.0.0.1 are for this controller."""
    sam = SamDB(url=settings.private_path("sam.ldb"), session_info=system_session(), lp=settings)
    change = ldb.Message(ldb.Dn(sam, f"CN=DC1,OU=Domain Controllers,{dn}"))
    change["names"] = ldb.MessageElement(["ldap/localhost", "ldap/127.0.0.1"], ldb.FLAG_MOD_ADD,
                                         "servicePrincipalName")
    sam.modify(change)


def leave_room(settings, dn):
    """Frees the relative identifiers from 1101 on for exports that bring their own: the one that
    the name server's account has (there is no name server), and those of accounts made later."""
    path = f"mdb://{settings.private_path('sam.ldb.d')}/{dn.upper()}.ldb"
    store = ldb.Ldb(path, flags=ldb.FLG_NOSYNC, options=["modules:"])
    store.transaction_start()
    store.delete(f"CN=dns-dc1,CN=Users,{dn}")
    pool = str(FIRST_OWN_RID | (FIRST_OWN_RID + 99999) << 32)
    change = ldb.Message(ldb.Dn(store, f"CN=RID Set,CN=DC1,OU=Domain Controllers,{dn}"))
    for name, value in (("rIDAllocationPool", pool), ("rIDPreviousAllocationPool", pool),
                        ("rIDNextRID", str(FIRST_OWN_RID))):
        change[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
    store.modify(change)
    store.transaction_commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
