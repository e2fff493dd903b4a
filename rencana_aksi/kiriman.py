"""What a posted entry page brings beside the numbers: files, what they say of themselves, and what does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.http import HttpRequest

from organisasi.gerbang import BerkasDitolak
from organisasi.penyimpanan import PenyimpananGagal
from rencana_aksi.forms import DokumenForm, TidakAdaForm
from rencana_aksi.kedudukan import dokumen_berlaku
from rencana_aksi.models import Capaian, DataDukung
from rencana_aksi.services import IsianDitolak, Keterangan, nyatakan_tidak_ada, ubah_keterangan, unggah
from rencana_aksi.slot import DokumenIsian, Slot, slot_pengisi

DITOLAK = (BerkasDitolak, IsianDitolak, PenyimpananGagal)


@dataclass
class Kiriman:
    """One post: who sent it, what was refused of it by slot, and the forms that must show again what was typed."""

    request: HttpRequest
    capaian: Capaian
    galat: dict[int, list[str]] = field(default_factory=dict)
    form: dict[str, forms.Form] = field(default_factory=dict)

    @property
    def pelaku(self) -> dict:
        return {"oleh": self.request.user, "jabatan": self.request.peran.nama_jabatan}

    def tolak(self, slot: Slot, form: forms.Form | None, *kalimat: str) -> None:
        self.galat.setdefault(slot.syarat.pk, []).extend(kalimat)
        if form:
            self.form[_kunci(form)] = form


def _kunci(form: forms.Form) -> str:
    # A slot has two forms of one prefix: what a document says, and why there is none.
    return f"{form.prefix}-{isinstance(form, TidakAdaForm)}"


def simpan_dokumen(request: HttpRequest, capaian: Capaian) -> list[Slot]:
    """Take all of it, each by itself: what is refused does not cost the rest. The slots as they stand afterwards."""
    kiriman = Kiriman(request, capaian)
    for slot in slot_pengisi(capaian, tuple(dokumen_berlaku(capaian)), request.user):
        for satu in slot.isi:
            _simpan_keterangan(kiriman, slot, satu)
            _ganti(kiriman, slot, satu)
        _unggah_baru(kiriman, slot)
        _nyatakan(kiriman, slot)
    hasil = slot_pengisi(capaian, tuple(dokumen_berlaku(capaian)), request.user)
    for slot in hasil:
        slot.galat = kiriman.galat.get(slot.syarat.pk, [])
        slot.form = kiriman.form.get(_kunci(slot.form), slot.form)
        slot.form_tidak_ada = kiriman.form.get(_kunci(slot.form_tidak_ada), slot.form_tidak_ada)
        for satu in slot.isi:
            satu.form = kiriman.form.get(_kunci(satu.form), satu.form)
    return hasil


def simpan_keterangan(request: HttpRequest, capaian: Capaian) -> tuple[list[str], dict[str, str]]:
    """Save what the documents say of themselves as a draft: what was refused, and the new state of each document."""
    kiriman = Kiriman(request, capaian)
    for slot in slot_pengisi(capaian, tuple(dokumen_berlaku(capaian)), request.user):
        for satu in slot.isi:
            _simpan_keterangan(kiriman, slot, satu)
    keadaan = {f"{d.public_id}-semula": Keterangan.dari(d).sidik for d in dokumen_berlaku(capaian)}
    return [kalimat for keluhan in kiriman.galat.values() for kalimat in keluhan], keadaan


def _simpan_keterangan(kiriman: Kiriman, slot: Slot, satu: DokumenIsian) -> None:
    semula = kiriman.request.POST.get(satu.form.add_prefix("semula"))
    if semula is None:
        return
    form = type(satu.form).dari(satu.dokumen, kiriman.request.POST)
    if not form.is_valid():
        kiriman.tolak(slot, form, *_keluhan(form, satu.dokumen.nama))
        return
    if form.keterangan().sidik == semula:
        return
    try:
        ubah_keterangan(dokumen=satu.dokumen, keterangan=form.keterangan(), semula=semula, **kiriman.pelaku)
    except IsianDitolak as alasan:
        kiriman.tolak(slot, _perbarui(form, satu.dokumen), str(alasan))


def _perbarui(form: forms.Form, dokumen: DataDukung) -> forms.Form:
    """The form with what was typed, bound to the state that is stored now."""
    data = form.data.copy()
    data[form.add_prefix("semula")] = Keterangan.dari(DataDukung.objects.get(pk=dokumen.pk)).sidik
    form.data = data
    return form


def _ganti(kiriman: Kiriman, slot: Slot, satu: DokumenIsian) -> None:
    for berkas in kiriman.request.FILES.getlist(satu.nama_input)[:1]:
        _unggah(kiriman, slot, berkas, Keterangan(), satu.dokumen)


def _unggah_baru(kiriman: Kiriman, slot: Slot) -> None:
    form = DokumenForm(kiriman.request.POST, prefix=str(slot.syarat.public_id))
    semua = kiriman.request.FILES.getlist(slot.nama_input)
    terbaca = form.is_valid()
    if not terbaca:
        kiriman.tolak(slot, form, *_keluhan(form))
    elif not semua and form.has_changed():
        kalimat = "Keterangan dokumen sudah ditulis, tetapi berkasnya belum dipilih. Pilih berkasnya, atau kosongkan."
        kiriman.tolak(slot, form, kalimat)
    for berkas in semua:
        _unggah(kiriman, slot, berkas, form.keterangan() if terbaca else Keterangan())


def _unggah(
    kiriman: Kiriman, slot: Slot, berkas, keterangan: Keterangan, menggantikan: DataDukung | None = None
) -> None:
    try:
        unggah(
            capaian=kiriman.capaian,
            syarat=slot.syarat,
            berkas=berkas,
            batas=settings.BATAS_UKURAN_BERKAS,
            keterangan=keterangan,
            menggantikan=menggantikan,
            **kiriman.pelaku,
        )
    except DITOLAK as alasan:
        kiriman.tolak(slot, None, str(alasan))


def _nyatakan(kiriman: Kiriman, slot: Slot) -> None:
    form = TidakAdaForm(kiriman.request.POST, prefix=str(slot.syarat.public_id))
    if not form.is_valid():
        kiriman.tolak(slot, form, *_keluhan(form))
    elif alasan := form.cleaned_data["alasan_tidak_ada"]:
        try:
            nyatakan_tidak_ada(capaian=kiriman.capaian, syarat=slot.syarat, alasan=alasan, **kiriman.pelaku)
        except IsianDitolak as ditolak:
            kiriman.tolak(slot, form, str(ditolak))


def _keluhan(form: forms.Form, nama: str = "") -> Iterable[str]:
    for kolom, keluhan in form.errors.items():
        awalan = f"{nama}, {form.fields[kolom].label}" if nama else form.fields[kolom].label
        yield from (f"{awalan}: {kalimat}" for kalimat in keluhan)
