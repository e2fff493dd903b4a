"""Name and weeks of one activity of the Rencana Pengendalian: 48 boxes, a row of four for each month."""

from collections.abc import Collection

from django import forms

from organisasi.bahasa import BULAN
from pelaporan.pengendalian import PEKAN


def _nilai(bulan: int, minggu: int) -> str:
    return f"{bulan}-{minggu}"


_PEKAN = {_nilai(*satu): satu for satu in PEKAN}


class KegiatanForm(forms.Form):
    nama = forms.CharField(
        label="Nama kegiatan", max_length=200, error_messages={"required": "Tuliskan nama kegiatannya."}
    )
    pekan = forms.MultipleChoiceField(
        label="Minggu yang direncanakan",
        required=False,
        choices=[(nilai, f"{BULAN[bulan - 1]} minggu ke-{minggu}") for nilai, (bulan, minggu) in _PEKAN.items()],
        error_messages={"invalid_choice": "Pilih minggu dari daftar: minggu ke-1 sampai ke-4 setiap bulan."},
    )

    @classmethod
    def awal(cls, nama: str, pekan: Collection[tuple[int, int]]) -> "KegiatanForm":
        """The form as it opens."""
        return cls(initial={"nama": nama, "pekan": [_nilai(*satu) for satu in pekan]})

    def bulan(self) -> list[tuple[str, list[tuple[int, str, bool]]]]:
        """Month name -> its four boxes: week, value, ticked or not."""
        dipilih = set(self["pekan"].value() or ())
        return [
            (nama, [(m, nilai := _nilai(b, m), nilai in dipilih) for m in range(1, 5)])
            for b, nama in enumerate(BULAN, 1)
        ]

    def dipilih(self) -> list[tuple[int, int]]:
        """The planned weeks of a valid form."""
        return [_PEKAN[nilai] for nilai in self.cleaned_data["pekan"]]
