"""Pra-reviu: the Inspektorat's checklist of a Laporan Kinerja, filled in before it is sent (domain 1.9).

What the data can answer is answered from them, with the reason; the planner answers the rest and may answer otherwise
with a note. A typed answer stands before the computed one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from organisasi.bahasa import AKHIR_TAHUN, angka
from pelaporan.models import JawabanPraReviu
from pelaporan.narasi import Bagian, bagian
from pelaporan.prareviu_bahan import BahanPraReviu, baca_bahan

Jawaban = JawabanPraReviu.Jawaban
FORMAT, MEKANISME, SUBSTANSI = "I. Format", "II. Mekanisme penyusunan", "III. Substansi"


@dataclass(frozen=True, slots=True)
class Temuan:
    """What the data say about a statement; `jawaban` empty when only people can know."""

    jawaban: str
    alasan: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """A statement of the form and how the data answer it."""

    kunci: str
    kelompok: str
    teks: str
    nilai: Callable[[BahanPraReviu], Temuan]


@dataclass(frozen=True, slots=True)
class Butir:
    """A statement with both answers; what is printed is `jawaban`."""

    kunci: str
    kelompok: str
    teks: str
    temuan: Temuan
    tertulis: JawabanPraReviu | None

    @property
    def jawaban(self) -> str:
        return self.tertulis.jawaban if self.tertulis else self.temuan.jawaban

    @property
    def jawaban_teks(self) -> str:
        return Jawaban(self.jawaban).label if self.jawaban else "Belum dijawab"

    @property
    def warna(self) -> str:
        return {Jawaban.YA: "baik", Jawaban.TIDAK: "buruk", Jawaban.TIDAK_BERLAKU: "netral"}.get(self.jawaban, "aksi")

    @property
    def catatan(self) -> str:
        """The planner's words, else the reason from the data."""
        return self.tertulis.catatan if self.tertulis and self.tertulis.catatan else self.temuan.alasan

    @property
    def sumber(self) -> str:
        """Where the answer comes from: a person's name, the data, or nowhere yet."""
        if self.tertulis:
            return self.tertulis.dijawab_oleh.nama
        return "Dari data" if self.jawaban else ""


@dataclass(frozen=True, slots=True)
class RingkasanPraReviu:
    """How the checklist stands, in numbers of statements."""

    ya: int
    tidak: int
    tidak_berlaku: int
    belum: int

    @property
    def siap(self) -> bool:
        """Nothing is answered with no, and nothing is open."""
        return not self.tidak and not self.belum

    def __str__(self) -> str:
        bagian = [f"{self.ya} ya", f"{self.tidak} tidak", f"{self.belum} belum dijawab"]
        if self.tidak_berlaku:
            bagian.insert(2, f"{self.tidak_berlaku} tidak berlaku")
        return ", ".join(bagian)


def prareviu(tahun: int) -> list[Butir]:
    """The whole checklist of a year, answered. A number of queries that never grows."""
    return susun_prareviu(tahun, bagian(tahun))


def susun_prareviu(tahun: int, semua: Sequence[Bagian]) -> list[Butir]:
    """The same with sections that were read already."""
    bahan = baca_bahan(tahun, semua)
    jawaban = JawabanPraReviu.objects.filter(tahun=tahun).select_related("dijawab_oleh")
    tertulis = {satu.butir: satu for satu in jawaban}
    return [Butir(p.kunci, p.kelompok, p.teks, p.nilai(bahan), tertulis.get(p.kunci)) for p in PERNYATAAN]


def ringkasan_prareviu(tahun: int, semua: Sequence[Bagian] | None = None) -> RingkasanPraReviu:
    """How the checklist of a year stands; pages that have read the sections bring them along."""
    return ringkas(susun_prareviu(tahun, bagian(tahun) if semua is None else semua))


def ringkas(butir: Sequence[Butir]) -> RingkasanPraReviu:
    jumlah = [sum(b.jawaban == satu for b in butir) for satu in (*Jawaban, "")]
    return RingkasanPraReviu(*jumlah)


# The answers of the data


def _cocok(benar: bool, alasan: str, url: str = "") -> Temuan:
    return Temuan(Jawaban.YA, alasan) if benar else Temuan(Jawaban.TIDAK, alasan, url)


def _dari(sebagian: int, semua: int, kata: str, url: str) -> Temuan:
    """Yes when all of something are so, and there is something."""
    return _cocok(semua > 0 and sebagian == semua, f"{angka(sebagian, 0)} dari {angka(semua, 0)} {kata}.", url)


def _narasi(b: BahanPraReviu, *kode: str) -> Temuan:
    semua = [satu for k in kode for satu in b.teks(k)]
    terisi = [satu for satu in semua if not satu.kosong]
    kurang = next((satu for satu in semua if satu.kosong), None)
    return _dari(len(terisi), len(semua), "bagian narasi terkait terisi", kurang.url if kurang else "")


