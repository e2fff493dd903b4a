from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import forms

from kinerja.models import SubKegiatan
from organisasi.isian import AngkaField

BATAS = Decimal(10) ** 13


class RealisasiForm(forms.Form):
    """What was spent in one quarter on each sub kegiatan of a program, in Rupiah."""

    def __init__(self, *args, sub: Sequence[SubKegiatan], realisasi: Mapping[int, Decimal], **kwargs):
        super().__init__(*args, **kwargs)
        self.sub = sub
        for satu in sub:
            kolom = AngkaField(
                label=f"Realisasi {satu.kode}",
                required=False,
                presisi=2,
                min_value=0,
                max_value=BATAS,
                initial=realisasi.get(satu.pk),
            )
            kolom.widget.attrs["class"] = "form-control"
            self.fields[f"jumlah_{satu.pk}"] = kolom

    def jumlah(self) -> dict[SubKegiatan, Decimal | None]:
        return {s: self.cleaned_data[f"jumlah_{s.pk}"] for s in self.sub}

    def baris(self) -> list[tuple[SubKegiatan, forms.BoundField]]:
        return [(s, self[f"jumlah_{s.pk}"]) for s in self.sub]
