"""Typed text and small tables of the annual report into plain values."""

import unicodedata
from collections.abc import Mapping

from django import forms
from django.forms import formset_factory

from organisasi.isian import AngkaField
from pelaporan.models import ButirSumberDaya

PANJANG_TEKS = 30_000
JUMLAH_BARIS = 100
Tabel = ButirSumberDaya.Tabel


class NarasiForm(forms.Form):
    """The text of one section as it is typed, and the version that its page began from."""

    teks = forms.CharField(
        label="Teks",
        required=False,
        strip=False,
        max_length=PANJANG_TEKS,
        widget=forms.Textarea({"rows": 16, "spellcheck": "false"}),
        help_text="Setiap baris menjadi satu paragraf. Angka ditulis sebagai nama dari daftar, misalnya {tahun}.",
        error_messages={
            "max_length": "Teks terlalu panjang: %(show_value)d huruf, batasnya %(limit_value)d. Ringkaskan teksnya."
        },
    )
    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_teks(self) -> str:
        """One kind of line end, and no characters that no printer knows."""
        teks = self.cleaned_data["teks"].replace("\r\n", "\n").replace("\r", "\n")
        return "".join(huruf for huruf in teks if huruf == "\n" or unicodedata.category(huruf) != "Cc")


class ButirForm(forms.Form):
    """A row of a small table; a row without its name counts as not there."""

    uraian = forms.CharField(required=False, max_length=160)
    jumlah = AngkaField(required=False, presisi=0, min_value=0, max_value=2_000_000_000)
    luas = AngkaField(label="Luas (km²)", required=False, presisi=2, min_value=0, max_value=9_999_999)
    keterangan = forms.CharField(required=False, max_length=200)

    SEBUTAN: Mapping[str, tuple[str, str]] = {
        Tabel.PENDIDIKAN: ("Pendidikan", "Jumlah (orang)"),
        Tabel.SARANA: ("Sarana atau prasarana", "Jumlah"),
        Tabel.DESA: ("Desa", "Penduduk (jiwa)"),
    }

    def __init__(self, *args, tabel: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uraian"].label, self.fields["jumlah"].label = self.SEBUTAN[tabel]
        if tabel != Tabel.DESA:
            del self.fields["luas"]

    def clean(self):
        data = super().clean()
        lain = (data.get(nama) not in (None, "") for nama in ("jumlah", "luas", "keterangan"))
        if not data.get("uraian") and any(lain):
            self.add_error("uraian", f"Isi {self.fields['uraian'].label.lower()} baris ini, atau kosongkan barisnya.")
        return data


FormsetButir = formset_factory(ButirForm, extra=3, max_num=JUMLAH_BARIS, absolute_max=JUMLAH_BARIS)
