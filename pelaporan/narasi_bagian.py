"""The sections of the annual report that people write, as data (domain 1.6): keys, headings, which are obligatory."""

from collections.abc import Iterable
from dataclasses import dataclass

from kinerja.models import Sasaran

BAB_DEPAN = "Bagian depan"
BAB_I = "Bab I Pendahuluan"
BAB_II = "Bab II Perencanaan Kinerja"
BAB_III = "Bab III Akuntabilitas Kinerja"
BAB_IV = "Bab IV Penutup"


@dataclass(frozen=True, slots=True)
class JenisBagian:
    """A section as the outline names it; `per_sasaran` ones exist once for each sasaran of the year's Renstra."""

    kode: str
    bab: str
    judul: str
    petunjuk: str
    wajib: bool = True
    per_sasaran: bool = False


BAGIAN = (
    JenisBagian(
        "kata-pengantar", BAB_DEPAN, "Kata pengantar",
        "Maksud laporan, ucapan terima kasih, dan harapan Camat; nama dan tanda tangan dicetak oleh sistem.",
    ),
    JenisBagian(
        "ikhtisar-eksekutif", BAB_DEPAN, "Ikhtisar eksekutif",
        "Ringkasan sasaran, capaian utama, kendala, dan langkah yang diambil, cukup satu sampai dua halaman.",
    ),
    JenisBagian(
        "gambaran-umum", BAB_I, "Gambaran umum",
        "Letak, luas, jumlah desa, dan keadaan penduduk kecamatan.",
    ),
    JenisBagian(
        "struktur-organisasi", BAB_I, "Struktur organisasi",
        "Dasar pembentukan dan susunan organisasi kantor kecamatan.",
    ),
    JenisBagian(
        "tugas-dan-fungsi", BAB_I, "Tugas pokok dan fungsi",
        "Tugas dan fungsi Camat, sekretariat, dan setiap seksi menurut peraturan bupati.",
    ),
    JenisBagian(
        "sumber-daya", BAB_I, "Sumber daya dan sarana prasarana",
        "Penjelasan tentang pegawai, sarana, dan desa; tabelnya diisi pada halaman tabel.",
    ),
    JenisBagian(
        "isu-strategis", BAB_I, "Permasalahan dan isu strategis",
        "Masalah utama dan isu strategis yang dihadapi pada tahun laporan.",
    ),
    JenisBagian(
        "dasar-hukum", BAB_I, "Dasar hukum tambahan",
        "Hanya dasar hukum di luar yang sudah dicetak oleh sistem.", wajib=False,
    ),
    JenisBagian(
        "perencanaan", BAB_II, "Pengantar perencanaan kinerja",
        "Penjelasan tentang Renstra, IKU, dan Perjanjian Kinerja; tabelnya dicetak oleh sistem.", wajib=False,
    ),
    JenisBagian(
        "sebab", BAB_III, "Sebab keberhasilan atau kegagalan",
        "Mengapa capaian sasaran ini berhasil, gagal, naik, atau turun.", per_sasaran=True,
    ),
    JenisBagian(
        "solusi", BAB_III, "Alternatif solusi yang dilakukan",
        "Langkah yang sudah dilakukan untuk mengatasi hambatan sasaran ini.", per_sasaran=True,
    ),
    JenisBagian(
        "efisiensi", BAB_III, "Efisiensi penggunaan sumber daya",
        "Bagaimana anggaran, orang, dan waktu dipakai untuk mencapai sasaran ini.", per_sasaran=True,
    ),
    JenisBagian(
        "penunjang", BAB_III, "Program yang menunjang keberhasilan atau kegagalan",
        "Penjelasan tentang program dan kegiatan penunjang; tabelnya dicetak oleh sistem.",
        wajib=False, per_sasaran=True,
    ),
    JenisBagian(
        "anggaran", BAB_III, "Penjelasan realisasi anggaran",
        "Sebab serapan tinggi atau rendah; tabelnya dicetak oleh sistem.", wajib=False,
    ),
    JenisBagian(
        "kesimpulan", BAB_IV, "Kesimpulan",
        "Kesimpulan umum atas capaian kinerja tahun laporan.",
    ),
    JenisBagian(
        "langkah-perbaikan", BAB_IV, "Langkah perbaikan",
        "Langkah di masa mendatang yang akan dilakukan untuk meningkatkan kinerja.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letak:
    """A section's place in one year's report; `kunci` is what addresses name it by, `sebab-2` for sasaran 2."""

    jenis: JenisBagian
    sasaran: Sasaran | None

    @property
    def kunci(self) -> str:
        return f"{self.jenis.kode}-{self.sasaran.urutan}" if self.sasaran else self.jenis.kode

    @property
    def judul(self) -> str:
        return f"{self.jenis.judul}: {self.sasaran.uraian}" if self.sasaran else self.jenis.judul

    @property
    def sasaran_id(self) -> int | None:
        return self.sasaran.pk if self.sasaran else None


def letak_bagian(sasaran: Iterable[Sasaran]) -> list[Letak]:
    """Every section in printed order; those of a sasaran stand together, sasaran after sasaran."""
    umum = [Letak(jenis, None) for jenis in BAGIAN]
    per_sasaran = [Letak(jenis, s) for s in sasaran for jenis in BAGIAN if jenis.per_sasaran]
    pertama = next(n for n, letak in enumerate(umum) if letak.jenis.per_sasaran)
    return [
        *umum[:pertama],
        *per_sasaran,
        *(letak for letak in umum[pertama:] if not letak.jenis.per_sasaran),
    ]
