from collections.abc import Mapping, Sequence

from django import forms

from organisasi.isian import TanggalField
from organisasi.models import AnggotaTim, Pegawai, Penugasan
from organisasi.tim import IsianTim, SusunanTim

Fungsi = AnggotaTim.Fungsi


class TimForm(forms.Form):
    """The decision on the Tim: number, date, and who sits in it, each person with the post held."""

    nomor_sk = forms.CharField(
        label="Nomor Keputusan Camat",
        max_length=80,
        required=False,
        help_text="Boleh diisi kemudian; selama kosong cetakan keputusan bertanda konsep.",
    )
    tanggal_sk = TanggalField(label="Tanggal keputusan", required=False)
    koordinator = forms.ModelChoiceField(
        Pegawai.objects.none(),
        help_text="Camat (Pedoman Bab III.B).",
        error_messages={"required": "Pilih koordinator."},
    )
    sekretaris = forms.ModelChoiceField(
        Pegawai.objects.none(),
        help_text="Kasubag Perencanaan dan Kepegawaian; ia yang menyusun perencanaan di sistem ini.",
        error_messages={"required": "Pilih sekretaris."},
    )
    anggota = forms.ModelMultipleChoiceField(
        Pegawai.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih paling sedikit seorang dari setiap unit kerja.",
    )

    def __init__(self, *args, tugas: Mapping[int, Sequence[Penugasan]], susunan: SusunanTim, **kwargs):
        super().__init__(*args, initial=self._awal(susunan), **kwargs)
        duduk = {a.pegawai.pk for a in susunan.anggota}
        pilihan = Pegawai.objects.filter(pk__in=duduk | tugas.keys())
        for nama in ("koordinator", "sekretaris", "anggota"):
            self.fields[nama].queryset = pilihan
            self.fields[nama].label_from_instance = lambda p: _label(p, tugas.get(p.pk, ()))

    @staticmethod
    def _awal(susunan: SusunanTim) -> dict[str, object]:
        tunggal = {f.value: a.pegawai for f in Fungsi if f != Fungsi.ANGGOTA and (a := susunan.pemegang(f))}
        anggota = [a.pegawai for a in susunan.anggota if a.fungsi == Fungsi.ANGGOTA]
        tim = {"nomor_sk": susunan.tim.nomor_sk, "tanggal_sk": susunan.tim.tanggal_sk} if susunan.tim else {}
        return {**tim, **tunggal, "anggota": anggota}

    def clean(self):
        data = super().clean()
        if data.get("koordinator") and data["koordinator"] == data.get("sekretaris"):
            self.add_error("sekretaris", "Koordinator dan sekretaris harus dua orang yang berbeda.")
        return data

    def isian(self) -> IsianTim:
        return IsianTim(**self.cleaned_data)


def _label(pegawai: Pegawai, tugas: Sequence[Penugasan]) -> str:
    jabatan = ", ".join(p.nama_jabatan for p in tugas) or "tidak memangku jabatan"
    return f"{pegawai.nama} – {jabatan}"
