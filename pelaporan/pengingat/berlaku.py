"""Whether a notice still asks for something: asked just before its mail goes out, and by nothing else."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils import timezone

from pelaporan.models import ButirPengingat, Pemberitahuan, PilihanSurel
from pelaporan.pengingat.tahunan import urusan_tahunan
from pelaporan.pengingat.tindak_lanjut import AWALAN, urusan_tindak_lanjut
from pelaporan.pengingat.urusan import Pejabat, Urusan, klaim_terbuka
from rencana_aksi.models import Capaian, Pesan, Putusan

Jenis = Pemberitahuan.Jenis


def alasan_batal(notis: Pemberitahuan, butir: Sequence[ButirPengingat]) -> str:
    """Why the mail of this notice is not sent any more, or an empty text. `butir` are those of `butir_berlaku`."""
    penerima = notis.penerima
    if not penerima.is_active:
        return "Akun penerima sudah tidak aktif."
    if not penerima.email:
        return "Penerima tidak mempunyai alamat surel."
    pilihan = PilihanSurel.objects.filter(pk=penerima.pk).first()
    if pilihan and not pilihan.mau(notis.jenis):
        return "Penerima tidak menghendaki surel jenis ini."
    return _SUDAH_LEWAT[Jenis(notis.jenis)](notis, butir)


def butir_berlaku(notis: Pemberitahuan) -> list[ButirPengingat]:
    """The matters of a digest that still wait for its receiver."""
    semua = list(notis.butir.all())
    if not semua:
        return []
    pejabat = Pejabat(timezone.localdate())
    klaim = _klaim_menunggu([b for b in semua if b.capaian_id], pejabat)
    rekomendasi = [b for b in semua if b.objek.startswith(AWALAN)]
    lain = [b for b in semua if not b.capaian_id and b not in rekomendasi]
    menunggu = klaim | _urusan_menunggu(lain, urusan_tahunan, pejabat)
    menunggu |= _urusan_menunggu(rekomendasi, urusan_tindak_lanjut, pejabat)
    return [b for b in semua if notis.penerima_id in menunggu[b.pk]]


def _klaim_menunggu(butir: Sequence[ButirPengingat], pejabat: Pejabat) -> dict[int, frozenset[int]]:
    """Whom each of these claims still waits for: nobody once it has left the desk. Two queries."""
    terbuka = klaim_terbuka(pejabat.tanggal).filter(pk__in=[b.capaian_id for b in butir])
    terkait = terbuka.select_related("target_triwulan__rencana_aksi__indikator").prefetch_related("penyusun")
    klaim = {c.pk: c for c in terkait}
    return {b.pk: _pihak_klaim(klaim.get(b.capaian_id), b, pejabat) for b in butir}


def _pihak_klaim(klaim: Capaian | None, butir: ButirPengingat, pejabat: Pejabat) -> frozenset[int]:
    if klaim is None or klaim.meja != butir.meja:
        return frozenset()
    penyusun = {p.pk for p in klaim.penyusun.all()}
    return pejabat.pihak(pejabat.di_meja(klaim.meja, klaim.indikator.unit_id, penyusun))[butir.sebagai]


def _urusan_menunggu(
    butir: Sequence[ButirPengingat], sumber: Callable[[date, Pejabat], list[Urusan]], pejabat: Pejabat
) -> dict[int, frozenset[int]]:
    """Whom each of these matters still waits for; they are asked for anew, if there are any."""
    urusan = {u.objek: u for u in sumber(pejabat.tanggal, pejabat)} if butir else {}
    return {b.pk: getattr(urusan[b.objek], b.sebagai) if b.objek in urusan else frozenset() for b in butir}


def _pengingat_lewat(notis: Pemberitahuan, butir: Sequence[ButirPengingat]) -> str:
    if not butir:
        return "Semua urusan di dalamnya sudah selesai."
    # After a long outage of the mail server only the newest digest is worth reading.
    lebih_baru = Pemberitahuan.objects.filter(penerima=notis.penerima_id, jenis=Jenis.PENGINGAT, pada__gt=notis.pada)
    return "Sudah ada pengingat yang lebih baru." if lebih_baru.exists() else ""


def _kembali_lewat(notis: Pemberitahuan, butir: Sequence[ButirPengingat]) -> str:
    return _putusan_lewat(notis, "Klaim ini sudah bergerak lagi sesudah dikembalikan.")


def _sah_lewat(notis: Pemberitahuan, butir: Sequence[ButirPengingat]) -> str:
    return _putusan_lewat(notis, "Sudah ada putusan yang lebih baru atas klaim ini.")


def _putusan_lewat(notis: Pemberitahuan, alasan: str) -> str:
    lebih_baru = Putusan.objects.filter(capaian=notis.capaian_id, urutan__gt=notis.putusan.urutan)
    return alasan if lebih_baru.exists() else ""


def _tanya_lewat(notis: Pemberitahuan, butir: Sequence[ButirPengingat]) -> str:
    berdiri = Pesan.objects.filter(pk=notis.pesan_id)
    if notis.pesan.jenis == Pesan.Jenis.PERTANYAAN:
        return "" if berdiri.terbuka().exists() else "Pertanyaannya sudah dijawab atau ditarik."
    return "" if berdiri.tegak().exists() else "Jawabannya sudah ditarik."


_SUDAH_LEWAT: dict[Jenis, Callable[[Pemberitahuan, Sequence[ButirPengingat]], str]] = {
    Jenis.PENGINGAT: _pengingat_lewat,
    Jenis.KEMBALI: _kembali_lewat,
    Jenis.TANYA: _tanya_lewat,
    Jenis.SAH: _sah_lewat,
}

