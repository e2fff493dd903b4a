"""What the matrix of follow-ups, the minutes and the hand-down of an evaluation say, as strings ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kinerja.perhitungan import rata_rata
from organisasi.bahasa import hari_tanggal, persen, tanggal
from organisasi.models import Jabatan
from organisasi.peran import Peran, pemangku
from pelaporan.models import RapatEvaluasi, Rekomendasi
from pelaporan.models.tindak_lanjut import Sumber
from pelaporan.naskah.perencanaan import kepala_naskah, penanda_tangan, tanda_tangan_camat
from pelaporan.tindak_lanjut import Butir, daftar_butir
from rencana_aksi.models import Capaian, Putusan, Triwulan
from rencana_aksi.models.capaian import Meja, Status

TINGKAT_MEJA = {Meja.ESELON_III: Jabatan.Tingkat.SEKCAM, Meja.CAMAT: Jabatan.Tingkat.CAMAT}
PENERIMA = {
    Meja.ESELON_III: "dari Eselon III kepada Eselon IV",
    Meja.CAMAT: "dari Camat kepada seluruh unit kerja",
}
_TIDAK_BERKATA = (Putusan.Tindakan.TIDAK_BERLAKU, Putusan.Tindakan.TETAP_BERLAKU, Putusan.Tindakan.TARIK)


def naskah_matriks(butir: Sequence[Butir], saringan: str, hari_ini: date) -> dict[str, Any]:
    """The register as it stands on a day; one query besides the office's."""
    return {
        **kepala_naskah(),
        "saringan": saringan,
        "per": tanggal(hari_ini),
        "baris": [baris_matriks(b) for b in butir],
        "tanggal": tanggal(hari_ini),
        "tanda_tangan": tanda_tangan_camat(hari_ini),
    }


def baris_matriks(b: Butir) -> dict[str, Any]:
    """One row of the printed matrix; what is not there yet is a dash."""
    r = b.rekomendasi
    return {
        "asal": b.asal,
        "uraian": r.uraian,
        "penanggung_jawab": r.penanggung_jawab.nama,
        "unit": r.penanggung_jawab.unit.nama,
        "diterima": tanggal(r.diterima),
        "batas": tanggal(r.batas),
        "tindak_lanjut": b.tindak_lanjut or "–",
        "hasil": hasil(r) or "–",
        "bukti": [satu.nama for satu in r.bukti.all() if satu.ditarik_pada is None] or ["–"],
        "status": b.status,
        "hari": b.hari,
    }


def hasil(r: Rekomendasi) -> str:
    """What the follow-up caused or why it cannot be: a revision, a decision about a unit, a reason."""
    bagian = (
        r.imbalan and f"{r.get_imbalan_display()} bagi {r.unit_dituju}",
        r.perubahan_rencana and str(r.perubahan_rencana),
        r.revisi_renstra and str(r.revisi_renstra),
        r.alasan_tidak_dapat,
        r.diverifikasi_oleh and f"Diverifikasi {tanggal(r.diverifikasi_pada)}",
    )
    return "; ".join(filter(None, bagian))


def naskah_notulen(rapat: RapatEvaluasi, hari_ini: date) -> dict[str, Any]:
    """The minutes with attendance and decisions, signed by who led the meeting that day."""
    keputusan = daftar_butir(rapat.rekomendasi.lengkap().order_by("pk"), hari_ini)
    return {
        **kepala_naskah(),
        "triwulan": str(rapat.triwulan),
        "hari_tanggal": hari_tanggal(rapat.tanggal),
        "tempat_rapat": rapat.tempat,
        "agenda": rapat.agenda,
        "notulen": rapat.notulen,
        "pimpinan": rapat.pimpinan.nama,
        "peserta": [{"nama": p.nama, "jabatan": p.nama_jabatan} for p in rapat.peserta.all()],
        "keputusan": [_keputusan(b) for b in keputusan],
        "tanggal": tanggal(rapat.tanggal),
        "tanda_tangan": penanda_tangan(pemangku(rapat.tanggal).get(rapat.pimpinan_id)),
    }


def _keputusan(b: Butir) -> dict[str, str]:
    r = b.rekomendasi
    return {"uraian": r.uraian, "penanggung_jawab": r.penanggung_jawab.nama, "batas": tanggal(r.batas)}


# The hand-down of an evaluation


@dataclass(frozen=True, slots=True)
class HasilUnit:
    """A unit's quarter as one desk saw it; numbers are counts of claims."""

    unit: str
    klaim: int
    sah: int
    rata_rata: str
    dikoreksi: int
    dikembalikan: int