def _data_penting(b: BahanPraReviu) -> Temuan:
    wajib = [satu for satu in b.bagian if satu.wajib]
    selesai = sum(satu.selesai for satu in wajib)
    return _dari(selesai, len(wajib), "bagian wajib siap dicetak", reverse("narasi_daftar", args=[b.tahun]))


def _target(b: BahanPraReviu) -> Temuan:
    ada = sum(b.target_tahun.get(i.pk) is not None for i in b.iku)
    return _dari(ada, len(b.iku), f"IKU mempunyai target {b.tahun}", reverse("rkt", args=[b.tahun]))


def _capaian(b: BahanPraReviu) -> Temuan:
    return _dari(b.sah, b.bertarget, "indikator bertarget sudah disahkan untuk setahun", _akhir_tahun(b))


def _akhir_tahun(b: BahanPraReviu) -> str:
    return reverse("triwulan_rinci", args=[b.tahun, AKHIR_TAHUN])


def _lampiran(b: BahanPraReviu) -> Temuan:
    if b.iku_perjanjian is None:
        url = reverse("perjanjian_daftar", args=[b.tahun])
        return Temuan(Jawaban.TIDAK, "Perjanjian Kinerja Camat belum ditandatangani.", url)
    return _cocok(
        b.rencana > 0,
        f"Perjanjian Kinerja ditandatangani dan {angka(b.rencana, 0)} Rencana Aksi tersusun.",
        reverse("rencana_daftar", args=[b.tahun]),
    )


def _keuangan(b: BahanPraReviu) -> Temuan:
    total = b.anggaran.total
    if total.berlaku is None or total.jumlah is None:
        return Temuan(
            Jawaban.TIDAK, "Pagu atau realisasi anggaran belum diisi.", reverse("anggaran", args=[b.tahun])
        )
    return Temuan(Jawaban.YA, f"Serapan {angka(total.serapan)}% dari pagu seluruh program.")


def _penyusun(b: BahanPraReviu) -> Temuan:
    if b.ber_sk_tim and b.bersekretaris:
        return Temuan(Jawaban.YA, "Tim SAKIP ditetapkan dengan keputusan dan mempunyai sekretaris.")
    return Temuan(Jawaban.TIDAK, "Keputusan atau sekretaris Tim SAKIP belum ada.", reverse("tim", args=[b.tahun]))


def _didukung_data(b: BahanPraReviu) -> Temuan:
    return _dari(b.slot_wajib - b.slot_kosong, b.slot_wajib, "data dukung wajib setahun tersedia", _akhir_tahun(b))


def _mekanisme(b: BahanPraReviu) -> Temuan:
    return _dari(b.bertangga, b.sah, "capaian sah melalui telaah berjenjang", _akhir_tahun(b))


def _penanggung_jawab(b: BahanPraReviu) -> Temuan:
    kata, url = "Rencana Aksi mempunyai penanggung jawab", reverse("rencana_daftar", args=[b.tahun])
    return _dari(b.rencana - b.tanpa_penanggung_jawab, b.rencana, kata, url)


def _andal(b: BahanPraReviu) -> Temuan:
    if b.bertarget and b.sah == b.bertarget and not b.slot_kosong:
        return Temuan("", "Semua capaian disahkan dan data dukungnya lengkap; keyakinannya dinyatakan perencana.")
    alasan = f"{angka(b.bertarget - b.sah, 0)} capaian belum sah, {angka(b.slot_kosong, 0)} data dukung belum ada."
    return Temuan(Jawaban.TIDAK, alasan, _akhir_tahun(b))


def _diketahui_unit(b: BahanPraReviu) -> Temuan:
    return Temuan("", f"{angka(b.beranalisis, 0)} dari {angka(b.bertarget, 0)} analisis ditulis unit pelaksananya.")


def _sesuai_perjanjian(b: BahanPraReviu) -> Temuan:
    url = reverse("perjanjian_daftar", args=[b.tahun])
    if b.iku_perjanjian is None:
        return Temuan(Jawaban.TIDAK, "Perjanjian Kinerja Camat belum ditandatangani.", url)
    cocok = sum(i.pk in b.iku_perjanjian for i in b.iku)
    return _dari(cocok, len(b.iku), "IKU tercantum dalam Perjanjian Kinerja Camat", url)


def _selaras_renstra(b: BahanPraReviu) -> Temuan:
    bertarget = sum(any(t.tahun == b.tahun and t.nilai is not None for t in i.target_renstra.all()) for i in b.iku)
    return _dari(bertarget, len(b.iku), "IKU mempunyai target Renstra tahun ini", reverse("renstra", args=[b.tahun]))


def _sesuai_iku(b: BahanPraReviu) -> Temuan:
    terukur = sum(i.pk in b.iku_terukur for i in b.iku)
    return _dari(terukur, len(b.iku), "IKU diukur untuk setahun", reverse("iku", args=[b.tahun]))


def _penjelasan_tujuan(b: BahanPraReviu) -> Temuan:
    return _bila_tidak(_sesuai_perjanjian(b), _selaras_renstra(b))


def _penjelasan_ukuran(b: BahanPraReviu) -> Temuan:
    return _bila_tidak(_mengukur(b))


