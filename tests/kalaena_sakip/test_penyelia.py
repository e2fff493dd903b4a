"""The supervisor as real processes: own data folder, free port."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings

from kalaena_sakip.penyelia import answers, empty_queue
from kalaena_sakip.persiapan import is_loopback
from tests.peladen import free_port

ROOT = Path(settings.BASE_DIR)
LIMIT = 30  # seconds
pytestmark = pytest.mark.proses
NAMES = {"sakip-web", "sakip-worker", "sakip-beat"}


@dataclass
class Service:
    process: subprocess.Popen
    port: int
    output: str

    def children(self) -> dict[str, int]:
        """The direct children by name."""
        return {name: pid for pid, (parent, name) in processes().items() if parent == self.process.pid}

    def descendants(self) -> set[int]:
        found, all_processes = {self.process.pid}, processes()
        while more := {pid for pid, (parent, _) in all_processes.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}


def processes() -> dict[int, tuple[int, str]]:
    """Parent and name of every process that still runs; a zombie has ended."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            pid_and_name, _, rest = file.read_text().rpartition(")")
            state, parent = rest.split()[:2]
            if state != "Z":
                found[int(file.parent.name)] = int(parent), pid_and_name.partition("(")[2]
    return found


def environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {**inherited, "SAKIP_DATA": str(folder)}


def command(port: int, *options: str) -> list[str]:
    return [sys.executable, "-m", "kalaena_sakip.penyelia", "--port", str(port), *options]


def refused(folder: Path, port: int, *options: str) -> str:
    """What a start that must not succeed says."""
    done = subprocess.run(
        command(port, *options), cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=LIMIT
    )
    assert done.returncode == 1
    return done.stderr


@contextmanager
def running(folder: Path) -> Iterator[Service]:
    port = free_port()
    with (folder / "catatan.log").open("w") as log:
        process = subprocess.Popen(
            command(port), cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        # What a first start tells of its data comes before.
        ready = next((line for line in process.stdout if line.startswith("SAKIP siap")), None)
        assert ready, (folder / "catatan.log").read_text()
        yield Service(process, port, ready)
    finally:
        process.kill()
        process.communicate()


def wait_until(condition: Callable[[], object]) -> None:
    limit = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A data folder with the sample years, as the first start leaves it."""
    folder = tmp_path_factory.mktemp("data")
    with running(folder):
        return folder


def test_start_prints_the_address_and_answers(folder):
    with running(folder) as service, urlopen(f"http://127.0.0.1:{service.port}/siap/") as answer:
        assert service.output == f"SAKIP siap di http://127.0.0.1:{service.port} (Ctrl-C untuk berhenti)\n"
        assert answer.status == 200
        wait_until(lambda: service.children().keys() == NAMES)


def test_data_is_for_one_account_only(folder):
    files = [path for path in folder.iterdir() if path.name not in {"catatan.log", "static"}]

    assert {"secret_key", "sakip.sqlite3"} <= {path.name for path in files}
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in files if path.is_file()} == {"0o600"}
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in files if path.is_dir()} == {"0o700"}


def test_second_instance_on_the_folder_is_refused(folder):
    with running(folder) as service:
        sentence = refused(folder, free_port())

        assert sentence.startswith(f"SAKIP sudah berjalan dengan folder data {folder} (proses {service.process.pid}).")


def test_port_in_use_is_refused(folder, tmp_path):
    with running(folder) as service:
        sentence = refused(tmp_path, service.port)

        assert sentence.startswith(f"Alamat 127.0.0.1 port {service.port} tidak dapat dipakai:")


def test_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "berkas").touch()

    sentence = refused(tmp_path / "berkas/data", free_port())

    assert sentence.startswith(f"Folder data {tmp_path}/berkas/data tidak dapat dipakai:")


def test_address_beyond_loopback_is_refused_while_samples_are_there(folder):
    sentence = refused(folder, free_port(), "--alamat", "0.0.0.0")

    assert sentence.splitlines()[-1].startswith("Basis data ini berisi akun contoh")


def test_killed_children_are_restarted(folder):
    with running(folder) as service:
        wait_until(lambda: service.children().keys() == NAMES)
        before = service.children()

        for pid in before.values():
            os.kill(pid, signal.SIGKILL)

        wait_until(lambda: dict(service.children().items() - before.items()).keys() == NAMES)
        wait_until(lambda: answers(("127.0.0.1", service.port)))


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_end_of_the_parent_leaves_no_process(folder, sent, code):
    with running(folder) as service:
        # web with two processes, worker with its pool child, beat
        wait_until(lambda: len(service.descendants()) == 6)
        descendants = service.descendants()

        service.process.send_signal(sent)

        assert service.process.wait(LIMIT) == code
        wait_until(lambda: not descendants & processes().keys())


def test_queue_is_empty_after_a_start(tmp_path):
    (tmp_path / "terpotong.msg").touch()

    empty_queue(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.contoh.go.id", False),
    ],
)
def test_loopback(host, expected):
    assert is_loopback(host) == expected


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--porta", "80"], "Pilihan tidak dikenal: --porta"),
        (["--port", "70000"], "Nomor port harus berupa angka 1 sampai 65535."),
        (["--port", "lima"], "Nomor port harus berupa angka 1 sampai 65535."),
        (["--data"], "Pilihan --data memerlukan nilai."),
    ],
)
def test_bin_run_refuses_a_wrong_option_before_it_installs_anything(options, sentence):
    done = subprocess.run([ROOT / "bin/run", *options], capture_output=True, text=True)

    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == sentence
