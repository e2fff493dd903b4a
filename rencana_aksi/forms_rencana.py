"""The plan as one form: words, four quarterly targets, and for each quarter its slots."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from kinerja.models import Indikator
from kinerja.perhitungan import Target
from organisasi.bahasa import triwulan
from organisasi.isian import AngkaField
from organisasi.models import Jabatan
from rencana_aksi.forms import BATAS_REALISASI
from rencana_aksi.isi_rencana import NOMOR_TRIWULAN, IsiRencana, IsiSyarat, IsiTriwulan
from rencana_aksi.models import SyaratDataDukung
from rencana_aksi.pembagian import BERENTANG

BARIS_KOSONG = 2
_URUTAN_TERAKHIR = 99


class SyaratForm(forms.Form):
    """One slot. A row that nobody touched is no slot."""

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uraian = forms.CharField(
        label="Dokumen yang diminta",
        max_length=200,
        error_messages={"required": "Tuliskan dokumen apa yang diminta."},
    )
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[("", "Pilih jenis"), *SyaratDataDukung.Jenis.choices],
        error_messages={"required": "Pilih jenis dokumennya."},
    )
    urutan = forms.IntegerField(label="Urutan", required=False, min_value=1, max_value=_URUTAN_TERAKHIR)
    wajib = forms.BooleanField(label="Wajib", required=False, initial=True)


class _SyaratFormSet(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Hapus syarat ini"

    def syarat(self) -> tuple[IsiSyarat, ...]:
        """The slots of a valid set in the order that was asked for; a row without a number comes last."""
        dihapus = self.deleted_forms
        baris = [f.cleaned_data for f in self.forms if f.cleaned_data and f not in dihapus]
        berurut = sorted(baris, key=lambda b: b["urutan"] or _URUTAN_TERAKHIR + 1)
        return tuple(IsiSyarat(b["jenis"], b["uraian"], b["wajib"], b["public_id"]) for b in berurut)


SyaratFormSet = forms.formset_factory(
    SyaratForm, _SyaratFormSet, extra=BARIS_KOSONG, can_delete=True, can_delete_extra=False, max_num=20
)


@dataclass(frozen=True, slots=True)
class GalatSyarat:
    """A row of slots that cannot be read, as the error summary lists it: `nama_input` is the field's id."""

    nama_input: str
    galat: tuple[str, ...]