def _bila_tidak(*lain: Temuan) -> Temuan:
    """An explanation is owed only where one of these is not so; whether it is there, people say."""
    if all(satu.jawaban == Jawaban.YA for satu in lain):
        return Temuan(Jawaban.TIDAK_BERLAKU, "Pernyataan sebelumnya sudah terpenuhi.")
    return Temuan("", "Periksa apakah laporan menjelaskan ketidaksesuaiannya.")


def _perbandingan(b: BahanPraReviu) -> Temuan:
    lalu = sum(i.pk in b.lalu for i in b.iku)
    acuan = sum(i.acuan_nasional is not None for i in b.iku)
    alasan = (
        f"{lalu} dari {len(b.iku)} IKU dibandingkan dengan tahun {b.tahun - 1}, "
        f"{acuan} dengan standar nasional; yang belum terdapat dinyatakan demikian."
    )
    return _cocok(bool(b.iku) and lalu == len(b.iku), alasan, reverse("iku", args=[b.tahun]))


def _mengukur(b: BahanPraReviu) -> Temuan:
    beriku = {i.sasaran_id for i in b.iku}
    ada = sum(s.pk in beriku for s in b.sasaran)
    return _dari(ada, len(b.sasaran), "sasaran mempunyai IKU", reverse("renstra", args=[b.tahun]))


def _smart(b: BahanPraReviu) -> Temuan:
    lengkap = [i for i in b.iku if i.definisi_operasional and i.formula and i.sumber_data and i.penanggung_jawab_id]
    kata = "IKU berdefinisi, berformula, bersumber data, dan berpenanggung jawab"
    return _dari(len(lengkap), len(b.iku), kata, reverse("kelengkapan", args=[b.tahun]))


PERNYATAAN = (
    Pernyataan("data-penting", FORMAT, "Laporan Kinerja telah menampilkan data penting kantor.", _data_penting),
    Pernyataan("target", FORMAT, "Laporan Kinerja telah menyajikan informasi target kinerja.", _target),
    Pernyataan("capaian", FORMAT, "Laporan Kinerja telah menyajikan capaian kinerja yang memadai.", _capaian),
    Pernyataan("lampiran", FORMAT, "Lampiran telah mendukung informasi pada badan laporan.", _lampiran),
    Pernyataan(
        "perbaikan", FORMAT, "Laporan Kinerja telah menyajikan upaya perbaikan ke depan.",
        lambda b: _narasi(b, "langkah-perbaikan", "solusi"),
    ),
    Pernyataan("keuangan", FORMAT, "Laporan Kinerja telah menyajikan akuntabilitas keuangan.", _keuangan),
    Pernyataan("penyusun", MEKANISME, "Laporan Kinerja disusun oleh unit kerja yang bertugas untuk itu.", _penyusun),
    Pernyataan("data-memadai", MEKANISME, "Informasi telah didukung dengan data yang memadai.", _didukung_data),
    Pernyataan(
        "mekanisme", MEKANISME,
        "Telah terdapat mekanisme penyampaian data dari unit kerja ke unit penyusun laporan.", _mekanisme,
    ),
    Pernyataan(
        "penanggung-jawab", MEKANISME,
        "Telah ditetapkan penanggung jawab pengumpulan data di setiap unit kerja.", _penanggung_jawab,
    ),
    Pernyataan("andal", MEKANISME, "Data kinerja yang disampaikan telah diyakini keandalannya.", _andal),
    Pernyataan(
        "diketahui-unit", MEKANISME, "Analisis dalam laporan telah diketahui oleh unit kerja terkait.",
        _diketahui_unit,
    ),
    Pernyataan(
        "sesuai-perjanjian", SUBSTANSI, "Sasaran dalam laporan telah sesuai dengan Perjanjian Kinerja.",
        _sesuai_perjanjian,
    ),
    Pernyataan("selaras-renstra", SUBSTANSI, "Sasaran dalam laporan telah selaras dengan Renstra.", _selaras_renstra),
    Pernyataan(
        "penjelasan-sasaran", SUBSTANSI,
        "Jika kedua butir di atas tidak, telah terdapat penjelasan yang memadai.", _penjelasan_tujuan,
    ),
    Pernyataan(
        "sesuai-iku", SUBSTANSI, "Sasaran dalam laporan telah sesuai dengan Indikator Kinerja Utama.", _sesuai_iku
    ),
    Pernyataan(
        "perbandingan", SUBSTANSI,
        "Telah terdapat perbandingan kinerja dengan tahun lalu dan standar nasional.", _perbandingan,
    ),
    Pernyataan("mengukur", SUBSTANSI, "Indikator Kinerja Utama telah cukup mengukur sasaran.", _mengukur),
    Pernyataan(
        "penjelasan-ukuran", SUBSTANSI,
        "Jika butir di atas tidak, telah terdapat penjelasan yang memadai.", _penjelasan_ukuran,
    ),
    Pernyataan("smart", SUBSTANSI, "Indikator Kinerja Utama telah memenuhi kriteria SMART.", _smart),
)  # fmt: skip
