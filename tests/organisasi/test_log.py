import json
import logging
import sys

import pytest

from organisasi.log import FormatSatuBaris


def _catatan(pesan, *argumen, **lain):
    record = logging.LogRecord("organisasi.masuk", logging.WARNING, "auth.py", 1, pesan, argumen, None)
    record.created = 1795311660.25
    vars(record).update(lain)
    return record


def _baris(record):
    return FormatSatuBaris().format(record)


def test_format_has_four_fields_in_wita():
    assert json.loads(_baris(_catatan("Masuk gagal: %s", "camat"))) == {
        "waktu": "2026-11-22T09:41:00.250+08:00",
        "tingkat": "WARNING",
        "pencatat": "organisasi.masuk",
        "pesan": "Masuk gagal: camat",
    }


@pytest.mark.parametrize(
    "muatan",
    [
        'camat\r\n{"tingkat": "INFO", "pesan": "Masuk berhasil"}',
        "camat\nWARNING palsu",
        "camat\x1b[2J\x1b[31mmerah",
        "camat\x9b31m",
        "camat\x00\x08\x0b\x0c\x7f\x85",
        "camat\u2028baris\u2029baris",
        "camat\u202emaju mundur",
        'camat", "tingkat": "INFO',
        "camat\\",
        "%n%s%d%(nama)s",
        "sisa\udc80byte",
    ],
)
def test_format_keeps_a_hostile_name_inside_one_printable_line(muatan):
    baris = _baris(_catatan("Masuk gagal: %s", muatan))

    assert baris.isascii()
    assert baris.isprintable()
    assert json.loads(baris)["pesan"] == f"Masuk gagal: {muatan}"
    assert json.loads(baris)["tingkat"] == "WARNING"


def test_format_with_stray_percent_keeps_the_event():
    assert json.loads(_baris(_catatan("berkas %n.pdf %s", "a\nb")))["pesan"] == "berkas %n.pdf %s ('a\\nb',)"


def test_format_cuts_a_long_message():
    pesan = json.loads(_baris(_catatan("%s", "a" * 1_000_000)))["pesan"]

    assert pesan == "a" * 10_000 + "… (dipotong dari 1000000 karakter)"


def test_format_leaves_a_message_of_ten_thousand_whole():
    assert json.loads(_baris(_catatan("%s", "a" * 10_000)))["pesan"] == "a" * 10_000


def test_format_puts_the_traceback_into_one_field():
    try:
        raise ValueError("buruk\nTraceback palsu")
    except ValueError:
        baris = _baris(_catatan("gagal", exc_info=sys.exc_info(), stack_info="Stack:\n  berkas"))

    galat = json.loads(baris)["galat"]
    assert baris.isprintable()
    assert galat.startswith("Traceback (most recent call last):\n")
    assert galat.endswith("ValueError: buruk\nTraceback palsu\nStack:\n  berkas")


def test_format_keeps_a_traceback_that_was_formatted_before():
    assert json.loads(_baris(_catatan("gagal", exc_text="ValueError: a\nb")))["galat"] == "ValueError: a\nb"


def test_format_cuts_a_long_traceback():
    galat = json.loads(_baris(_catatan("gagal", exc_text="a" * 20_000)))["galat"]

    assert galat == "a" * 10_000 + "… (dipotong dari 20000 karakter)"
