"""Make fixtures/hari_libur.json anew from the `holidays` package, which only a developer installs."""

import json
from importlib import import_module, util
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

TUJUAN = Path(__file__).resolve().parents[3] / "fixtures" / "hari_libur.json"
CUTI_BERSAMA = "Cuti Bersama"


class Command(BaseCommand):
    help = "Tulis hari libur nasional dan cuti bersama dari paket holidays ke fixtures/hari_libur.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dari", type=int, help="tahun pertama")
        parser.add_argument("sampai", type=int, help="tahun terakhir")

    def handle(self, *, dari: int, sampai: int, **lain: Any) -> None:
        if util.find_spec("holidays") is None:
            raise CommandError("Paket holidays belum terpasang. Pasang dahulu dengan: pip install holidays")
        libur = import_module("holidays").country_holidays(
            "ID", years=range(dari, sampai + 1), language="id", categories=("public", "government")
        )
        baris = [
            json.dumps(_baris(nomor, tanggal.isoformat(), nama), ensure_ascii=False)
            for nomor, (tanggal, nama) in enumerate(sorted(libur.items()), 1)
        ]
        TUJUAN.write_text("[\n" + ",\n".join(baris) + "\n]\n")
        self.stdout.write(f"{len(baris)} hari libur ditulis.")


def _baris(nomor: int, tanggal: str, nama: str) -> dict[str, object]:
    """One row of the fixture; the joint leave of a year that has no decree yet is not in the package."""
    jenis = "cuti_bersama" if nama.startswith(CUTI_BERSAMA) else "nasional"
    return {
        "model": "rencana_aksi.harilibur",
        "pk": nomor,
        "fields": {"tanggal": tanggal, "nama": nama, "jenis": jenis},
    }
