"""Sentences that the machine writes about figures (domain 1.6): pure functions, no database, no clock.

Percentages and differences in percent points; amounts in Rupiah. What a person writes is never made here: a sentence
says what the figures show, why it came so is left to the narrative.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja.perhitungan import NOL, Polaritas, bulatkan
from organisasi.bahasa import angka, daftar, persen, rupiah, triwulan

SERATUS = Decimal(100)
_MAKIN_RENDAH = (Polaritas.MINIMAL_A, Polaritas.MINIMAL_B, Polaritas.RENTANG_MINIMAL)
_PERSEN = ("%", "persen")


@dataclass(frozen=True, slots=True)
class Ukuran:
    """What an indicator is measured in, as sentences need it."""

    nama: str
    satuan: str
    presisi: int
    polaritas: str

    def nilai(self, nilai: Decimal) -> str:
        """`87,62 Indeks`, `96,00%`: a value with its unit."""
        if self.satuan.lower() in _PERSEN:
            return persen(nilai, self.presisi)
        return f"{angka(nilai, self.presisi)} {self.satuan}"

    def selisih(self, nilai: Decimal) -> str:
        """The size of a difference; of percentages in points."""
        satuan = "poin" if self.satuan.lower() in _PERSEN else self.satuan
        return f"{angka(abs(nilai), self.presisi)} {satuan}"

    def sama(self, pertama: Decimal, kedua: Decimal) -> bool:
        """Equal as printed: a difference that no reader can see is none."""
        return bulatkan(pertama, self.presisi) == bulatkan(kedua, self.presisi)


@dataclass(frozen=True, slots=True)
class Hasil:
    """What one year reached: realisasi in the unit, achievement in percent with its class."""

    tahun: int
    realisasi: Decimal
    persen: Decimal
    kelas: str


def kalimat_capaian(ukuran: Ukuran, target: str, hasil: Hasil) -> str:
    """What was promised, what was reached and how that counts."""
    nilai = f"{ukuran.nama} tahun {hasil.tahun} terealisasi {ukuran.nilai(hasil.realisasi)} dari target {target}"
    return f"{nilai}, sehingga capaiannya {persen(hasil.persen)}{_kategori(hasil.kelas)}."


def kalimat_belum(nama: str, tahun: int, keadaan: str) -> str:
    return f"{nama} tahun {tahun}: {keadaan}."


def kalimat_terhadap_target(hasil: Hasil) -> str:
    """Whether the target was reached, and by how many points it was missed or passed."""
    beda = bulatkan(hasil.persen, 2) - SERATUS
    if not beda:
        return "Target tercapai tepat 100%."
    arah = "melampaui target" if beda > 0 else "belum mencapai target"
    return f"Capaian ini {arah} dengan selisih {angka(abs(beda))} poin persen."


def kalimat_perubahan(ukuran: Ukuran, kini: Hasil, lalu: Hasil) -> str:
    """Whether the realisasi rose or fell, and whether that is better: lower is better for some indicators."""
    if ukuran.sama(kini.realisasi, lalu.realisasi):
        return f"Dibandingkan tahun {lalu.tahun}, realisasi {ukuran.nama} tetap {ukuran.nilai(kini.realisasi)}."
    beda = kini.realisasi - lalu.realisasi
    arah = "naik" if beda > 0 else "turun"
    return (
        f"Dibandingkan tahun {lalu.tahun}, realisasi {ukuran.nama} {arah} {ukuran.selisih(beda)}, dari "
        f"{ukuran.nilai(lalu.realisasi)} menjadi {ukuran.nilai(kini.realisasi)}{_arti(ukuran, beda)}."
    )


def _arti(ukuran: Ukuran, beda: Decimal) -> str:
    if ukuran.polaritas == Polaritas.STABIL:
        return ""
    membaik = (beda < 0) if ukuran.polaritas in _MAKIN_RENDAH else (beda > 0)
    return ", yang berarti membaik" if membaik else ", yang berarti menurun kinerjanya"


def kalimat_kelas(kini: Hasil, lalu: Hasil, skala: Sequence[tuple[str, Decimal]]) -> str:
    """Why the class changed or stayed; `skala` gives each class its inclusive lower bound in percent."""
    ubah = f"persentase capaian {_arah(kini.persen - lalu.persen)}dari {persen(lalu.persen)} menjadi"
    if kini.kelas == lalu.kelas:
        return f"Kategori tetap {kini.kelas}: {ubah} {persen(kini.persen)}."
    batas = dict(skala)
    naik = batas[kini.kelas] > batas[lalu.kelas]
    dilewati = batas[kini.kelas] if naik else batas[lalu.kelas]
    sebab = "mencapai" if naik else "turun di bawah"
    return (
        f"Kategori berubah dari {lalu.kelas} menjadi {kini.kelas} karena {ubah} {persen(kini.persen)} dan {sebab} "
        f"batas bawah {persen(dilewati, 0)}."
    )


def _arah(beda: Decimal) -> str:
    beda = bulatkan(beda, 2)
    if not beda:
        return "tidak berubah, "
    return f"{'naik' if beda > 0 else 'turun'} {angka(abs(beda))} poin, "


def kalimat_rentetan(ukuran: Ukuran, hasil: Sequence[Hasil]) -> str:
    """The best and the worst of several years, oldest first; empty for fewer than three, which show no course."""
    if len(hasil) < 3:
        return ""
    rendah_baik = ukuran.polaritas in _MAKIN_RENDAH
    urut = sorted(hasil, key=lambda h: (h.realisasi, h.tahun), reverse=not rendah_baik)
    terbaik, terlemah = urut[0], urut[-1]
    return (
        f"Selama {hasil[0].tahun} sampai {hasil[-1].tahun} realisasi terbaik tercatat pada tahun {terbaik.tahun} "
        f"({ukuran.nilai(terbaik.realisasi)}) dan terlemah pada tahun {terlemah.tahun} "
        f"({ukuran.nilai(terlemah.realisasi)})."
    )


def kalimat_tanpa_riwayat(ukuran: Ukuran, tahun: int, awal: Decimal | None, tahun_awal: int | None) -> str:
    """No past year is kept in the system; the starting value of the Renstra is what there is to compare with."""
    kalimat = f"Realisasi {ukuran.nama} sebelum tahun {tahun} belum tercatat dalam sistem."
    if awal is None:
        return kalimat
    pada = f" tahun {tahun_awal}" if tahun_awal else ""
    return f"{kalimat} Kondisi awal{pada} menurut Renstra adalah {ukuran.nilai(awal)}."


def kalimat_renstra(ukuran: Ukuran, realisasi: Decimal, target: str, tahun_akhir: int, kemajuan: Decimal | None) -> str:
    """How far the year has come towards the last target of the Renstra; `kemajuan` in percent."""
    if kemajuan is None:
        return f"Kemajuan terhadap target akhir Renstra tahun {tahun_akhir} ({target}) tidak dapat dihitung."
    kalimat = (
        f"Target akhir Renstra tahun {tahun_akhir} adalah {target}; realisasi {ukuran.nilai(realisasi)} "
        f"mencapai {persen(kemajuan)} dari target itu"
    )
    if bulatkan(kemajuan, 2) >= SERATUS:
        return f"{kalimat}, sehingga target jangka menengah sudah tercapai."
    return f"{kalimat}, masih kurang {angka(SERATUS - kemajuan)} poin persen."


def kalimat_tanpa_renstra(ukuran: Ukuran) -> str:
    return f"Renstra belum memuat target akhir untuk {ukuran.nama}."


def kalimat_nasional(ukuran: Ukuran, realisasi: Decimal, acuan: Decimal | None, sumber: str) -> str:
    """Set against the national value; that there is none yet is a statement too."""
    if acuan is None:
        return f"Belum terdapat standar nasional untuk {ukuran.nama}, sehingga perbandingan tidak dilakukan."
    menurut = f" ({sumber})" if sumber else ""
    if ukuran.sama(realisasi, acuan):
        return f"Realisasi {ukuran.nilai(realisasi)} sama dengan standar nasional{menurut}."
    beda = realisasi - acuan
    arah = "di atas" if beda > 0 else "di bawah"
    return (
        f"Realisasi {ukuran.nilai(realisasi)} berada {ukuran.selisih(beda)} {arah} standar nasional "
        f"{ukuran.nilai(acuan)}{menurut}."
    )


def kalimat_triwulan(nama: str, titik: Sequence[tuple[int, Decimal]]) -> str:
    """The course within the year: (quarter, percent) of the quarters that were measured, in their order."""
    if not titik:
        return f"{nama} tidak diukur per triwulan pada tahun ini."
    if len(titik) == 1:
        nomor, nilai = titik[0]
        return f"{nama} diukur satu kali, pada {triwulan(nomor)}, dengan capaian {persen(nilai)}."
    teks = daftar([f"{persen(nilai)} ({triwulan(nomor)})" for nomor, nilai in titik])
    return f"Perkembangan capaian dalam tahun berjalan: {teks}."


def kalimat_koreksi(jumlah: int, klaim: Decimal, akhir: Decimal) -> str:
    """That the ladder changed the percentage; empty when it did not."""
    if not jumlah:
        return ""
    return (
        f"Persentase klaim {persen(klaim)} dikoreksi {angka(jumlah, 0)} kali dalam penelaahan berjenjang menjadi "
        f"{persen(akhir)}; alasannya dicetak pada Lampiran."
    )


def kalimat_efisiensi(
    nama: str, capaian: Decimal | None, serapan: Decimal | None, selisih: Decimal | None, batas: Decimal
) -> str:
    """Efficiency by the difference of achievement and absorption; claimed only from `batas` percent on (domain 3.8)."""
    if capaian is None or serapan is None or selisih is None:
        return f"Efisiensi {nama} belum dapat dihitung karena capaian atau realisasi anggarannya belum lengkap."
    angka_angka = f"capaian {persen(capaian)} dengan serapan anggaran {persen(serapan)}"
    beda = bulatkan(selisih, 2)
    if beda < 0:
        return f"{nama}: {angka_angka}, selisih {angka(beda)} poin; penggunaan anggaran belum efisien."
    if not beda:
        return f"{nama}: {angka_angka}; penggunaan anggaran seimbang dengan capaian."
    if capaian < batas:
        return (
            f"{nama}: {angka_angka}, selisih +{angka(beda)} poin; serapan yang rendah belum berarti efisien karena "
            f"capaian di bawah {persen(batas, 0)}."
        )
    return f"{nama}: {angka_angka}, selisih +{angka(beda)} poin; penggunaan anggaran efisien."


def kalimat_program(nama: str, capaian: Decimal | None, jumlah: int, tercapai: int) -> str:
    """How many of a program's indicators reached their target; `capaian` is its capped mean in percent."""
    if capaian is None:
        return f"{nama} belum mempunyai capaian yang terhitung."
    return (
        f"{nama} mencapai rata-rata {persen(capaian)}; {angka(tercapai, 0)} dari {angka(jumlah, 0)} indikatornya "
        "mencapai atau melampaui target."
    )


