"""The way up: which desk a claim comes to next, and which desks on the way already judged exactly this claim."""

from dataclasses import dataclass
from decimal import Decimal

from organisasi.models import Jabatan
from organisasi.peran import pemangku
from rencana_aksi.kedudukan import Kedudukan, Tindakan
from rencana_aksi.models import Putusan
from rencana_aksi.models.capaian import Meja, Status

_TIBA = {
    Meja.ESELON_IV: Status.DI_ESELON_IV,
    Meja.ESELON_III: Status.DI_ESELON_III,
    Meja.CAMAT: Status.DI_CAMAT,
}
_URUTAN = list(Meja)


@dataclass(frozen=True, slots=True)
class Jalur:
    """Where a step leads: `nilai` is what its own rung carries, `tetap_berlaku` the earlier rungs that stand again."""

    ke_status: Status
    nilai: Decimal | None
    tidak_berlaku: bool = False
    tetap_berlaku: tuple[Putusan, ...] = ()

    @property
    def nilai_tiba(self) -> Decimal | None:
        """The percentage with which the claim arrives."""
        return self.tetap_berlaku[-1].nilai_keluar if self.tetap_berlaku else self.nilai


def jalur_ajukan(k: Kedudukan) -> Jalur:
    """From the pengisi to Eselon IV, or past it where the unit has no such head or the head entered the claim himself.

    A claim that was returned goes straight back to the desk that returned it when every desk between saw just what
    it says now (domain 6.4).
    """
    tidak_berlaku = _tanpa_eselon_iv(k)
    mulai = Meja.ESELON_III if tidak_berlaku else Meja.ESELON_IV
    return _jalur(k, mulai, k.penilaian.persen, tidak_berlaku=tidak_berlaku)


def jalur_teruskan(k: Kedudukan, nilai: Decimal | None) -> Jalur:
    """From a desk to the next one, or past it likewise; `nilai` is the percentage that this desk passes on."""
    return _jalur(k, _URUTAN[_URUTAN.index(k.capaian.meja) + 1], nilai)


def _tanpa_eselon_iv(k: Kedudukan) -> bool:
    kepala = k.kursi.jabatan(Meja.ESELON_IV, k.capaian.indikator.unit_id)
    return kepala is None or _pemegang(k, kepala) in _pengisi(k)


def _pemegang(k: Kedudukan, jabatan: Jabatan | None) -> int | None:
    """Who sits at a post today."""
    duduk = pemangku(k.peran.tanggal).get(jabatan.pk) if jabatan else None
    return duduk and duduk.pegawai_id


def _jalur(k: Kedudukan, mulai: Meja, nilai: Decimal | None, **kolom: bool) -> Jalur:
    berlaku = _tetap_berlaku(k, mulai, nilai)
    tiba = _URUTAN[_URUTAN.index(mulai) + len(berlaku)]
    return Jalur(_TIBA[tiba], nilai, tetap_berlaku=berlaku, **kolom)


def _tetap_berlaku(k: Kedudukan, mulai: Meja, nilai: Decimal | None) -> tuple[Putusan, ...]:
    """The last rungs of the desks below the one that returned the claim: all of them stand, or none does."""
    if k.pengembalian is None:
        return ()
    pengembali = Meja(k.pengembalian.meja)
    antara = _URUTAN[_URUTAN.index(mulai) : _URUTAN.index(pengembali)]
    if not antara:
        return ()
    # Nobody sits at two desks: who now holds the receiving one cannot have a judgement of his own stand below it.
    terlibat = _pengisi(k) | {_pemegang(k, k.kursi.jabatan(pengembali, k.capaian.indikator.unit_id))}
    berlaku = []
    for meja in antara:
        akhir = k.putusan_akhir(meja)
        if not _melihat_ini(k, akhir, nilai) or akhir.oleh_id in terlibat:
            return ()
        berlaku.append(akhir)
        nilai = akhir.nilai_keluar
    return tuple(berlaku)


def _melihat_ini(k: Kedudukan, putusan: Putusan | None, nilai: Decimal | None) -> bool:
    """Whether a desk's rung passed on this very claim with this percentage."""
    return (
        putusan is not None
        and putusan.tindakan in (Tindakan.TERUSKAN, Tindakan.TETAP_BERLAKU)
        and putusan.isi_dilihat == k.isi
        and putusan.nilai_masuk == nilai
    )


def _pengisi(k: Kedudukan) -> frozenset[int]:
    """Who had a hand in the claim once this person has taken the step."""
    return k.penyusun | {k.peran.pegawai.pk}
