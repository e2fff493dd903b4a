"""Notices of what was done to a claim: a return, a ratification, a question, an answer. In the step's transaction."""

from collections.abc import Iterable

from django.utils import timezone

from organisasi.bahasa import persen
from pelaporan.models import Pemberitahuan
from pelaporan.pengingat.tulis import susun_kunci, tulis
from pelaporan.pengingat.urusan import Pejabat
from rencana_aksi.models import Capaian, Pesan, Putusan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status

Jenis, Tindakan = Pemberitahuan.Jenis, Putusan.Tindakan
_KATA = {
    Tindakan.KEMBALIKAN: (Jenis.KEMBALI, "Klaim dikembalikan"),
    Tindakan.SAHKAN: (Jenis.SAH, "Klaim disahkan"),
    Tindakan.BATALKAN: (Jenis.SAH, "Pengesahan dibatalkan"),
}


def kabarkan_putusan(*, putusan: Putusan, **_: object) -> None:
    """Tell a return to who must mend it, a ratification and its withdrawal to who entered the claim and the head.

    A step that is told afterwards (the sample year) is no news.
    """
    hari_ini = timezone.localdate()
    if putusan.tindakan not in _KATA or timezone.localdate(putusan.pada) != hari_ini:
        return
    jenis, kata = _KATA[Tindakan(putusan.tindakan)]
    klaim = putusan.capaian
    _kabarkan(
        _penerima_putusan(putusan, Pejabat(hari_ini)) - {putusan.oleh_id},
        jenis=jenis,
        objek=f"putusan:{putusan.pk}",
        judul=f"{kata}: {_nama(klaim)}",
        isi=_isi_putusan(putusan),
        tautan=klaim.get_absolute_url(),
        capaian=klaim,
        putusan=putusan,
    )


def _penerima_putusan(putusan: Putusan, pejabat: Pejabat) -> set[int]:
    klaim, unit_id = putusan.capaian, putusan.capaian.indikator.unit_id
    penyusun = set(klaim.penyusun.values_list("pk", flat=True))
    if putusan.tindakan == Tindakan.KEMBALIKAN:
        di_meja = pejabat.di_meja(MEJA_STATUS[Status(putusan.ke_status)], unit_id, penyusun)
        return {p.pegawai_id for p in di_meja}
    return penyusun | {p.pegawai_id for p in pejabat.di_meja(Meja.ESELON_IV, unit_id)}


def _isi_putusan(putusan: Putusan) -> str:
    oleh = f"{putusan.nama}, {putusan.jabatan}"
    if putusan.tindakan == Tindakan.SAHKAN:
        return f"Disahkan {oleh} dengan capaian {persen(putusan.nilai_keluar)}."
    return f"{oleh}: “{putusan.alasan}”"


def kabarkan_pesan(*, pesan: Pesan, **_: object) -> None:
    """Tell a question to who has to answer it, and an answer to who asked."""
    if pesan.jenis == Pesan.Jenis.PERTANYAAN:
        penerima, kata = _penjawab(pesan.capaian), "Pertanyaan"
    elif pesan.jenis == Pesan.Jenis.JAWABAN:
        penerima, kata = {pesan.induk.oleh_id}, "Jawaban"
    else:
        return
    _kabarkan(
        penerima - {pesan.oleh_id},
        jenis=Jenis.TANYA,
        objek=f"pesan:{pesan.pk}",
        judul=f"{kata}: {_nama(pesan.capaian)}",
        isi=f"{pesan.nama}, {pesan.jabatan}: “{pesan.teks}”",
        tautan=f"{pesan.capaian.get_absolute_url()}#percakapan",
        capaian=pesan.capaian,
        pesan=pesan,
    )


def _penjawab(klaim: Capaian) -> set[int]:
    """The claim's unit and the desk where it lies, as `percakapan.pertanyaan_terbuka` asks them."""
    pejabat, unit_id = Pejabat(timezone.localdate()), klaim.indikator.unit_id
    di_unit = {p.pegawai_id for p in pejabat.di_unit(unit_id)}
    return di_unit | {p.pegawai_id for p in pejabat.di_meja(klaim.meja, unit_id)}


def _nama(klaim: Capaian) -> str:
    return f"{klaim.indikator.nama[:300]}, {klaim.triwulan}"


def _kabarkan(penerima: Iterable[int], *, jenis: Jenis, objek: str, **kolom: object) -> None:
    tulis(
        Pemberitahuan(
            kunci=susun_kunci(jenis, objek, 1, orang, timezone.localdate(), "-"),
            penerima_id=orang,
            jenis=jenis,
            **kolom,
        )
        for orang in sorted(penerima)
    )
