from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal

from django import forms

from kinerja.models import Indikator, Program, Renstra, Sasaran, SubKegiatan, Tujuan
from kinerja.pagu import KOSONG, IsianPagu
from kinerja.perhitungan import Polaritas, Target
from kinerja.renstra import tahun_target
from kinerja.rkt import BarisRkt
from organisasi.isian import AngkaField
from organisasi.models import Jabatan, UnitKerja

BATAS_NILAI = Decimal(10) ** 13
BERENTANG = (Polaritas.RENTANG, Polaritas.RENTANG_MINIMAL)
TAHUN_TERAWAL, TAHUN_TERAKHIR = 2000, 2100


class BeralasanForm(forms.Form):
    """A change of the Renstra; once it is complete the form asks why."""

    alasan = forms.CharField(
        label="Alasan revisi",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Renstra sudah lengkap, jadi perubahan dicatat sebagai revisi bersama isi lama dan barunya.",
        error_messages={"required": "Tuliskan alasan revisi."},
    )

    def __init__(self, *args, terkunci: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not terkunci:
            del self.fields["alasan"]

    def minta_alasan(self, kalimat: str) -> None:
        """The Renstra became complete while this form was on its way: ask why, and keep what was typed."""
        self.fields["alasan"] = deepcopy(self.base_fields["alasan"])
        self.add_error("alasan", kalimat)

    @property
    def alasan_revisi(self) -> str:
        """Empty where none is asked."""
        return self.cleaned_data.get("alasan", "")


class HapusForm(BeralasanForm):
    """The confirmation of a deletion: nothing to fill in but, in a complete Renstra, the reason."""


class RenstraForm(BeralasanForm):
    nama = forms.CharField(max_length=160, help_text="Misalnya: Renstra Kecamatan Kalaena 2021–2026.")
    tahun_awal = forms.IntegerField(min_value=TAHUN_TERAWAL, max_value=TAHUN_TERAKHIR)
    tahun_akhir = forms.IntegerField(min_value=TAHUN_TERAWAL, max_value=TAHUN_TERAKHIR)
    visi = forms.CharField(required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    misi = forms.CharField(
        required=False, max_length=5000, widget=forms.Textarea({"rows": 5}), help_text="Satu misi setiap baris."
    )
    field_order = ("nama", "tahun_awal", "tahun_akhir", "visi", "misi", "alasan")

    @classmethod
    def awal(cls, renstra: Renstra | None) -> dict[str, object]:
        return {n: getattr(renstra, n) for n in cls.field_order if n != "alasan"} if renstra else {}

    def clean(self):
        data = super().clean()
        if data.get("tahun_awal") and data.get("tahun_akhir") and data["tahun_akhir"] < data["tahun_awal"]:
            self.add_error("tahun_akhir", "Tahun akhir tidak boleh sebelum tahun awal.")
        return data

    @property
    def kolom(self) -> dict[str, object]:
        return {n: nilai for n, nilai in self.cleaned_data.items() if n != "alasan"}


class TujuanForm(BeralasanForm):
    uraian = forms.CharField(
        label="Tujuan", max_length=300, error_messages={"required": "Tuliskan rumusan tujuan."}
    )
    field_order = ("uraian", "alasan")


class SasaranForm(BeralasanForm):
    tujuan = forms.ModelChoiceField(
        Tujuan.objects.none(), label="Tujuan yang didukung", error_messages={"required": "Pilih tujuannya."}
    )
    uraian = forms.CharField(
        label="Sasaran strategis", max_length=300, error_messages={"required": "Tuliskan rumusan sasaran."}
    )
    field_order = ("tujuan", "uraian", "alasan")

    def __init__(self, *args, renstra: Renstra, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].queryset = renstra.tujuan.all()


class IndikatorForm(BeralasanForm):
    """What an indicator means, who answers for it, and its five Renstra targets."""

    nama = forms.CharField(max_length=300)
    satuan = forms.CharField(max_length=60)
    definisi_operasional = forms.CharField(
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Apa yang dihitung dan apa yang tidak, sehingga dua orang memperoleh angka yang sama.",
    )
    formula = forms.CharField(
        label="Cara menghitung", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    sumber_data = forms.CharField(required=False, max_length=200)
    penanggung_jawab = forms.ModelChoiceField(
        Jabatan.objects.filter(aktif=True).exclude(tingkat=Jabatan.Tingkat.PELAKSANA), required=False
    )
    unit_terkait = forms.ModelMultipleChoiceField(
        UnitKerja.objects.filter(aktif=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Unit lain yang ikut menentukan hasilnya.",
    )
    nilai_awal = AngkaField(label="Kondisi awal", required=False, max_value=BATAS_NILAI)
    tahun_awal = forms.IntegerField(
        label="Tahun kondisi awal", required=False, min_value=TAHUN_TERAWAL, max_value=TAHUN_TERAKHIR
    )
    acuan_nasional = AngkaField(
        label="Standar nasional",
        required=False,
        max_value=BATAS_NILAI,
        help_text="Kosongkan bila belum terdapat standar nasional.",
    )
    sumber_acuan = forms.CharField(label="Sumber standar nasional", required=False, max_length=200)

    KOLOM = (
        "nama",
        "satuan",
        "definisi_operasional",
        "formula",
        "sumber_data",
        "penanggung_jawab",
        "nilai_awal",
        "tahun_awal",
        "acuan_nasional",
        "sumber_acuan",
    )

    def __init__(self, *args, renstra: Renstra | None, indikator: Indikator | None = None, **kwargs):
        super().__init__(*args, initial=self._awal(indikator), **kwargs)
        self.tahun = tahun_target(renstra) if renstra else range(0)
        self.berbatas_atas = indikator is None or indikator.polaritas in BERENTANG
        target = {t.tahun: t for t in indikator.target_renstra.all()} if indikator else {}
        for tahun in self.tahun:
            self._tambah_target(tahun, target.get(tahun))
        # The question why belongs after everything that it is about.
        if "alasan" in self.fields:
            self.order_fields([n for n in self.fields if n != "alasan"] + ["alasan"])

    @classmethod
    def _awal(cls, indikator: Indikator | None) -> dict[str, object]:
        if indikator is None:
            return {}
        return {n: getattr(indikator, n) for n in cls.KOLOM} | {"unit_terkait": indikator.unit_terkait.all()}

    def _tambah_target(self, tahun: int, target) -> None:
        for awalan, nama, nilai in (
            ("target", "Target Renstra", target and target.nilai),
            ("atas", "Batas atas target Renstra", target and target.nilai_atas),
        ):
            if awalan == "target" or self.berbatas_atas:
                kolom = AngkaField(label=f"{nama} {tahun}", required=False, max_value=BATAS_NILAI, initial=nilai)
                self.fields[f"{awalan}_{tahun}"] = kolom

    def clean(self):
        data = super().clean()
        if data.get("sumber_acuan") and data.get("acuan_nasional") is None:
            self.add_error("acuan_nasional", "Sumbernya disebut, tetapi angkanya belum diisi.")
        for tahun in self.tahun if self.berbatas_atas else ():
            self._periksa_target(tahun)
        return data

    def _periksa_target(self, tahun: int) -> None:
        galat_rentang(self, f"target_{tahun}", f"atas_{tahun}")

    @property
    def kolom(self) -> dict[str, object]:
        return {n: self.cleaned_data[n] for n in self.KOLOM}

    @property
    def target(self) -> dict[int, Target]:
        data = self.cleaned_data
        return {t: Target(data[f"target_{t}"], data.get(f"atas_{t}")) for t in self.tahun}


def galat_rentang(form: forms.Form, bawah: str, atas: str) -> None:
    """A range needs both of its bounds, in their order."""
    nilai, batas = form.cleaned_data.get(bawah), form.cleaned_data.get(atas)
    if (nilai is None) != (batas is None):
        form.add_error(atas, "Target rentang memerlukan batas bawah dan batas atas.")
    elif nilai is not None and batas < nilai:
        form.add_error(atas, "Batas atas tidak boleh di bawah batas bawah.")


class IkuBaruForm(IndikatorForm):
    """A new IKU; how it is measured is fixed here, for a later change would rewrite what was measured."""

    sasaran = forms.ModelChoiceField(Sasaran.objects.none(), error_messages={"required": "Pilih sasarannya."})
    unit = forms.ModelChoiceField(UnitKerja.objects.filter(aktif=True), label="Unit pelaksana")
    polaritas = forms.ChoiceField(choices=Indikator._meta.get_field("polaritas").choices, label="Arah")
    akumulasi = forms.ChoiceField(
        choices=Indikator._meta.get_field("akumulasi").choices,
        help_text="Bagaimana angka empat triwulan menjadi angka setahun.",
    )
    presisi = forms.IntegerField(label="Angka di belakang koma", min_value=0, max_value=4, initial=2)

    KOLOM_TETAP = ("unit", "polaritas", "akumulasi", "presisi")

    def __init__(self, *args, renstra: Renstra, **kwargs):
        super().__init__(*args, renstra=renstra, **kwargs)
        self.fields["sasaran"].queryset = renstra.sasaran.all()
        self.order_fields(["sasaran", "nama", "satuan", *self.KOLOM_TETAP])

    def _periksa_target(self, tahun: int) -> None:
        if self.cleaned_data.get("polaritas") in BERENTANG:
            super()._periksa_target(tahun)
        elif self.cleaned_data.get(f"atas_{tahun}") is not None:
            kalimat = "Batas atas hanya untuk arah “dalam rentang”. Kosongkan, atau pilih arah itu."
            self.add_error(f"atas_{tahun}", kalimat)

    @property
    def kolom(self) -> dict[str, object]:
        return super().kolom | {n: self.cleaned_data[n] for n in self.KOLOM_TETAP}


class RktForm(forms.Form):
    """The year's targets of all indicators on one page."""

    def __init__(self, *args, baris: Sequence[BarisRkt], **kwargs):
        super().__init__(*args, **kwargs)
        self.baris = baris
        for satu in baris:
            i = satu.indikator
            self.fields[f"target_{i.pk}"] = self._angka(i, i.nama, satu.tahunan.nilai)
            if i.polaritas in BERENTANG:
                self.fields[f"atas_{i.pk}"] = self._angka(i, f"Batas atas {i.nama}", satu.tahunan.atas)

    @staticmethod
    def _angka(indikator: Indikator, label: str, nilai: Decimal | None) -> AngkaField:
        kolom = AngkaField(
            label=label,
            required=False,
            presisi=max(indikator.presisi, 2),
            max_value=BATAS_NILAI,
            satuan=indikator.satuan,
            initial=nilai,
        )
        kolom.widget.attrs["class"] = "form-control"
        return kolom

    def clean(self):
        for satu in self.baris:
            if satu.indikator.polaritas in BERENTANG:
                galat_rentang(self, f"target_{satu.indikator.pk}", f"atas_{satu.indikator.pk}")
        return self.cleaned_data

    def isian(self) -> list[tuple[BarisRkt, list]]:
        """Each row with its inputs, for the table."""
        return [(b, [self[n] for n in self._nama(b.indikator)]) for b in self.baris]

    def _nama(self, indikator: Indikator) -> list[str]:
        return [n for n in (f"target_{indikator.pk}", f"atas_{indikator.pk}") if n in self.fields]

    def target(self) -> dict[Indikator, Target]:
        data = self.cleaned_data
        return {
            b.indikator: Target(data[f"target_{b.indikator.pk}"], data.get(f"atas_{b.indikator.pk}"))
            for b in self.baris
        }


class KaitkanForm(forms.Form):
    """Which sasaran strategis each program supports."""

    def __init__(self, *args, program: Sequence[Program], sasaran, **kwargs):
        super().__init__(*args, **kwargs)
        self.program = program
        for satu in program:
            self.fields[f"program_{satu.pk}"] = forms.ModelChoiceField(
                sasaran, label=str(satu), required=False, initial=satu.sasaran_id, empty_label="belum dikaitkan"
            )

    def kaitan(self) -> dict[Program, Sasaran | None]:
        return {p: self.cleaned_data[f"program_{p.pk}"] for p in self.program}


class PaguForm(forms.Form):
    """Pagu murni and perubahan of every sub kegiatan of one program, in Rupiah."""

    def __init__(self, *args, sub: Sequence[SubKegiatan], pagu: Mapping[int, IsianPagu], **kwargs):
        super().__init__(*args, **kwargs)
        self.sub, self.pagu = sub, pagu
        for satu in sub:
            isian = pagu.get(satu.pk, KOSONG)
            self.fields[f"murni_{satu.pk}"] = self._rupiah(f"Pagu murni {satu.kode}", isian.murni)
            self.fields[f"perubahan_{satu.pk}"] = self._rupiah(f"Pagu perubahan {satu.kode}", isian.perubahan)

    @staticmethod
    def _rupiah(label: str, nilai: Decimal | None) -> AngkaField:
        kolom = AngkaField(label=label, required=False, presisi=2, min_value=0, max_value=BATAS_NILAI, initial=nilai)
        kolom.widget.attrs["class"] = "form-control"
        return kolom

    def clean(self):
        data = self.cleaned_data
        for satu in self.sub:
            if data.get(f"murni_{satu.pk}") is None and data.get(f"perubahan_{satu.pk}") is not None:
                self.add_error(f"murni_{satu.pk}", "Isi pagu murni lebih dulu; tulis 0 bila semula tidak ada.")
        return data

    def isian(self) -> dict[SubKegiatan, IsianPagu]:
        return {s: self._satu(s) for s in self.sub}

    def _satu(self, sub: SubKegiatan) -> IsianPagu:
        murni, perubahan = self.cleaned_data[f"murni_{sub.pk}"], self.cleaned_data[f"perubahan_{sub.pk}"]
        if murni is None:
            return KOSONG
        return IsianPagu(murni, perubahan, self.pagu.get(sub.pk, KOSONG).sumber_dana)

    def kolom_berlaku(self, sub_id: int) -> str:
        """The field that holds the amount in force of a sub kegiatan."""
        berubah = self.cleaned_data.get(f"perubahan_{sub_id}") is not None
        return f"{'perubahan' if berubah else 'murni'}_{sub_id}"

    def baris(self) -> list[tuple[SubKegiatan, list]]:
        return [(s, [self[f"murni_{s.pk}"], self[f"perubahan_{s.pk}"]]) for s in self.sub]
