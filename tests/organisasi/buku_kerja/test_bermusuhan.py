"""Workbooks made to hurt: each ends in a sentence within 5 seconds and 150 MB, also when the gate has not seen them.

Each is read in a process of its own, whose peak of memory is its own.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable

from organisasi.buku_kerja.baca import baca
from organisasi.buku_kerja.skema import Jenis, Kolom, Lembar, Skema
from tests import buku_berantakan as bb

DETIK, MEGABITA = 5, 150
LEMBAR = "xl/worksheets/sheet1.xml"
PEMBACA = """
import io, json, re, sys, time
from datetime import date
from django.conf import settings
settings.configure(USE_TZ=True, TIME_ZONE="Asia/Makassar")
from organisasi.buku_kerja.baca import baca
from tests.buku_berantakan import SKEMA
hasil = baca(io.BytesIO(sys.stdin.buffer.read()), SKEMA, hari_ini=date(2023, 6, 23))
puncak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([len(hasil.baris["Indikator"]), [t.masalah for t in hasil.temuan][:5], puncak, time.process_time()]))
"""


def terbaca(berkas: io.BytesIO) -> tuple[int, list[str]]:
    """Rows and the first problems, as read by a process that may take DETIK seconds of CPU and MEGABITA."""
    hasil = subprocess.run(
        [sys.executable, "-c", PEMBACA], input=berkas.getvalue(), capture_output=True, timeout=60, check=False
    )
    assert hasil.returncode == 0, hasil.stderr[-2000:]
    jumlah, masalah, puncak, detik = json.loads(hasil.stdout)
    assert (detik < DETIK, puncak < MEGABITA) == (True, True), (detik, puncak)
    return jumlah, masalah


def data(isi: bytes) -> io.BytesIO:
    """A workbook whose sheet has these bytes after its one row."""
    akhir = b"</sheetData>"
    return bb.ubah_bagian(bb.lembar(bb.BERSIH), LEMBAR, lambda lama: lama.replace(akhir, isi + akhir))


def diulang(potong: Callable[[int], bytes], jumlah: int) -> bytes:
    return b"".join(potong(nomor) for nomor in range(3, jumlah + 3))


def test_sejuta_baris_hanya_berformat_dilewati():
    baris = diulang(lambda n: b'<row r="%d" s="1" customFormat="1"/>' % n, 1_048_573)

    assert terbaca(data(baris)) == (1, [])


def test_sel_hanya_berformat_sampai_bawah_dilewati():
    baris = diulang(lambda n: b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n), 100_000)

    assert terbaca(data(baris)) == (1, [])


def test_enam_belas_ribu_kolom_berjudul_disebut_sebagai_satu_masalah():
    def ubah(lembar):
        for kolom in range(8, 16_385):
            lembar.cell(1, kolom, f"Judul {kolom}")

    jumlah, masalah = terbaca(bb.lembar(bb.BERSIH, ubah=ubah))

    assert (jumlah, masalah[0]) == (1, "Kolom ini tidak dikenal dan tidak dibaca.")


def test_enam_belas_ribu_kolom_tanpa_judul():
    def ubah(lembar):
        for kolom in range(8, 16_385):
            lembar.cell(2, kolom, "x")

    jumlah, masalah = terbaca(bb.lembar(bb.BERSIH, ubah=ubah))

    assert (jumlah, masalah[0]) == (1, "Kolom ini berisi data tanpa judul dan tidak dibaca.")


def test_rumus_tanpa_hasil_tersimpan_di_setiap_sel():
    baris = diulang(lambda n: b'<row r="%d"><c r="A%d"><f>1+1</f></c><c r="B%d"><f>A1</f></c></row>' % (n, n, n), 3000)

    jumlah, masalah = terbaca(data(baris))

    assert (jumlah, set(masalah)) == (3001, {"Rumus di sel ini belum mempunyai hasil yang tersimpan."})


def test_sel_terisi_melampaui_batas():
    baris = diulang(lambda n: b'<row r="%d">%s</row>' % (n, b'<c t="n"><v>1</v></c>' * 100), 4000)

    assert terbaca(data(baris)) == (0, ["Lembar ini berisi lebih dari 300.000 sel terisi dan tidak dibaca."])


def test_gabungan_yang_bertindih_berhenti_pada_jatahnya():
    baris = diulang(lambda n: b'<row r="%d"><c r="A%d" t="n"><v>1</v></c></row>' % (n, n), 3000)
    gabungan = b"".join(b'<mergeCell ref="A2:A3000"/>' for _ in range(3000))
    gabungan = b"</sheetData><mergeCells>%s</mergeCells>" % gabungan
    berkas = bb.ubah_bagian(data(baris), LEMBAR, lambda isi: isi.replace(b"</sheetData>", gabungan))

    assert terbaca(berkas) == (0, ["Lembar ini berisi lebih dari 300.000 sel terisi dan tidak dibaca."])


def test_entitas_bertingkat_tidak_dikembangkan():
    tawa = b'<!DOCTYPE a [<!ENTITY a "' + b"ha" * 500 + b'">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 100) for n in range(8)
    ) + b"]>"
    berkas = bb.ubah_bagian(
        bb.sel_mentah("B2", b'<c r="B2" t="inlineStr"><is><t>&i;</t></is></c>', bb.BERSIH),
        LEMBAR,
        lambda isi: tawa + isi.partition(b"?>")[2] if b"?>" in isi else tawa + isi,
    )

    assert terbaca(berkas) == (0, ["Lembar ini rusak dan tidak terbaca."])


def test_bom_zip_berhenti_sebelum_terbongkar():
    bom = data(b" " * 110_000_000)

    assert terbaca(bom) == (0, ["Isi berkas ini lebih dari 100 MB sesudah dibuka dan tidak dibaca."])


def test_sel_sepuluh_juta_huruf():
    def ubah(isi: bytes) -> bytes:
        return isi.replace(b"<t>Indeks Kepuasan</t>", b"<t>" + b"x" * 10_000_000 + b"</t>")

    jumlah, masalah = terbaca(bb.ubah_bagian(bb.lembar(bb.BERSIH), LEMBAR, ubah))

    assert (jumlah, masalah) == (1, ["Isinya 10.000.000 karakter, paling banyak 60 karakter."])


def test_relasi_ke_luar_tidak_diikuti():
    relasi = (
        b'<Relationship Id="rId99" Type="x/externalLink" Target="http://127.0.0.1:9/a" TargetMode="External"/>'
        b"</Relationships>"
    )
    berkas = bb.ubah_bagian(
        bb.lembar(bb.BERSIH), "xl/_rels/workbook.xml.rels", lambda isi: isi.replace(b"</Relationships>", relasi)
    )

    assert terbaca(berkas) == (1, [])


def test_bagian_lembar_hilang():
    keluar = io.BytesIO()
    with zipfile.ZipFile(bb.lembar(bb.BERSIH)) as lama, zipfile.ZipFile(keluar, "w") as baru:
        for nama in lama.namelist():
            if nama != LEMBAR:
                baru.writestr(nama, lama.read(nama))

    hasil = baca(keluar, bb.SKEMA)

    assert hasil.baris == {"Indikator": []}
    assert hasil.ada_galat


def test_pilihan_banyak_dan_semua_sel_salah():
    pilihan = tuple((f"k{n}", f"Pengelola {n}") for n in range(5000))
    kolom = (Kolom("nama", "Nama"), Kolom("jabatan", "Jabatan", Jenis.PILIHAN, pilihan=pilihan))
    skema = Skema("uji", "Uji", (Lembar("Uji", kolom),))
    baris = [("Nama", "Jabatan"), *((f"Orang {n}", f"Pengelolla {n}") for n in range(2000))]

    hasil = baca(bb.ke_berkas(bb.buku(baris, "Uji")), skema)

    assert len(hasil.temuan) == 2000
    assert hasil.temuan[0].saran == "Mungkin maksudnya “Pengelola 0”."
    assert hasil.temuan[-1].saran.startswith("Pilih salah satu: Pengelola 0; ")
