"""Setujui sekaligus: which claims of a queue may be passed on at once, and passing them on one by one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from kinerja.models import Ketentuan
from kinerja.perhitungan import Akumulasi
from organisasi.bahasa import daftar
from organisasi.models import Jabatan, Pegawai
from organisasi.peran import Peran
from rencana_aksi.antrian import antrian
from rencana_aksi.aturan import keberatan
from rencana_aksi.kedudukan import Kedudukan, Tindakan
from rencana_aksi.kursi import susun_kursi
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    DokumenDibuka,
    PernyataanTidakAda,
    Pesan,
    Putusan,
    SyaratDataDukung,
    TargetTriwulan,
)
from rencana_aksi.models.capaian import Status
from rencana_aksi.penilaian import nilai_dari
from rencana_aksi.workflow import TransisiDitolak, putuskan

# As many as one page shows and one request decides: each is a transaction of its own.
PALING_BANYAK = 50


@dataclass(frozen=True)
class Calon:
    """A claim of the queue, the step that would pass it on, and why it must be decided by itself, if so."""

    k: Kedudukan = field(repr=False)
    tindakan: Tindakan
    alasan: str | None

    @property
    def capaian(self) -> Capaian:
        return self.k.capaian

    @cached_property
    def nilai_pilihan(self) -> str:
        """What the checkbox carries: which claim, and the fingerprint of what was shown."""
        return f"{self.capaian.public_id} {self.k.sidik}"


@dataclass(frozen=True, slots=True)
class Ditinggal:
    """A claim that stays on the desk, and why."""

    capaian: Capaian
    alasan: str


@dataclass(frozen=True, slots=True)
class Hasil:
    selesai: list[Putusan]
    ditinggal: list[Ditinggal]


def calon(peran: Peran, hanya: Collection[UUID] | None = None) -> list[Calon]:
    """The first claims of the queue, with those that may be passed on at once told from the others.

    `hanya` keeps those that are named; what is not in the queue is left out without a word. A bounded number of
    queries, whatever the number of claims.
    """
    telaah = [b for b in antrian(peran) if b.telaah and (hanya is None or b.public_id in hanya)]
    ids = [b.pk for b in telaah[:PALING_BANYAK]]
    wajib = _slot_wajib(ids)
    return [_calon(k, wajib[k.capaian.target_triwulan_id]) for k in _kedudukan(ids, peran)]


def _calon(k: Kedudukan, wajib: Iterable[SyaratDataDukung]) -> Calon:
    tindakan = Tindakan.SAHKAN if k.capaian.status == Status.DI_CAMAT else Tindakan.TERUSKAN
    return Calon(k, tindakan, _alasan_sendiri(k, wajib) or keberatan(tindakan, k))


def _alasan_sendiri(k: Kedudukan, wajib: Iterable[SyaratDataDukung]) -> str | None:
    """What asks for a look of its own although the step is allowed."""
    if k.capaian.indikator.terhitung:
        return "Realisasinya dihitung dari sub kegiatan, jadi diputus di halamannya sendiri."
    if k.capaian.persen != k.klaim or any(p.dikoreksi for p in k.sejak_diajukan):
        return "Capaiannya sudah dikoreksi meja sebelumnya, jadi diputus di halamannya sendiri."
    terisi = {d.syarat_id for d in k.dokumen}
    if kosong := [f"“{s.uraian}”" for s in wajib if s.pk not in terisi]:
        return f"Data dukung wajib {daftar(kosong)} tidak ada berkasnya, jadi diputus di halamannya sendiri."
    return None


def _slot_wajib(ids: Iterable[int]) -> dict[int, list[SyaratDataDukung]]:
    per_target = defaultdict(list)
    for slot in SyaratDataDukung.objects.filter(target_triwulan__capaian__in=ids, wajib=True):
        per_target[slot.target_triwulan_id].append(slot)
    return per_target


def _kedudukan(ids: list[int], peran: Peran) -> list[Kedudukan]:
    """As `kedudukan.kedudukan` for many claims: each kind of row is read once for all of them."""
    klaim = Capaian.objects.lengkap().in_bulk(ids)
    kursi = susun_kursi()
    riwayat = _per_klaim(Putusan.objects.filter(capaian__in=ids).select_related("oleh"))
    penyusun = defaultdict(set)
    for capaian_id, pegawai_id in Capaian.penyusun.through.objects.filter(capaian__in=ids).values_list(
        "capaian", "pegawai"
    ):
        penyusun[capaian_id].add(pegawai_id)
    berlaku = DataDukung.objects.berlaku().filter(capaian__in=ids)
    dokumen = _per_klaim(berlaku.select_related("berkas", "syarat", "diunggah_oleh"))
    tidak_ada = _per_klaim(
        PernyataanTidakAda.objects.filter(capaian__in=ids, dicabut_pada=None).select_related("syarat")
    )
    semua = [
        Kedudukan(
            capaian=klaim[pk],
            peran=peran,
            kursi=kursi,
            riwayat=tuple(riwayat[pk]),
            penyusun=frozenset(penyusun[pk]),
            dokumen=tuple(dokumen[pk]),
            tidak_ada=tuple(tidak_ada[pk]),
        )
        for pk in ids
        if pk in klaim
    ]
    _lengkapi(semua, peran)
    return semua


def _per_klaim(baris: Iterable) -> dict[int, list]:
    per_klaim = defaultdict(list)
    for satu in baris:
        per_klaim[satu.capaian_id].append(satu)
    return per_klaim


def _lengkapi(semua: list[Kedudukan], peran: Peran) -> None:
    """Lay what one claim would read later where it looks for it first, so that fifty claims do not ask fifty times."""
    rencana = {k.capaian.target_triwulan.rencana_aksi_id for k in semua}
    setahun = defaultdict(list)
    for target in TargetTriwulan.objects.filter(rencana_aksi__in=rencana).select_related("capaian", "triwulan"):
        setahun[target.rencana_aksi_id].append(target)
    ketentuan = {t: Ketentuan.objects.untuk(t) for t in {k.capaian.triwulan.tahun for k in semua}}
    dilihat = DokumenDibuka.objects.filter(pegawai=peran.pegawai, dokumen__in=[d.pk for k in semua for d in k.dokumen])
    dibuka = frozenset(dilihat.values_list("dokumen", flat=True))
    tanya = Pesan.objects.terbuka().filter(capaian__in=[k.capaian.pk for k in semua])
    bertanya = {p.capaian_id: p for p in reversed(list(tanya))}
    for k in semua:
        aturan, target = ketentuan[k.capaian.triwulan.tahun], setahun[k.capaian.target_triwulan.rencana_aksi_id]
        vars(k).update(
            ketentuan=aturan,
            penilaian=nilai_dari(k.capaian, target, aturan),
            lebih_awal_belum_sah=_lebih_awal_belum_sah(k.capaian, target),
            dibuka=dibuka,
            bertanya=bertanya.get(k.capaian.pk),
        )


def _lebih_awal_belum_sah(capaian: Capaian, setahun: Iterable[TargetTriwulan]) -> Capaian | None:
    """As `penilaian.sebelum_yang_belum_sah`, from rows in hand."""
    if capaian.indikator.akumulasi == Akumulasi.AKHIR or capaian.triwulan.akhir_tahun:
        return None
    lebih_awal = (t.capaian for t in setahun if t.triwulan.nomor < capaian.triwulan.nomor and hasattr(t, "capaian"))
    return next((c for c in lebih_awal if c.status != Status.SAH), None)


def setujui(pilihan: Mapping[UUID, str], *, peran: Peran, oleh: Pegawai) -> Hasil:
    """Pass on the chosen claims, each in its own transaction and bound to the fingerprint that the person saw.

    What may not be passed on at once, or has changed, stays with its reason; it costs the others nothing.
    """
    semua = calon(peran, pilihan.keys())
    hasil = Hasil([], _pindah(pilihan.keys() - {c.capaian.public_id for c in semua}, peran))
    for satu in semua:
        if satu.alasan:
            hasil.ditinggal.append(Ditinggal(satu.capaian, satu.alasan))
            continue
        try:
            sidik = pilihan[satu.capaian.public_id]
            hasil.selesai.append(putuskan(satu.tindakan, capaian=satu.capaian, oleh=oleh, sidik=sidik))
        except TransisiDitolak as ditolak:
            hasil.ditinggal.append(Ditinggal(satu.capaian, str(ditolak)))
    return hasil


def _pindah(pilihan: Collection[UUID], peran: Peran) -> list[Ditinggal]:
    """Chosen claims that have left the desk, by this very form sent twice or by somebody else; foreign ones are not."""
    klaim = Capaian.objects.visible_to(peran).filter(public_id__in=pilihan).lengkap()
    return [Ditinggal(c, f"Sudah tidak di meja Anda: berstatus “{c.get_status_display()}”.") for c in klaim]


def kata_naik(peran: Peran) -> str:
    """The word for passing a claim on, for a heading: the Camat ratifies."""
    return "Sahkan" if peran.bertingkat(Jabatan.Tingkat.CAMAT) else "Teruskan"


def kata_tombol(terpilih: Iterable[Calon]) -> str:
    """The button names its effect: `Sahkan 7 indikator`; who holds two desks may do both at once."""
    jumlah = {Tindakan.TERUSKAN: 0, Tindakan.SAHKAN: 0}
    for satu in terpilih:
        jumlah[satu.tindakan] += 1
    bagian = [f"{kata} {n}" for kata, n in zip(("teruskan", "sahkan"), jumlah.values(), strict=True) if n]
    return f"{daftar(bagian).capitalize()} indikator"