@dataclass(frozen=True, slots=True)
class CatatanMeja:
    """What the desk said about one claim."""

    unit: str
    indikator: str
    tindakan: str
    nilai: str
    alasan: str
    arahan: str


@dataclass(frozen=True, slots=True)
class Penyampaian:
    """What a desk hands down for a quarter: figures per unit, its words, and the items to follow up."""

    triwulan: Triwulan
    meja: Meja
    unit: tuple[HasilUnit, ...]
    catatan: tuple[CatatanMeja, ...]
    butir: tuple[Butir, ...]

    @property
    def judul(self) -> str:
        return f"Penyampaian hasil evaluasi {self.triwulan} {PENERIMA[self.meja]}"


def penyampaian(triwulan: Triwulan, meja: Meja, peran: Peran) -> Penyampaian:
    """Read what the desk decided in a quarter, of the units that this person may see. Three queries."""
    klaim = list(Capaian.objects.visible_to(peran).triwulan(triwulan).lengkap())
    menurut_pk = {k.pk: k for k in klaim}
    semua = Putusan.objects.filter(capaian__in=menurut_pk, meja=meja).exclude(tindakan__in=_TIDAK_BERKATA)
    putusan = list(semua.order_by("capaian_id", "urutan"))
    return Penyampaian(
        triwulan,
        meja,
        tuple(_per_unit(klaim, putusan)),
        tuple(_catatan(p, menurut_pk[p.capaian_id]) for p in putusan if _berkata(p)),
        tuple(daftar_butir(_butir_triwulan(triwulan, meja, peran), peran.tanggal)),
    )


def _per_unit(klaim: Iterable[Capaian], putusan: Sequence[Putusan]) -> Iterable[HasilUnit]:
    kelompok: dict[str, list[Capaian]] = {}
    for satu in sorted(klaim, key=lambda k: (k.indikator.unit.urutan, k.indikator.unit.kode)):
        kelompok.setdefault(satu.indikator.unit.nama, []).append(satu)
    dikoreksi = {p.capaian_id for p in putusan if p.dikoreksi}
    dikembalikan = {p.capaian_id for p in putusan if p.tindakan == Putusan.Tindakan.KEMBALIKAN}
    for nama, isi in kelompok.items():
        sah = [k for k in isi if k.status == Status.SAH]
        rata = rata_rata((k.persen for k in sah), Decimal(100))
        yield HasilUnit(
            unit=nama,
            klaim=len(isi),
            sah=len(sah),
            rata_rata="–" if rata is None else persen(rata),
            dikoreksi=sum(k.pk in dikoreksi for k in isi),
            dikembalikan=sum(k.pk in dikembalikan for k in isi),
        )


def _berkata(p: Putusan) -> bool:
    return p.dikoreksi or bool(p.arahan) or p.tindakan == Putusan.Tindakan.KEMBALIKAN


def _catatan(p: Putusan, klaim: Capaian) -> CatatanMeja:
    nilai = f"{persen(p.nilai_masuk)} menjadi {persen(p.nilai_keluar)}" if p.dikoreksi else ""
    return CatatanMeja(
        unit=klaim.indikator.unit.nama,
        indikator=klaim.indikator.nama,
        tindakan="mengoreksi" if p.dikoreksi else p.get_tindakan_display(),
        nilai=nilai,
        alasan=p.alasan,
        arahan=p.arahan,
    )


def _butir_triwulan(triwulan: Triwulan, meja: Meja, peran: Peran) -> list[Rekomendasi]:
    """The desk's own saran; what the quarter's evaluation and meeting decided is the Camat's word to all."""
    semua = Rekomendasi.objects.visible_to(peran).lengkap().filter(triwulan=triwulan).order_by("batas", "pk")
    umum = (Sumber.BERKALA, Sumber.RAPAT) if meja == Meja.CAMAT else ()
    return [r for r in semua if r.sumber in umum or (r.sumber == Sumber.SARAN and r.saran.putusan.meja == meja)]


def naskah_penyampaian(isi: Penyampaian, hari_ini: date) -> dict[str, Any]:
    """The document of a hand-down, signed by who holds the desk's post today."""
    tingkat = TINGKAT_MEJA[isi.meja]
    duduk = (p for p in pemangku(hari_ini).values() if p.jabatan.tingkat == tingkat)
    return {
        **kepala_naskah(),
        "judul": isi.judul,
        "unit": [asdict(u) for u in isi.unit],
        "catatan": [asdict(c) for c in isi.catatan],
        "butir": [baris_matriks(b) for b in isi.butir],
        "tanggal": tanggal(hari_ini),
        "jabatan_kosong": tingkat.label,
        "tanda_tangan": penanda_tangan(next(duduk, None)),
    }
