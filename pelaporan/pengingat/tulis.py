"""Notices into the inbox and their copies into the outbox, in the caller's transaction. Written twice, they stand once.

A key is `jenis|objek|versi|penerima|tanggal lokal|tahap`; the unique key of the row is what two writers meet at.
"""

from collections.abc import Iterable
from datetime import date

from organisasi.models import Pegawai
from pelaporan.models import Pemberitahuan, PilihanSurel, Surel


def susun_kunci(jenis: str, objek: str, versi: object, penerima: int, tanggal: date, tahap: object) -> str:
    return f"{jenis}|{objek}|{versi}|{penerima}|{tanggal:%Y-%m-%d}|{tahap}"


def tulis(pemberitahuan: Iterable[Pemberitahuan]) -> dict[str, Pemberitahuan]:
    """Write these notices, and the mails of those who want one; the rows that now stand, by their key.

    Four queries, more only beyond some hundreds of notices.
    """
    baru = list(pemberitahuan)
    if not baru:
        return {}
    Pemberitahuan.objects.bulk_create(baru, ignore_conflicts=True)
    berdiri = Pemberitahuan.objects.filter(kunci__in=[p.kunci for p in baru]).order_by("pk")
    tertulis = {p.kunci: p for p in berdiri}
    mau = _yang_mau(tertulis.values())
    surel = [Surel(kunci=p.kunci, pemberitahuan=p) for p in tertulis.values() if p.pk in mau]
    Surel.objects.bulk_create(surel, ignore_conflicts=True)
    return tertulis


def _yang_mau(pemberitahuan: Iterable[Pemberitahuan]) -> set[int]:
    """The notices whose receiver has an address and wants that kind by mail."""
    penerima = {p.penerima_id for p in pemberitahuan}
    beralamat = set(Pegawai.objects.filter(pk__in=penerima).exclude(email="").values_list("pk", flat=True))
    pilihan = PilihanSurel.objects.in_bulk(penerima)
    bawaan = PilihanSurel()
    return {
        p.pk
        for p in pemberitahuan
        if p.penerima_id in beralamat and pilihan.get(p.penerima_id, bawaan).mau(p.jenis)
    }
