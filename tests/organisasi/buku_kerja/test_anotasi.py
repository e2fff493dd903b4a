import io
from datetime import date

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from organisasi.buku_kerja.anotasi import anotasi
from organisasi.buku_kerja.baca import baca
from tests import buku_berantakan as bb

MERAH, KUNING = "00FFC7CE", "00FFEB9C"


def _berkas() -> io.BytesIO:
    def ubah(lembar):
        lembar["C2"] = "lima"
        lembar["C2"].comment = Comment("Tanya Kasubag", "Perencana")
        lembar["B3"].font = Font(italic=True)
        lembar["E3"] = "=SUM(1,2)"
        lembar["F3"].number_format = "d mmmm yyyy"
        lembar.merge_cells("A2:A3")

    return bb.lembar(bb.BERSIH, (None, "Indeks B", "1.500", 0.5, None, date(2026, 8, 22)), ubah=ubah)


def _anotasi(berkas: io.BytesIO):
    return load_workbook(io.BytesIO(anotasi(berkas, baca(berkas, bb.SKEMA).temuan)))


def test_anotasi_menandai_sel_dan_menjaga_yang_lain():
    berkas = _berkas()
    semula = load_workbook(berkas)["Indikator"]

    lembar = _anotasi(berkas)["Indikator"]

    isi = [[sel.value for sel in baris] for baris in semula.iter_rows()]
    assert [[sel.value for sel in baris] for baris in lembar.iter_rows()] == isi
    assert lembar["E3"].data_type == "f"
    assert lembar["F3"].number_format == "d mmmm yyyy"
    assert lembar["B3"].font.italic is True
    assert str(lembar.merged_cells) == "A2:A3"
    semua = [sel for baris in lembar.iter_rows() for sel in baris]
    tanda = {sel.coordinate: sel.fill.fgColor.rgb for sel in semua if sel.fill.patternType}
    assert tanda == {"A2": KUNING, "C2": MERAH, "C3": KUNING, "D3": KUNING, "E3": MERAH}
    assert lembar["C2"].comment.text == (
        "Tanya Kasubag\n— Temuan —\nGalat: “lima” tidak terbaca sebagai angka. Tulis misalnya 87,5 atau 1.234,56."
    )


def test_anotasi_lembar_temuan():
    buku = _anotasi(_berkas())

    daftar = list(buku["Temuan"].iter_rows(values_only=True))

    assert buku.active.title == "Temuan"
    assert daftar[0] == (
        "No", "Lembar", "Baris", "Kolom", "Judul kolom", "Isi", "Masalah", "Saran", "Tingkat",
    )  # fmt: skip
    assert [satu[:5] + satu[8:] for satu in daftar[1:]] == [
        (1, "Indikator", 2, "A", "Kode", "Peringatan"),
        (2, "Indikator", 2, "C", "Target", "Galat"),
        (3, "Indikator", 3, "C", "Target", "Peringatan"),
        (4, "Indikator", 3, "D", "Capaian (%)", "Peringatan"),
        (5, "Indikator", 3, "E", "Pagu", "Galat"),
    ]
    assert buku["Temuan"]["B3"].hyperlink.location == "'Indikator'!C2"


def test_anotasi_diulang_menghapus_tanda_lama():
    berkas = _berkas()
    pertama = _anotasi(berkas)
    pertama["Indikator"]["C2"] = 5

    kedua = _anotasi(bb.ke_berkas(pertama))

    sel = kedua["Indikator"]["C2"]
    assert (sel.value, sel.comment.text, sel.fill.patternType) == (5, "Tanya Kasubag", None)
    assert kedua.sheetnames == ["Temuan", "Indikator"]
    assert kedua["Temuan"].max_row == 5


def test_anotasi_sel_gabungan_ditandai_di_pangkalnya():
    def ubah(lembar):
        lembar["C2"] = "lima"
        lembar.merge_cells("C2:C3")

    lembar = _anotasi(bb.lembar(bb.BERSIH, bb.BERSIH, ubah=ubah))["Indikator"]

    assert lembar["C2"].fill.fgColor.rgb == MERAH
    assert "Peringatan: Sel gabungan C2:C3" in lembar["C2"].comment.text


def test_anotasi_berkas_bukan_buku_kerja():
    buku = _anotasi(io.BytesIO(b"%PDF-1.7"))

    assert buku.sheetnames == ["Temuan"]
    assert buku["Temuan"]["G2"].value == "Berkas ini tidak terbaca sebagai buku kerja Excel."


def test_anotasi_isi_temuan_tidak_menjadi_rumus():
    berkas = bb.lembar(bb.BERSIH)
    temuan = baca(bb.sel_mentah("C2", b'<c r="C2" t="inlineStr"><is><t>=1+1</t></is></c>', bb.BERSIH), bb.SKEMA).temuan

    lembar = load_workbook(io.BytesIO(anotasi(berkas, temuan)))["Temuan"]

    assert (lembar["F2"].value, lembar["F2"].data_type) == ("=1+1", "s")


def test_anotasi_daftar_yang_terlalu_panjang_menyebut_sisanya(monkeypatch):
    monkeypatch.setattr("organisasi.buku_kerja.anotasi.DAFTAR_MAKSIMUM", 2)
    monkeypatch.setattr("organisasi.buku_kerja.anotasi.CATATAN_MAKSIMUM", 1)

    buku = _anotasi(_berkas())

    teks = "Masih ada 3 temuan lain; selnya sudah diwarnai. Perbaiki yang tercantum, lalu unggah lagi."
    assert [buku["Temuan"]["B3"].value, buku["Temuan"]["B4"].value] == ["Indikator", teks]
    assert (buku["Indikator"]["E3"].fill.fgColor.rgb, buku["Indikator"]["E3"].comment) == (MERAH, None)


def test_anotasi_berkas_terlalu_besar_hanya_daftar(monkeypatch):
    monkeypatch.setattr("organisasi.buku_kerja.anotasi.TERBONGKAR_MAKSIMUM", 100)

    assert _anotasi(_berkas()).sheetnames == ["Temuan"]
