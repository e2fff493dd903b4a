"""The planner's answers to the pra-reviu, all statements in one form."""

from collections.abc import Iterator, Sequence

from django import forms
from django.forms.boundfield import BoundField

from pelaporan.models import JawabanPraReviu
from pelaporan.prareviu import Butir
from pelaporan.prareviu_services import IsianJawaban

Jawaban = JawabanPraReviu.Jawaban


class PraReviuForm(forms.Form):
    """One answer and one note for each statement; an empty answer leaves it to the data."""

    def __init__(self, *args, butir: Sequence[Butir], **kwargs):
        super().__init__(*args, **kwargs)
        self.butir = butir
        for nomor, satu in enumerate(butir, 1):
            tertulis = satu.tertulis
            self.fields[f"jawaban-{satu.kunci}"] = forms.ChoiceField(
                label=f"Jawaban butir {nomor}",
                required=False,
                initial=tertulis.jawaban if tertulis else "",
                choices=[("", _menurut_data(satu)), *Jawaban.choices],
                widget=forms.Select({"class": "form-select"}),
            )
            self.fields[f"catatan-{satu.kunci}"] = forms.CharField(
                label=f"Catatan butir {nomor}",
                required=False,
                initial=tertulis.catatan if tertulis else "",
                max_length=500,
                widget=forms.Textarea({"class": "form-control", "rows": 2}),
            )

    def baris(self) -> Iterator[tuple[Butir, BoundField, BoundField]]:
        """Each statement with its two fields, as the page lists them."""
        for satu in self.butir:
            yield satu, self[f"jawaban-{satu.kunci}"], self[f"catatan-{satu.kunci}"]

    def clean(self):
        data = super().clean()
        for satu in self.butir:
            jawaban, catatan = data.get(f"jawaban-{satu.kunci}", ""), data.get(f"catatan-{satu.kunci}", "")
            if keluhan := _keluhan(satu, jawaban, catatan):
                self.add_error(f"catatan-{satu.kunci}", keluhan)
        return data

    @property
    def isian(self) -> dict[str, IsianJawaban]:
        data = self.cleaned_data
        return {
            satu.kunci: IsianJawaban(data[f"jawaban-{satu.kunci}"], data[f"catatan-{satu.kunci}"])
            for satu in self.butir
        }


def _menurut_data(butir: Butir) -> str:
    if not butir.temuan.jawaban:
        return "Belum dijawab"
    return f"Menurut data: {Jawaban(butir.temuan.jawaban).label}"


def _keluhan(butir: Butir, jawaban: str, catatan: str) -> str:
    if not jawaban:
        return "Catatan hanya disimpan bersama jawaban. Pilih jawabannya, atau kosongkan catatan." if catatan else ""
    if catatan:
        return ""
    if jawaban != Jawaban.YA:
        return "Tuliskan alasan jawaban ini pada catatan."
    if butir.temuan.jawaban == Jawaban.TIDAK:
        return "Jawaban ini berbeda dari data. Tuliskan alasannya pada catatan."
    return ""
