import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.templat import buat_templat
from organisasi.buku_kerja.tulis import KolomTabel, Tabel, tulis_buku, tulis_tabel
from tests import buku_berantakan as bb

KOLOM = (
    KolomTabel("Indikator"),
    KolomTabel("Target", Jenis.ANGKA, kosong="tidak ada target"),
    KolomTabel("Capaian", Jenis.PERSEN),
    KolomTabel("Pagu", Jenis.RUPIAH),
    KolomTabel("Tanggal", Jenis.TANGGAL),
)
AWAL_RUMUS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "＠")


def _lembar(isi: bytes):
    return load_workbook(io.BytesIO(isi)).active


def _xml(isi: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(isi)) as paket:
        return paket.read("xl/worksheets/sheet1.xml").decode()


def test_tabel_nilai_dan_format():
    baris = [("Indeks", Decimal("87.35"), Decimal("96.5"), Decimal("1250000"), date(2026, 8, 22)), ("N", *[None] * 4)]

    lembar = _lembar(tulis_tabel("Rencana Aksi", KOLOM, baris, keterangan=("Tahun 2026",)))

    assert [[sel.value for sel in satu] for satu in lembar.iter_rows(max_row=4, max_col=2)] == [
        ["Rencana Aksi", None], ["Tahun 2026", None], [None, None], ["Indikator", "Target"],
    ]  # fmt: skip
    assert [(sel.value, sel.number_format) for sel in lembar[5]][1:4] == [
        (87.35, "#,##0.00"), (96.5, '0.00"%"'), (1250000, '"Rp"#,##0.00'),
    ]  # fmt: skip
    assert (lembar["E5"].value.date(), lembar["E5"].number_format) == (date(2026, 8, 22), "dd-mm-yyyy")
    assert [sel.value for sel in lembar[6]] == ["N", "tidak ada target", None, None, None]


def test_tabel_tata_cetak():
    lembar = _lembar(tulis_tabel("Rekap", KOLOM, []))

    assert (lembar.freeze_panes, lembar.print_title_rows) == ("A4", "$3:$3")
    assert (lembar.page_setup.orientation, lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight) == (
        "landscape", 1, 0,
    )  # fmt: skip
    assert lembar.sheet_properties.pageSetUpPr.fitToPage is True
    assert lembar["A3"].font.bold is True


def test_tabel_angka_ditulis_persis():
    xml = _xml(tulis_tabel("Rekap", KOLOM[:2], [("a", Decimal("87.35")), ("b", Decimal("12345678901.07")), ("c", 5)]))

    assert re.findall(r"<v>(.*?)</v>", xml) == ["87.35", "12345678901.07", "5"]


@pytest.mark.parametrize("awal", AWAL_RUMUS)
def test_teks_berbahaya_tetap_teks(awal):
    teks = f"{awal}cmd|'/C calc'!A0"
    tabel = tulis_tabel(teks, [KolomTabel(teks, kosong=teks)], [(teks,), (None,)], keterangan=(teks,))
    templat = buat_templat(bb.SKEMA, isi={"Indikator": [{"nama": teks}]})

    for isi in (tabel, templat):
        buku = load_workbook(io.BytesIO(isi))
        sel = [satu for lembar in buku for baris in lembar.iter_rows() for satu in baris if satu.value is not None]
        assert [satu for satu in sel if satu.data_type == "f"] == []
        ditemukan = [satu for satu in sel if "calc" in str(satu.value)]
        assert ditemukan
        assert all(satu.data_type == "s" and satu.quotePrefix for satu in ditemukan)


def test_teks_yang_bukan_xml_dibersihkan():
    lembar = _lembar(tulis_tabel("x", [KolomTabel("a")], [("a\x00b\ud800c\uffff",), ("y" * 40_000,), ("#N/A",)]))

    assert lembar["A4"].value == "abc"
    assert (len(lembar["A5"].value), lembar["A5"].value[-1]) == (32_767, "…")
    assert (lembar["A6"].value, lembar["A6"].data_type) == ("#N/A", "s")


def test_beberapa_lembar_dengan_nama_yang_sah_dan_berbeda():
    isi = tulis_buku([Tabel(judul, KOLOM[:1], [("a",)]) for judul in ("Rekap/TW: I", "rekap tw i", "[]", "P" * 40)])

    assert load_workbook(io.BytesIO(isi)).sheetnames == ["Rekap TW I", "rekap tw i 2", "Lembar", "P" * 31]


def test_waktu_dalam_wita_dan_nilai_logika():
    lembar = _lembar(tulis_tabel("x", KOLOM[:2], [(True, datetime(2026, 8, 22, 20, 41, tzinfo=UTC))]))

    assert lembar["A4"].value == "Ya"
    assert f"{lembar['B4'].value:%d-%m-%Y %H.%M}" == "23-08-2026 04.41"


def test_tabel_menolak_bilangan_pecahan_biner():
    with pytest.raises(TypeError, match="float tidak dapat ditulis pada kolom Target"):
        tulis_tabel("x", KOLOM[:2], [("a", 0.1)])


def test_tabel_sama_setiap_kali():
    assert tulis_tabel("x", KOLOM[:1], [("a",)]) == tulis_tabel("x", KOLOM[:1], [("a",)])


def test_tabel_dari_generator_panjang():
    lembar = _lembar(tulis_tabel("x", KOLOM[:1], ((f"baris {n}",) for n in range(500))))

    assert lembar["A503"].value == "baris 499"
