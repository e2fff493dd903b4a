"""The ladder as people read it: claim, Eselon IV, Eselon III, Camat, always the four and always in that order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from organisasi.bahasa import persen
from rencana_aksi.models import Putusan
from rencana_aksi.models.capaian import MEJA_STATUS, Meja, Status

Tindakan = Putusan.Tindakan
_URUTAN = list(Meja)
_NAMA = {
    Meja.PENGISI: "Klaim",
    Meja.ESELON_IV: "Eselon IV",
    Meja.ESELON_III: "Eselon III",
    Meja.CAMAT: "Camat",
}


@dataclass(frozen=True, slots=True)
class AnakTangga:
    """One rung for display; `nilai` is None while the desk has not decided."""

    meja: str
    nilai: Decimal | None = None
    keterangan: str = ""
    alasan: str = ""
    pada: datetime | None = None
    oleh: str = ""

    @property
    def teks_nilai(self) -> str:
        return persen(self.nilai)


def putusan_berlaku(riwayat: Iterable[Putusan]) -> dict[Meja, Putusan]:
    """The standing rung of each desk, after returns, withdrawals and cancellations. `riwayat` in its order."""
    naik: dict[Meja, Putusan] = {}
    for putusan in riwayat:
        if putusan.tindakan == Tindakan.AJUKAN:
            naik = {Meja.PENGISI: putusan}
        elif putusan.tindakan == Tindakan.KEMBALIKAN:
            _lepas(naik, mulai=_sesudah_klaim(MEJA_STATUS[Status(putusan.ke_status)]))
        elif putusan.tindakan in (Tindakan.TARIK, Tindakan.BATALKAN):
            _lepas(naik, mulai=Meja(putusan.meja))
        else:
            naik[Meja(putusan.meja)] = putusan
    return naik


def _sesudah_klaim(meja: Meja) -> Meja:
    """A return to the pengisi leaves the claim to be read while it is mended."""
    return Meja.ESELON_IV if meja == Meja.PENGISI else meja


def _lepas(naik: dict[Meja, Putusan], *, mulai: Meja) -> None:
    for meja in _URUTAN[_URUTAN.index(mulai) :]:
        naik.pop(meja, None)


def tangga(riwayat: Iterable[Putusan], meja_kini: Meja | None) -> list[AnakTangga]:
    """The four rungs of a claim; `meja_kini` is the desk where it lies, None when ratified."""
    berlaku = putusan_berlaku(riwayat)
    return [_anak_tangga(meja, berlaku.get(meja), meja == meja_kini) for meja in Meja]


def _anak_tangga(meja: Meja, putusan: Putusan | None, giliran: bool) -> AnakTangga:
    if putusan is None:
        return AnakTangga(_NAMA[meja], keterangan="giliran meja ini" if giliran else "")
    if putusan.tindakan == Tindakan.TIDAK_BERLAKU:
        return AnakTangga(_NAMA[meja], keterangan="tidak berlaku", alasan=putusan.alasan)
    return AnakTangga(
        _NAMA[meja],
        nilai=putusan.nilai_keluar,
        keterangan=uraikan(putusan),
        alasan=putusan.alasan,
        pada=putusan.pada,
        oleh=putusan.jabatan,
    )


def uraikan(putusan: Putusan) -> str:
    """What a rung did, in a few words: whether the percentage stayed, rose or fell, and whether it came late."""
    bagian = [_perubahan(putusan)]
    if putusan.tindakan == Tindakan.TETAP_BERLAKU:
        bagian.append("putusan sebelumnya tetap berlaku")
    if putusan.hari_terlambat:
        bagian.append(f"terlambat {putusan.hari_terlambat} hari")
    if putusan.rangkap:
        bagian.append("merangkap meja menurut surat perintah")
    return ", ".join(b for b in bagian if b)


def _perubahan(putusan: Putusan) -> str:
    if not putusan.dikoreksi:
        return "tetap" if putusan.tindakan in (Tindakan.TERUSKAN, Tindakan.SAHKAN) else ""
    arah = "naik" if putusan.nilai_keluar > putusan.nilai_masuk else "turun"
    return f"dikoreksi {arah} dari {persen(putusan.nilai_masuk)}, {putusan.get_jenis_alasan_display().lower()}"
