"""A mail server on loopback that answers as it is told: takes, delays, refuses, or hangs up in the middle of a mail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.peladen import free_port

DITERIMA = "250 OK"
PUTUS = ""  # hang up before the answer


class Penerima:
    """Keeps what it has taken. `jawab_rcpt` and `jawab_data` choose the answers; `sebelum_jawab` runs once taken."""

    def __init__(self):
        self.diterima: list[Message] = []
        self.jawab_rcpt: Callable[[str], str] = lambda alamat: DITERIMA
        self.jawab_data: Callable[[int], str] = lambda nomor: DITERIMA
        self.sebelum_jawab: Callable[[int], None] = lambda jumlah: None
        self._nomor = 0

    @property
    def nomor_pesan(self) -> list[str]:
        return [pesan["Message-ID"].strip() for pesan in self.diterima]

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _options) -> str:
        jawaban = self.jawab_rcpt(address)
        if jawaban == DITERIMA:
            envelope.rcpt_tos.append(address)
        return jawaban

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self._nomor += 1
        jawaban = self.jawab_data(self._nomor)
        if jawaban == PUTUS:
            server.transport.abort()
            return "421 putus"
        if jawaban == DITERIMA:
            self.diterima.append(message_from_bytes(envelope.content, policy=default))
            self.sebelum_jawab(len(self.diterima))
        return jawaban


@contextmanager
def peladen_surel() -> Iterator[tuple[Penerima, int]]:
    """The server and its port, until the block ends."""
    penerima = Penerima()
    pengendali = Controller(penerima, hostname="127.0.0.1", port=free_port())
    pengendali.start()
    try:
        yield penerima, pengendali.port
    finally:
        pengendali.stop()
