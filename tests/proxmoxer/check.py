"""Works with a simulated cluster as any client of Proxmox VE would: lists nodes and guests, reads configurations, migrates a guest.

Usage: check.py VERSION FILE, where FILE is what the simulated cluster has printed: its address, its certificate's fingerprint, a token and a login.
"""
import sys
import time
from urllib.parse import urlsplit

import urllib3
from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

LONGEST_WAIT = 120


def read(file):
    said = {}
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            name, _, rest = line.strip().partition(" ")
            said[name] = rest.strip()
    return said


def connect(said, by_token):
    address = urlsplit(said["address"])
    common = {"port": address.port, "verify_ssl": False, "timeout": 60}
    if by_token:
        name, secret = said["token"].split("=")
        user, token = name.split("!")
        return ProxmoxAPI(address.hostname, user=user, token_name=token, token_value=secret, **common)
    return ProxmoxAPI(address.hostname, user="root@pam", password=said["user"].split()[-1], **common)


def wait_for(api, task):
    node = task.split(":")[1]
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        status = api.nodes(node).tasks(task).status.get()
        if status["status"] == "stopped":
            return status["exitstatus"]
        time.sleep(0.2)
    raise AssertionError(f"{task} has not ended after {LONGEST_WAIT} s")


def check(version, api, login):
    assert api.version.get()["version"].startswith(version), api.version.get()
    nodes = [node["node"] for node in api.nodes.get()]
    assert len(nodes) == 3, nodes

    guests = api.cluster.resources.get(type="vm")
    assert len(guests) == 12, guests
    listed = sum(len(api.nodes(node).qemu.get()) + len(api.nodes(node).lxc.get()) for node in nodes)
    assert listed == len(guests), (listed, len(guests))
    for guest in guests:
        config = api.nodes(guest["node"])(guest["type"])(guest["vmid"]).config.get(current=1)
        assert config["digest"], config

    managed = {resource["sid"].split(":")[1] for resource in api.cluster.ha.resources.get()}
    guest = next(g for g in guests if g["type"] == "qemu" and g["status"] == "running" and str(g["vmid"]) not in managed and not g.get("lock"))
    machine = api.nodes(guest["node"]).qemu(guest["vmid"])
    precondition = machine.migrate.get()
    assert precondition["running"] == 1, precondition
    allowed = precondition.get("allowed_nodes", [node for node in nodes if node != guest["node"]])
    target = next(node for node in nodes if node in allowed and node != guest["node"])
    assert wait_for(api, machine.migrate.post(**{"target": target, "online": 1, "with-local-disks": 1})) == "OK"
    place = next(g["node"] for g in api.cluster.resources.get(type="vm") if g["vmid"] == guest["vmid"])
    assert place == target, (place, target)

    try:
        api.nodes(target).qemu(guest["vmid"]).migrate.post(target=target)
        raise AssertionError("a migration to its own node was accepted")
    except ResourceException as refusal:
        assert refusal.status_code == 400, refusal
    print(f"{version} by {login}: {len(nodes)} nodes, {len(guests)} guests, VM {guest['vmid']} moved from {guest['node']} to {target}")


def main():
    urllib3.disable_warnings()
    version, file = sys.argv[1:]
    said = read(file)
    for login, by_token in (("token", True), ("password", False)):
        check(version, connect(said, by_token), login)


main()