class RencanaForm(forms.Form):
    """A draft: everything may still be empty, but what is there must be readable."""

    langkah = forms.CharField(
        label="Langkah aksi",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Apa yang dikerjakan sepanjang tahun agar target tercapai.",
    )
    penanggung_jawab = forms.ModelChoiceField(
        label="Penanggung jawab",
        queryset=Jabatan.objects.filter(aktif=True),
        required=False,
        empty_label="Pilih jabatan",
    )
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Mapping[str, Any] | None = None, *, indikator: Indikator, isi: IsiRencana, sidik: str):
        super().__init__(data, initial={"sidik": sidik, **_awal(isi)})
        for n in NOMOR_TRIWULAN:
            self.fields[f"target_{n}"] = _kolom_target(f"Target {triwulan(n)}", indikator)
            if indikator.polaritas in BERENTANG:
                self.fields[f"atas_{n}"] = _kolom_target(f"Batas atas {triwulan(n)}", indikator)
        self.syarat = {
            n: SyaratFormSet(data, prefix=f"syarat_{n}", initial=_awal_syarat(tw))
            for n, tw in enumerate(isi.triwulan, 1)
        }

    def is_valid(self) -> bool:
        # Both sides are always read: a person who mends one error wants to see the others too.
        return all([super().is_valid(), *(s.is_valid() for s in self.syarat.values())])

    def triwulan(self) -> Iterator[tuple[str, list[forms.BoundField], forms.BaseFormSet]]:
        """Each quarter as the page shows it: name, target fields, slots."""
        for n, syarat in self.syarat.items():
            nama = [f"{awalan}_{n}" for awalan in ("target", "atas") if f"{awalan}_{n}" in self.fields]
            yield triwulan(n), [self[satu] for satu in nama], syarat

    def galat_syarat(self) -> list[GalatSyarat]:
        """The errors of the slots for the summary on top of the page; empty while nothing was sent."""
        if not self.is_bound:
            return []
        return [
            GalatSyarat(kolom.id_for_label, tuple(f"Data dukung {triwulan(n)}: {g}" for g in kolom.errors))
            for n, syarat in self.syarat.items()
            for form in syarat.forms
            for kolom in form
            if kolom.errors and form not in syarat.deleted_forms
        ] + [
            GalatSyarat(f"syarat-{n}", tuple(f"Data dukung {triwulan(n)}: {g}" for g in syarat.non_form_errors()))
            for n, syarat in self.syarat.items()
            if syarat.non_form_errors()
        ]

    def target(self, tersimpan: list[Target]) -> list[Target]:
        """The quarters' targets as typed, where they can be read; before anything is sent, those of the plan."""
        if not self.is_bound:
            return tersimpan
        data = self.cleaned_data
        return [Target(data.get(f"target_{n}"), data.get(f"atas_{n}")) for n in NOMOR_TRIWULAN]

    def isi(self) -> IsiRencana:
        """The values of a valid form."""
        data = self.cleaned_data
        return IsiRencana(
            langkah=data["langkah"],
            penanggung_jawab=data["penanggung_jawab"],
            triwulan=tuple(
                IsiTriwulan(target, syarat.syarat())
                for target, syarat in zip(self.target([]), self.syarat.values(), strict=True)
            ),
        )


class PerubahanForm(RencanaForm):
    """A change of a ratified plan."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Tersimpan bersama nilai lama dan nilai baru.",
        error_messages={"required": "Tuliskan alasan perubahan rencana aksi ini."},
    )
    menyentuh_klaim = forms.BooleanField(
        label="Perubahan ini mengubah triwulan yang sudah diajukan",
        required=False,
        help_text="Centang bila memang demikian: klaimnya harus dikembalikan dan dihitung ulang.",
    )


class SetujuiUsulanForm(forms.Form):
    """The Camat confirms a proposal; a claim may have gone up since it was made."""

    menyentuh_klaim = forms.BooleanField(
        label="Perubahan ini mengubah triwulan yang sudah diajukan",
        required=False,
        help_text="Centang bila sejak usulan ini dibuat ada klaim yang diajukan; klaim itu dihitung ulang.",
    )


class TolakUsulanForm(forms.Form):
    """A proposal is refused, with a reason."""

    alasan = forms.CharField(
        label="Alasan penolakan",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tuliskan alasan usulan ini ditolak."},
    )


class KembalikanRencanaForm(forms.Form):
    """A submitted plan goes back to its unit, with a reason."""

    alasan = forms.CharField(
        label="Yang harus diperbaiki",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tuliskan apa yang harus diperbaiki pada rencana aksi ini."},
    )
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64)


def _kolom_target(label: str, indikator: Indikator) -> AngkaField:
    return AngkaField(
        label=label,
        required=False,
        presisi=indikator.presisi,
        satuan=indikator.satuan,
        min_value=0,
        max_value=BATAS_REALISASI,
    )


def _awal(isi: IsiRencana) -> dict[str, Any]:
    awal = {"langkah": isi.langkah, "penanggung_jawab": isi.penanggung_jawab}
    for n, tw in enumerate(isi.triwulan, 1):
        awal |= {f"target_{n}": tw.target.nilai, f"atas_{n}": tw.target.atas}
    return awal


def _awal_syarat(tw: IsiTriwulan) -> list[dict[str, Any]]:
    return [
        {"public_id": s.public_id, "uraian": s.uraian, "jenis": s.jenis, "urutan": urutan, "wajib": s.wajib}
        for urutan, s in enumerate(tw.syarat, 1)
    ]
