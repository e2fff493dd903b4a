"""What bin/run needs before it serves: the data folder, the address, the database, the static files."""

import fcntl
import ipaddress
import os
import secrets
import socket
import sys
from hashlib import sha256
from pathlib import Path


def prepare_folder(folder: Path) -> None:
    """The data folder, for this account only, with the key that the settings read from it."""
    key = folder / "secret_key"
    try:
        for part in (folder, folder / "antrean/pesan", folder / "antrean/kendali"):
            part.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if not key.exists():
            key.write_text(secrets.token_urlsafe(50))
    except OSError as error:
        reason = os.strerror(error.errno)
        sys.exit(f"Folder data {folder} tidak dapat dipakai: {reason}. Pilih yang lain dengan --data.")


def lock_folder(folder: Path) -> None:
    """Hold the folder until this process and every process forked from it has ended."""
    descriptor = os.open(folder / "sakip.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.read(descriptor, 20).decode()
        sys.exit(f"SAKIP sudah berjalan dengan folder data {folder} (proses {pid}). Hentikan dulu yang itu.")
    os.truncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())


def open_listener(host: str, port: int) -> socket.socket:
    """Bound here and inherited by the web, so that its restart refuses no connection."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        sys.exit(
            f"Alamat {host} port {port} tidak dapat dipakai: {os.strerror(error.errno)}."
            " Pilih yang lain dengan --alamat atau --port."
        )


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def prepare_application(*, load_samples: bool) -> None:
    from django.core.management import call_command
    from django.db import connections

    call_command("siapkan", tanpa_contoh=not load_samples)
    collect_static()
    connections.close_all()  # a connection must not be shared across a fork


def collect_static() -> None:
    """Collect for WhiteNoise, unless no source file has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = [storage.path(path) for finder in get_finders() for path, storage in finder.list([])]
    seen = "\n".join(f"{path} {os.stat(path).st_mtime_ns}" for path in found)
    fingerprint = sha256(seen.encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".sidik"
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(fingerprint)


def has_samples() -> bool:
    from django.core.management import call_command

    try:
        call_command("akun_contoh", ada=True)
    except SystemExit as answer:
        return answer.code == 0
    return True
