"""Real servers for the tests: private, on free ports, gone when the `with` block ends.

`python -m tests.peladen postgresql -- command ...` runs a command with DATABASE_URL pointing at such a server.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest
import redis

START_LIMIT = 30  # seconds


class PeladenTidakAda(Exception):
    """The program is not installed on this machine."""


def atau_lewati(kalimat: str) -> None:
    """A missing real service fails a CI run and skips a run at a desk."""
    if os.environ.get("CI") == "true":
        pytest.fail(kalimat)
    pytest.skip(kalimat)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _program(name: str, *folders: Path) -> str:
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    found = shutil.which(name, path=path)
    if found is None:
        raise PeladenTidakAda(f"{name} tidak terpasang")
    return found


def _wait_until(ready: Callable[[], object], process: subprocess.Popen, *errors: type[Exception]) -> None:
    limit = time.monotonic() + START_LIMIT
    while True:
        try:
            ready()
            return
        except errors:
            if process.poll() is not None or time.monotonic() > limit:
                raise
            time.sleep(0.05)


@contextmanager
def _running(command: list[str], stop_signal: signal.Signals, **options) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.send_signal(stop_signal)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _unprivileged() -> dict:
    """PostgreSQL refuses to run as root: subprocess options for another account, none when not root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def postgresql_sementara() -> Iterator[str]:
    """Yield the DATABASE_URL of a new, empty cluster without durability."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    initdb = _program("initdb", *reversed(versions))
    account, port = _unprivileged(), free_port()
    with tempfile.TemporaryDirectory(prefix="sakip-pg-") as folder:
        if account:
            os.chown(folder, account["user"], account["group"])
        options = {**account, "cwd": folder}
        init = [initdb, "-D", f"{folder}/data", "-U", "sakip", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run(init, check=True, stdout=subprocess.DEVNULL, **options)
        server = [str(Path(initdb).with_name("postgres")), "-D", f"{folder}/data", "-k", folder, "-p", str(port)]
        for setting in ("listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "synchronous_commit=off"):
            server += ["-c", setting]
        url = f"postgres://sakip@127.0.0.1:{port}/postgres"
        with _running(server, signal.SIGINT, **options) as process:
            _wait_until(lambda: psycopg2.connect(url).close(), process, psycopg2.OperationalError)
            yield url


@contextmanager
def redis_sementara() -> Iterator[str]:
    """Yield the REDIS_URL of a new, empty server that writes nothing to disk."""
    program, port = _program("redis-server"), free_port()
    with tempfile.TemporaryDirectory(prefix="sakip-redis-") as folder:
        server = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
        url = f"redis://127.0.0.1:{port}/0"
        with _running(server, signal.SIGTERM) as process, redis.Redis.from_url(url) as client:
            _wait_until(client.ping, process, redis.ConnectionError)
            yield url


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    with suppress(PeladenTidakAda), postgresql_sementara() as url:
        yield url
        return
    atau_lewati("PostgreSQL tidak terpasang: apt-get install postgresql")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with suppress(PeladenTidakAda), redis_sementara() as url:
        yield url
        return
    atau_lewati("Redis tidak terpasang: apt-get install redis-server")


SERVERS = {
    "postgresql": (postgresql_sementara, "DATABASE_URL"),
    "redis": (redis_sementara, "REDIS_URL"),
}


def main(name: str, separator: str, *command: str) -> int:
    server, variable = SERVERS[name]
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, variable: url}).returncode
    except PeladenTidakAda as missing:
        sys.stderr.write(f"{missing}; bagian ini dilewati.\n")
        return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
