"""ejabberd and Prosody on the loopback, with Debian's own configuration but for what a room of thousands needs.

Changed for both: no TLS (ours has none either behind its proxy), anybody may sign in (SASL ANONYMOUS), no limit of traffic,
no limit of members. `presence` False: who comes and goes is not told to everybody, without which thousands never get in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers.machine import Tree, free_port, started

EJABBERD = """
loglevel: warning
hosts: [localhost]
auth_method: [anonymous]
anonymous_protocol: sasl_anon
auth_password_format: scram
listen:
  - {{port: {port}, ip: "127.0.0.1", module: ejabberd_c2s, max_stanza_size: 262144, shaper: none, access: all, backlog: 1024}}
access_rules: {{local: {{allow: all}}, muc_create: {{allow: all}}, announce: {{deny: all}}, configure: {{deny: all}}}}
modules:
  mod_adhoc: {{}}
  mod_blocking: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_client_state: {{}}
  mod_disco: {{}}
  mod_last: {{}}
  mod_muc:
    host: rooms.localhost
    access: [allow]
    access_create: muc_create
    max_users: 20000
    default_room_options: {{mam: true, presence_broadcast: [{presence}], max_users: 20000}}
  mod_offline: {{}}
  mod_ping: {{}}
  mod_privacy: {{}}
  mod_private: {{}}
  mod_roster: {{versioning: true}}
  mod_stream_mgmt: {{resend_on_timeout: if_offline}}
  mod_vcard: {{search: false}}
  mod_version: {{}}
"""

# Debian's modules_enabled, without what serves other servers, registration and administration.
PROSODY = """
modules_enabled = {{ "disco", "roster", "saslauth", "blocklist", "bookmarks", "carbons", "pep", "private", "smacks",
  "vcard4", "vcard_legacy", "csi_simple", "ping", "time", "uptime", "version" }}
modules_disabled = {{ "s2s" }}
c2s_ports = {{ {port} }}
c2s_interfaces = {{ "127.0.0.1" }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
data_path = "{folder}"
pidfile = "{folder}/prosody.pid"
log = {{ error = "{folder}/prosody.err" }}
VirtualHost "localhost"
  authentication = "anonymous"
  allow_anonymous_s2s = false
Component "rooms.localhost" "muc"
  restrict_room_creation = false
  muc_room_locking = false
  {presence}
"""
QUIET = "muc_room_default_presence_broadcast = { visitor = false; participant = false; moderator = true; }"


@contextmanager
def _folder(user: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="multaqa-xmpp-", ignore_cleanup_errors=True) as name:
        if os.geteuid() == 0:
            import pwd

            who = pwd.getpwnam(user)
            os.chown(name, who.pw_uid, who.pw_gid)
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def ejabberd(*, presence: bool) -> Iterator[tuple[int, Tree]]:
    """Started as its own script does, without the part that joins a cluster: the port and the processes."""
    with _folder("ejabberd") as folder:
        port, config = free_port(), folder / "ejabberd.yml"
        config.write_text(EJABBERD.format(port=port, presence="moderator, participant, visitor" if presence else "moderator"))
        libraries = next(Path("/usr/lib").glob("*/ejabberd-*")).parent
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "EJABBERD_CONFIG_PATH": str(config), "ERL_LIBS": str(libraries),
            "EJABBERD_LOG_PATH": str(folder / "ejabberd.log"), "ERL_MAX_PORTS": "32000", "ERL_CRASH_DUMP_BYTES": "0",
        }  # fmt: skip
        flags = ["+K", "true", "+P", "250000", "-noinput", "-mnesia", "dir", f'"{folder}"', "-s", "ejabberd"]
        with started(["erl", *flags], port=port, user="ejabberd", env=environment, cwd=folder) as process:
            yield port, Tree(process.pid)


@contextmanager
def prosody(*, presence: bool) -> Iterator[tuple[int, Tree]]:
    """In the foreground."""
    with _folder("prosody") as folder:
        port, config = free_port(), folder / "prosody.cfg.lua"
        config.write_text(PROSODY.format(port=port, folder=folder, presence="" if presence else QUIET))
        with started(["prosody", "-F", "--config", str(config)], port=port, user="prosody", cwd=folder) as process:
            yield port, Tree(process.pid)
