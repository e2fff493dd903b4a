"""The slots of a claim with what lies in them, as the entry and review pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from organisasi.bahasa import tanggal
from organisasi.models import Pegawai
from rencana_aksi.forms import DokumenForm, KembarForm, KeteranganForm, TidakAdaForm
from rencana_aksi.kalender import masa
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    PenilaianDokumen,
    PernyataanTidakAda,
    SyaratDataDukung,
    Triwulan,
    Unggahan,
)


@dataclass
class DokumenIsian:
    """A document as its pengisi sees it: judged, alike elsewhere, doubtful in its dates, open to correction."""

    dokumen: DataDukung
    penilaian: list[PenilaianDokumen]
    kembar: list[DataDukung]
    petunjuk: list[str]
    form: KeteranganForm

    @property
    def nama_input(self) -> str:
        return f"ganti-{self.dokumen.public_id}"


@dataclass
class Slot:
    """One document agreed in advance, the documents that stand in it, and what went wrong with the last file.

    `tidak_ada` is the declaration that it does not exist. The last four fields are filled for the pengisi alone.
    """

    syarat: SyaratDataDukung
    dokumen: list[DataDukung]
    form: DokumenForm
    tidak_ada: PernyataanTidakAda | None = None
    galat: list[str] = field(default_factory=list)
    isi: list[DokumenIsian] = field(default_factory=list)
    riwayat: list[DokumenIsian] = field(default_factory=list)
    unggahan: list[Unggahan] = field(default_factory=list)
    form_tidak_ada: TidakAdaForm | None = None

    @property
    def nama_input(self) -> str:
        return f"berkas-{self.syarat.public_id}"

    @property
    def kosong(self) -> bool:
        return not self.dokumen

    @property
    def terjawab(self) -> bool:
        """Whether nothing more is asked of this slot before the claim goes up."""
        return bool(self.dokumen or self.tidak_ada or not self.syarat.wajib)


def slot_isian(capaian: Capaian, dokumen: Iterable[DataDukung]) -> list[Slot]:
    """All slots of a claim in their order, with its standing documents and declarations laid in; two queries."""
    tidak_ada = {p.syarat_id: p for p in capaian.tidak_ada.berlaku().select_related("dinyatakan_oleh")}
    per_syarat: dict[int, list[DataDukung]] = {}
    for d in dokumen:
        per_syarat.setdefault(d.syarat_id, []).append(d)
    return [
        Slot(s, per_syarat.get(s.pk, []), DokumenForm(prefix=str(s.public_id)), tidak_ada.get(s.pk))
        for s in capaian.target_triwulan.syarat.all()
    ]


def slot_pengisi(capaian: Capaian, dokumen: Sequence[DataDukung], oleh: Pegawai) -> list[Slot]:
    """The slots with all that their pengisi asks about: history, verdicts, twins, unfinished uploads. Six queries."""
    slot = slot_isian(capaian, dokumen)
    lama = list(_riwayat(capaian))
    penilaian = _penilaian_terakhir([*dokumen, *lama])
    sama = kembar(dokumen)
    terbuka = list(capaian.unggahan.filter(dokumen=None, dimulai_oleh=oleh))
    for satu in slot:
        satu.form_tidak_ada = TidakAdaForm(prefix=str(satu.syarat.public_id))
        satu.isi = [_dokumen_isian(d, penilaian, sama, capaian.triwulan) for d in satu.dokumen]
        milik = (d for d in lama if d.syarat_id == satu.syarat.pk)
        satu.riwayat = [_dokumen_isian(d, penilaian, (), capaian.triwulan) for d in milik]
        satu.unggahan = [u for u in terbuka if u.syarat_id == satu.syarat.pk]
    return slot


def _riwayat(capaian: Capaian) -> Iterable[DataDukung]:
    """The documents that no longer stand: withdrawn, or replaced by a newer version."""
    lama = capaian.data_dukung.exclude(pk__in=capaian.data_dukung.berlaku().values("pk"))
    return lama.select_related("berkas", "diunggah_oleh", "ditarik_oleh", "pengganti")


def _penilaian_terakhir(dokumen: Sequence[DataDukung]) -> dict[int, list[PenilaianDokumen]]:
    """The latest verdict of each desk on each document; a desk's later verdict takes the place of its earlier one."""
    terakhir = {(p.dokumen_id, p.meja): p for p in PenilaianDokumen.objects.filter(dokumen__in=dokumen)}
    per_dokumen: dict[int, list[PenilaianDokumen]] = {}
    for p in terakhir.values():
        per_dokumen.setdefault(p.dokumen_id, []).append(p)
    return per_dokumen


def _dokumen_isian(
    dokumen: DataDukung,
    penilaian: dict[int, list[PenilaianDokumen]],
    sama: Iterable[DataDukung],
    triwulan: Triwulan,
) -> DokumenIsian:
    milik = [d for d in sama if d.berkas_id == dokumen.berkas_id]
    return DokumenIsian(
        dokumen=dokumen,
        penilaian=penilaian.get(dokumen.pk, []),
        kembar=milik,
        petunjuk=petunjuk_waktu(dokumen, triwulan),
        form=(KembarForm if milik else KeteranganForm).dari(dokumen),
    )


def petunjuk_waktu(dokumen: DataDukung, triwulan: Triwulan) -> list[str]:
    """Sentences about a date or a period that lies outside the quarter; they never stop anything."""
    awal, akhir = masa(triwulan.tahun, triwulan.nomor)
    jarak = f"di luar {triwulan} ({tanggal(awal)} sampai {tanggal(akhir)})"
    petunjuk = []
    if dokumen.tanggal_dokumen and not awal <= dokumen.tanggal_dokumen <= akhir:
        petunjuk.append(f"Tanggal dokumen {tanggal(dokumen.tanggal_dokumen)} berada {jarak}.")
    mulai, selesai = dokumen.masa_mulai or dokumen.masa_selesai, dokumen.masa_selesai or dokumen.masa_mulai
    if mulai and (mulai > akhir or selesai < awal):
        petunjuk.append(f"Masa yang dibuktikan, {tanggal(mulai)} sampai {tanggal(selesai)}, berada {jarak}.")
    return petunjuk


def kembar(dokumen: Sequence[DataDukung]) -> list[DataDukung]:
    """The same bytes behind other claims: not forbidden, but every reviewer is told (security 1, no. 40). One query."""
    return list(
        DataDukung.objects.berlaku()
        .filter(berkas__in=[d.berkas_id for d in dokumen])
        .exclude(capaian__in=[d.capaian_id for d in dokumen])
        .select_related("capaian__target_triwulan__triwulan", "capaian__target_triwulan__rencana_aksi__indikator")
    )
