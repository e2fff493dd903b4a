from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from kinerja.models import AnggaranPerjanjian, BarisPerjanjian, PerjanjianKinerja
from kinerja.perjanjian.kalimat import KALIMAT_BAKU
from kinerja.perjanjian.services import JENIS_PINDAIAN, Ubahan, UbahanAnggaran, UbahanBaris
from organisasi.isian import TanggalField
from organisasi.models import Jabatan

ACCEPT_PINDAIAN = ",".join(f".{ekstensi}" for ekstensi in JENIS_PINDAIAN)


def _kalimat(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea({"rows": 4}))


class DrafForm(forms.Form):
    """Who counter-signs, where, and the wording of the statement."""

    jabatan_kedua = forms.ModelChoiceField(
        label="Pihak kedua",
        queryset=Jabatan.objects.none(),
        required=False,
        empty_label="Pejabat di luar kantor",
        help_text="Jabatan yang memberi amanah; namanya diambil menurut tanggal penandatanganan.",
    )
    pihak_luar_jabatan = forms.CharField(
        label="Jabatan pihak kedua di luar kantor",
        max_length=120,
        required=False,
        help_text="Misalnya: Bupati Luwu Timur. Diisi hanya bila pihak kedua pejabat di luar kantor.",
    )
    pihak_luar_nama = forms.CharField(
        label="Nama pihak kedua di luar kantor", max_length=120, required=False, help_text="Nama lengkap dengan gelar."
    )
    tempat = forms.CharField(label="Tempat penandatanganan", max_length=60)
    pembuka = _kalimat("Kalimat pembuka")
    janji_pertama = _kalimat("Janji pihak pertama")
    janji_kedua = _kalimat("Janji pihak kedua")

    def __init__(self, *args, perjanjian: PerjanjianKinerja, **kwargs):
        super().__init__(*args, **kwargs)
        pejabat = Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA)
        self.fields["jabatan_kedua"].queryset = pejabat.exclude(pk=perjanjian.jabatan_pertama_id)

    def clean(self):
        data = super().clean()
        if data.get("jabatan_kedua"):
            data |= {"pihak_luar_jabatan": "", "pihak_luar_nama": ""}
        elif not data.get("pihak_luar_jabatan"):
            self.add_error("pihak_luar_jabatan", "Pilih jabatan pihak kedua, atau isi jabatan pejabat di luar kantor.")
        return data


class ButirForm(forms.Form):
    """One row of a table of the draft, told apart by its prefix."""

    keluarkan = forms.BooleanField(label="Keluarkan dari perjanjian", required=False)

    @property
    def galat(self) -> list[str]:
        return [f"{self[nama].label}: {satu}" for nama, daftar in self.errors.items() for satu in daftar]

    @property
    def nama_input(self) -> str:
        """The field that the summary of errors leads to."""
        return self[next(iter(self.errors))].id_for_label


class BarisForm(ButirForm):
    urutan = forms.IntegerField(min_value=1, max_value=999)
    sasaran = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, baris: BarisPerjanjian, **kwargs):
        awal = {"urutan": baris.urutan, "sasaran": baris.sasaran}
        super().__init__(*args, initial=awal, prefix=f"baris-{baris.pk}", **kwargs)
        self.baris = baris


class AnggaranForm(ButirForm):
    keterangan = forms.CharField(label="Sumber dana", max_length=40, required=False)

    def __init__(self, *args, anggaran: AnggaranPerjanjian, **kwargs):
        super().__init__(
            *args, initial={"keterangan": anggaran.keterangan}, prefix=f"anggaran-{anggaran.pk}", **kwargs
        )
        self.anggaran = anggaran


class FormulirDraf:
    """The whole page of a draft: its own fields and one small form for each row."""

    def __init__(self, perjanjian: PerjanjianKinerja, data: QueryDict | None = None):
        nama = ("jabatan_kedua", "pihak_luar_jabatan", "pihak_luar_nama", "tempat")
        awal = KALIMAT_BAKU | perjanjian.kalimat | {n: getattr(perjanjian, n) for n in nama}
        self.utama = DrafForm(data, perjanjian=perjanjian, initial=awal)
        self.baris = [BarisForm(data, baris=b) for b in perjanjian.baris.all()]
        self.anggaran = [AnggaranForm(data, anggaran=a) for a in perjanjian.anggaran.all()]

    @property
    def butir(self) -> list[ButirForm]:
        return [*self.baris, *self.anggaran]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in (self.utama, *self.butir)])  # noqa: C419 - every form says its errors

    def ubahan(self) -> Ubahan:
        """The values of a valid page."""
        data = self.utama.cleaned_data
        return Ubahan(
            **{n: data[n] for n in ("jabatan_kedua", "pihak_luar_nama", "pihak_luar_jabatan", "tempat")},
            kalimat={n: data[n] for n in KALIMAT_BAKU},
            baris=[
                UbahanBaris(f.baris.pk, f.cleaned_data["urutan"], f.cleaned_data["sasaran"])
                for f in _tinggal(self.baris)
            ],
            anggaran=[UbahanAnggaran(f.anggaran.pk, f.cleaned_data["keterangan"]) for f in _tinggal(self.anggaran)],
        )


def _tinggal(butir: Iterable[ButirForm]) -> list:
    return [form for form in butir if not form.cleaned_data["keluarkan"]]


class TandaTanganForm(forms.Form):
    tanggal = TanggalField(
        label="Tanggal penandatanganan",
        help_text="Nama, pangkat, dan Plt./Plh. kedua pihak dicetak menurut tanggal ini.",
    )
    tempat = forms.CharField(label="Tempat", max_length=60)


class PerubahanForm(forms.Form):
    dasar = forms.ChoiceField(label="Dasar perubahan", choices=PerjanjianKinerja.Dasar.choices)
    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Sebutkan keputusan atau keadaan yang menjadi dasarnya.",
        error_messages={"required": "Tuliskan alasan perubahan."},
    )


class PindaianForm(forms.Form):
    berkas = forms.FileField(
        label="Pindaian yang sudah ditandatangani",
        help_text="PDF, JPG, atau PNG.",
        widget=forms.FileInput({"accept": ACCEPT_PINDAIAN}),
        error_messages={"required": "Pilih berkas pindaiannya."},
    )


class DpaForm(forms.Form):
    tanggal = TanggalField(label="Tanggal pengesahan DPA")
