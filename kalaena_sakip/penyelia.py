"""The supervisor behind bin/run: web, worker and beat as three children of one process.

Django is imported once and the children are forked from it: one Python start instead of four.
"""

import argparse
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
import warnings
from collections.abc import Callable
from ctypes import CDLL
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from multiprocessing.context import ForkProcess
from pathlib import Path

from kalaena_sakip import persiapan

log = logging.getLogger("kalaena_sakip.penyelia")

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15  # prctl(2)
STOP = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
HANDLED = {*STOP, signal.SIGCHLD}
STOP_LIMIT = 15  # seconds until a child that does not end by itself is killed
STABLE_AFTER = 10  # seconds of life after which a restart does not wait
FIRST_DELAY, MAX_DELAY = 0.5, 30.0  # seconds

libc = CDLL(None)
fork = multiprocessing.get_context("fork")


def die_with_parent(parent_pid: int) -> None:
    """Let the kernel end this process when its parent ends, however that ends (Linux)."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:  # it ended before the call above
        os._exit(1)


def run_web(listener: socket.socket) -> None:
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "-c", "python:kalaena_sakip.gunicorn_conf", "-b", f"fd://{listener.fileno()}"]
    run()


def run_worker() -> None:
    from celery.platforms import SecurityWarning
    from celery.signals import worker_process_init
    from django.conf import settings

    from kalaena_sakip.celery import app

    warnings.simplefilter("ignore", SecurityWarning)  # root on a bare machine is a supported start
    worker_process_init.connect(partial(_die_with_worker, os.getpid()), weak=False)
    if not settings.REDIS_URL:
        empty_queue(Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]))
    worker = app.Worker(
        pool_cls="prefork",
        concurrency=1,
        loglevel=logging.INFO,
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    sys.exit(worker.exitcode)


def _die_with_worker(worker_pid: int, **_: object) -> None:
    die_with_parent(worker_pid)


def empty_queue(folder: Path) -> None:
    """One cut message would end the worker at every start; the rows know what is due, so messages may go."""
    for message in folder.iterdir():
        message.unlink(missing_ok=True)


def run_beat() -> None:
    from kalaena_sakip.celery import app

    # The base class keeps its schedule in memory: what was missed is found in our tables, not in a file.
    app.Beat(scheduler="celery.beat:Scheduler", loglevel=logging.WARNING, quiet=True).run()


@dataclass
class Child:
    name: str
    task: Callable[[], None]
    process: ForkProcess | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)
    delay: float = field(default=FIRST_DELAY, init=False)

    def care(self) -> None:
        """Start the child when it is due; note its end, and wait longer each time it dies young."""
        now = time.monotonic()
        if self.process and not self.process.is_alive():
            log.warning("%s berakhir (kode %s) dan dijalankan ulang.", self.name, self.process.exitcode)
            self.process = None
            stable = now - self.started > STABLE_AFTER
            self.due = now if stable else now + self.delay
            self.delay = FIRST_DELAY if stable else min(2 * self.delay, MAX_DELAY)
        if self.process is None and now >= self.due:
            self.started = now
            self.process = fork.Process(target=self._run, args=(os.getpid(),), name=self.name)
            self.process.start()

    def _run(self, parent_pid: int) -> None:
        die_with_parent(parent_pid)
        libc.prctl(PR_SET_NAME, f"sakip-{self.name}".encode())
        os.setsid()  # Ctrl-C reaches the parent alone, which then stops all three
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
        self.task()


@dataclass
class Supervisor:
    children: list[Child]
    address: tuple[str, int]
    announce: Callable[[], None]
    announced: bool = field(default=False, init=False)

    def run(self) -> None:
        """Return after one of the STOP signals, with no child left."""
        signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
        received = None
        while received is None or received.si_signo not in STOP:
            for child in self.children:
                child.care()
            if not self.announced and answers(self.address):
                self.announced = True
                self.announce()
            received = signal.sigtimedwait(HANDLED, 0.5 if self.announced else 0.05)
        self._stop()

    def _stop(self) -> None:
        log.info("Menghentikan web, worker, dan beat.")
        alive = [child.process for child in self.children if child.process]
        for process in alive:
            process.terminate()
        limit = time.monotonic() + STOP_LIMIT
        for process in alive:
            process.join(max(0.0, limit - time.monotonic()))
            process.kill()
            process.join()


def answers(address: tuple[str, int]) -> bool:
    """Whether the web answers at all; how its parts are is said on /siap/."""
    connection = HTTPConnection(*address, timeout=1)
    try:
        connection.request("GET", "/hidup/", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def announce(url: str) -> None:
    from django.core.management import call_command

    sys.stdout.write(f"SAKIP siap di {url} (Ctrl-C untuk berhenti)\n")
    call_command("akun_contoh")
    sys.stdout.flush()


def refuse_open_samples(host: str) -> None:
    if persiapan.has_samples():
        sys.exit(
            "Basis data ini berisi akun contoh dengan kata sandi yang diketahui umum, sehingga tidak boleh"
            f" dilayani di {host}. Pakai folder data lain dengan --data, atau alamat 127.0.0.1."
        )


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", add_help=False)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--alamat", default="127.0.0.1")
    parser.add_argument("--tanpa-contoh", action="store_true")
    return parser.parse_args()


def set_environment(host: str, port: int) -> str:
    """Say where the site is, unless the environment already does; return its address."""
    own_name = socket.gethostname()
    name = f"[{host}]" if ":" in host else host
    url = f"http://{own_name if ip_address(host).is_unspecified else name}:{port}"
    os.environ.setdefault("ALAMAT_SITUS", url)
    os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{own_name},{name}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    return url


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while the first start prepares: end, without a traceback
    options = read_options()
    os.umask(0o077)
    folder = Path(os.environ["SAKIP_DATA"])
    persiapan.prepare_folder(folder)
    persiapan.lock_folder(folder)
    listener = persiapan.open_listener(options.alamat, options.port)
    host, port = listener.getsockname()[:2]
    url = set_environment(host, port)

    import django

    django.setup()
    closed = persiapan.is_loopback(options.alamat)
    # The sample accounts have known passwords: never made, and never served, where others reach them.
    persiapan.prepare_application(load_samples=closed and not options.tanpa_contoh)
    if not closed:
        refuse_open_samples(options.alamat)
    web = partial(run_web, listener)
    children = [Child("web", web), Child("worker", run_worker), Child("beat", run_beat)]
    Supervisor(children, (host, port), partial(announce, url)).run()


if __name__ == "__main__":
    main()
