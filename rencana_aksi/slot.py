"""The slots of a claim with what lies in them, as the entry and review pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from organisasi.gerbang import BerkasDitolak
from organisasi.penyimpanan import PenyimpananGagal
from rencana_aksi.forms import DokumenForm
from rencana_aksi.kedudukan import dokumen_berlaku
from rencana_aksi.models import Capaian, DataDukung, SyaratDataDukung
from rencana_aksi.services import IsianDitolak, unggah


@dataclass
class Slot:
    """One document agreed in advance, the documents that stand in it, and what went wrong with the last file."""

    syarat: SyaratDataDukung
    dokumen: list[DataDukung]
    form: DokumenForm
    galat: list[str] = field(default_factory=list)

    @property
    def nama_input(self) -> str:
        return f"berkas-{self.syarat.public_id}"

    @property
    def kosong(self) -> bool:
        return not self.dokumen


def slot_isian(capaian: Capaian, dokumen: Iterable[DataDukung]) -> list[Slot]:
    """All slots of a claim in their order, with its standing documents laid into them; one query."""
    per_syarat: dict[int, list[DataDukung]] = {}
    for d in dokumen:
        per_syarat.setdefault(d.syarat_id, []).append(d)
    return [
        Slot(s, per_syarat.get(s.pk, []), DokumenForm(prefix=str(s.public_id)))
        for s in capaian.target_triwulan.syarat.all()
    ]


def kembar(dokumen: Sequence[DataDukung]) -> list[DataDukung]:
    """The same bytes behind other claims: not forbidden, but every reviewer is told (security 1, no. 40). One query."""
    return list(
        DataDukung.objects.berlaku()
        .filter(berkas__in=[d.berkas_id for d in dokumen])
        .exclude(capaian__in=[d.capaian_id for d in dokumen])
        .select_related("capaian__target_triwulan__triwulan", "capaian__target_triwulan__rencana_aksi__indikator")
    )


def simpan_dokumen(request: HttpRequest, capaian: Capaian) -> list[Slot]:
    """Take the files of a posted entry page, each by itself: one that is refused does not cost the others."""
    galat: dict[int, list[str]] = {}
    form_slot: dict[int, DokumenForm] = {}
    for slot in slot_isian(capaian, ()):
        berkas = request.FILES.getlist(slot.nama_input)
        form = DokumenForm(request.POST, prefix=str(slot.syarat.public_id))
        if not berkas:
            continue
        if not form.is_valid():
            form_slot[slot.syarat.pk] = form
        galat[slot.syarat.pk] = [*_keluhan(form), *_unggah_semua(request, capaian, slot, berkas, form)]
    hasil = slot_isian(capaian, dokumen_berlaku(capaian))
    for slot in hasil:
        slot.galat = galat.get(slot.syarat.pk, [])
        slot.form = form_slot.get(slot.syarat.pk, slot.form)
    return hasil


def _keluhan(form: DokumenForm) -> list[str]:
    return [str(kalimat) for keluhan in form.errors.values() for kalimat in keluhan]


def _unggah_semua(request: HttpRequest, capaian: Capaian, slot: Slot, berkas: list, form: DokumenForm) -> list[str]:
    ditolak = []
    keterangan = {n: form.cleaned_data[n] for n in ("nomor_dokumen", "tanggal_dokumen") if n in form.cleaned_data}
    for satu in berkas:
        try:
            unggah(
                capaian=capaian,
                syarat=slot.syarat,
                berkas=satu,
                batas=settings.BATAS_UKURAN_BERKAS,
                oleh=request.user,
                jabatan=request.peran.nama_jabatan,
                **keterangan,
            )
        except (BerkasDitolak, IsianDitolak, PenyimpananGagal) as alasan:
            ditolak.append(str(alasan))
    return ditolak
