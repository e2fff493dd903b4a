"""Log lines that nobody can forge: one event is one line of JSON, whatever a user typed (security 34)."""

import json
import logging
from datetime import datetime, timedelta, timezone

PANJANG_PESAN = 10_000
# WITA is UTC+8 without summer time; the formatter runs before the settings are there.
WITA = timezone(timedelta(hours=8), "WITA")


class FormatSatuBaris(logging.Formatter):
    """Fields: waktu (ISO, WITA), tingkat, pencatat, pesan, and galat (the traceback) where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        butir = {
            "waktu": datetime.fromtimestamp(record.created, WITA).isoformat(timespec="milliseconds"),
            "tingkat": record.levelname,
            "pencatat": record.name,
            "pesan": _potong(_pesan(record)),
        }
        if galat := self._galat(record):
            butir["galat"] = _potong(galat)
        # ASCII only, so U+2028, C1 controls and lone surrogates are escaped too; json lets DEL alone through.
        return json.dumps(butir).replace("\x7f", "\\u007f")

    def _galat(self, record: logging.LogRecord) -> str:
        jejak = self.formatException(record.exc_info) if record.exc_info else record.exc_text
        return "\n".join(filter(None, (jejak, record.stack_info)))


def _pesan(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        # A stray "%n" in the text: logging would drop the event and print many lines to stderr instead.
        return f"{record.msg} {record.args!r}"


def _potong(teks: str) -> str:
    if len(teks) <= PANJANG_PESAN:
        return teks
    return f"{teks[:PANJANG_PESAN]}… (dipotong dari {len(teks)} karakter)"