def kalimat_anggaran(tahun: int, pagu: Decimal | None, realisasi: Decimal | None) -> str:
    """The year's budget, what was spent of it and what is left."""
    if pagu is None:
        return f"Pagu anggaran tahun {tahun} belum tercatat."
    if not pagu:
        return f"Pagu anggaran tahun {tahun} adalah {rupiah(NOL)}."
    if realisasi is None:
        return f"Pagu anggaran tahun {tahun} adalah {rupiah(pagu)}; realisasinya belum diisi."
    return (
        f"Dari pagu {rupiah(pagu)} tahun {tahun} terealisasi {rupiah(realisasi)} atau "
        f"{persen(SERATUS * realisasi / pagu)}, dengan sisa {rupiah(pagu - realisasi)}."
    )


def kalimat_perubahan_pagu(murni: Decimal, perubahan: Decimal | None) -> str:
    """What the APBD Perubahan did to the budget; empty when there was none."""
    if perubahan is None:
        return ""
    beda = perubahan - murni
    if not beda:
        return f"Perubahan APBD tidak mengubah jumlah pagu {rupiah(murni)}."
    arah = "naik" if beda > 0 else "turun"
    return f"Perubahan APBD membuat pagu {arah} {rupiah(abs(beda))}, dari {rupiah(murni)} menjadi {rupiah(perubahan)}."


def kalimat_organisasi(tahun: int, capaian: Decimal | None, kelas: str, jumlah_sasaran: int, jumlah_iku: int) -> str:
    """The office's year in one sentence: the capped mean of its sasaran."""
    lingkup = f"{angka(jumlah_sasaran, 0)} sasaran strategis dengan {angka(jumlah_iku, 0)} indikator kinerja utama"
    if capaian is None:
        return f"Kinerja tahun {tahun} diukur pada {lingkup}; rata-ratanya belum dapat dihitung."
    return f"Kinerja tahun {tahun} diukur pada {lingkup}, dengan rata-rata capaian {persen(capaian)}{_kategori(kelas)}."


def _kategori(kelas: str) -> str:
    return f" dengan kategori {kelas}" if kelas else ""
