from collections.abc import Sequence
from dataclasses import asdict, fields

from django import forms
from django.http import QueryDict

from organisasi.bahasa import angka, angka_rancu, terbilang
from organisasi.isian import AngkaField, TanggalField
from organisasi.models import Jabatan
from rencana_aksi.models import Capaian, DataDukung, Pesan, Putusan
from rencana_aksi.models.capaian import Status
from rencana_aksi.services import Isian, Keterangan
from rencana_aksi.workflow import IsiPutusan

BATAS_REALISASI = 10**13


class IsianForm(forms.Form):
    """A quarter's report as a draft: everything may still be empty, but what is there must be readable."""

    realisasi = AngkaField(required=False, min_value=0, max_value=BATAS_REALISASI)
    tanggal_data = TanggalField(
        label="Data sampai tanggal",
        required=False,
        help_text="Realisasi dihitung sampai tanggal ini; minggu ke-4 dimulai sebelum triwulan berakhir.",
    )
    analisis = forms.CharField(
        label="Analisis capaian",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Apa yang dikerjakan, apa hasilnya, dan mengapa capaian naik atau turun.",
    )
    hambatan = forms.CharField(
        label="Hambatan",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Boleh dikosongkan bila tidak ada.",
    )
    solusi = forms.CharField(
        label="Solusi",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Langkah yang sudah atau akan diambil untuk mengatasi hambatan.",
    )
    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, capaian: Capaian, **kwargs):
        super().__init__(*args, **kwargs)
        self.capaian = capaian
        indikator = capaian.indikator
        kolom = self.fields["realisasi"]
        kolom.presisi, kolom.satuan = max(indikator.presisi, 2), indikator.satuan
        kolom.label = f"Realisasi ({indikator.satuan})"
        target = angka(capaian.target_triwulan.nilai, indikator.presisi)
        kolom.help_text = f"Target triwulan ini {target} {indikator.satuan}."
        if indikator.terhitung:
            del self.fields["realisasi"]

    @classmethod
    def dari(cls, capaian: Capaian) -> "IsianForm":
        """The form as it stands in the database."""
        nama = ("realisasi", "tanggal_data", "analisis", "hambatan", "solusi", "versi")
        return cls(capaian=capaian, initial={n: getattr(capaian, n) for n in nama})

    def terbaca(self) -> str:
        """How a number was understood that others would read otherwise (UX-61); empty when there is no doubt."""
        nilai = self.cleaned_data.get("realisasi")
        if nilai is None or not angka_rancu(self.data["realisasi"]):
            return ""
        return f"Realisasi terbaca {self.fields['realisasi'].prepare_value(nilai)} ({terbilang(nilai)})."

    def isian(self) -> Isian:
        """The values of a valid form; a computed indicator keeps the realisasi that it has."""
        data = self.cleaned_data
        return Isian(
            realisasi=data.get("realisasi", self.capaian.realisasi),
            tanggal_data=data["tanggal_data"],
            analisis=data["analisis"],
            hambatan=data["hambatan"],
            solusi=data["solusi"],
        )


class DokumenForm(forms.Form):
    """What a new document says of itself, beside the file of one slot."""

    nomor_dokumen = forms.CharField(label="Nomor dokumen", required=False, max_length=80)
    tanggal_dokumen = TanggalField(label="Tanggal dokumen", required=False)
    masa_mulai = TanggalField(label="Membuktikan masa dari", required=False)
    masa_selesai = TanggalField(label="Sampai", required=False)
    uraian = forms.CharField(
        label="Keterangan satu baris", required=False, max_length=200, help_text="Misalnya: halaman 4 memuat rekapnya."
    )

    def clean(self) -> dict:
        data = super().clean()
        mulai, selesai = data.get("masa_mulai"), data.get("masa_selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("masa_selesai", "Akhir masa tidak boleh sebelum awalnya. Periksa kedua tanggalnya.")
        return data

    def keterangan(self) -> Keterangan:
        """The values of a valid form, over those that it does not ask for."""
        tertulis = {k.name: self.initial[k.name] for k in fields(Keterangan) if k.name in self.initial}
        return Keterangan(**tertulis | {k: v for k, v in self.cleaned_data.items() if k != "semula"})


class KeteranganForm(DokumenForm):
    """The same of a document that stands in its slot; `semula` is the state that the page showed."""

    semula = forms.CharField(required=False, widget=forms.HiddenInput, max_length=16)

    @classmethod
    def dari(cls, dokumen: DataDukung, data: QueryDict | None = None) -> "KeteranganForm":
        tersimpan = Keterangan.dari(dokumen)
        return cls(data, prefix=str(dokumen.public_id), initial=asdict(tersimpan) | {"semula": tersimpan.sidik})


class KembarForm(KeteranganForm):
    """Of a document whose bytes stand elsewhere too: why it is used again is asked, but never demanded."""

    alasan_kembar = forms.CharField(
        label="Mengapa berkas yang sama dipakai lagi di sini?",
        required=False,
        max_length=200,
        help_text="Boleh dikosongkan; penelaah membacanya bersama dokumen ini.",
    )


class TidakAdaForm(forms.Form):
    """Why an agreed document does not exist."""

    alasan_tidak_ada = forms.CharField(
        label="Mengapa dokumen ini tidak ada?",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Tersimpan sebagai pernyataan tidak ada, dan tampil merah di setiap meja penelaah.",
    )


class SaranForm(forms.Form):
    """Advice that goes with a decision and does not hold the claim (guideline IV)."""

    saran = forms.CharField(
        label="Saran perbaikan",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Boleh dikosongkan. Tidak menahan klaim, dan dapat diberikan juga bersama persetujuan.",
    )
    penanggung_jawab = forms.ChoiceField(label="Penanggung jawab saran", required=False)

    def __init__(self, *args, jabatan: Sequence[Jabatan], kepala: Jabatan | None, **kwargs):
        super().__init__(*args, **kwargs)
        self._jabatan = {str(j.public_id): j for j in jabatan}
        kolom = self.fields["penanggung_jawab"]
        kolom.choices = [(pilihan, j.nama) for pilihan, j in self._jabatan.items()]
        kolom.initial = str(kepala.public_id) if kepala else None

    def isi_saran(self) -> dict[str, str | Jabatan | None]:
        data = self.cleaned_data
        return {"saran": data["saran"], "penanggung_jawab": self._jabatan.get(data["penanggung_jawab"])}


class PutusanForm(SaranForm):
    """A desk's decision upwards: pass on or ratify, with or without a correction (guideline III.C)."""

    nilai = AngkaField(
        label="Koreksi capaian menjadi (%)",
        required=False,
        presisi=2,
        min_value=0,
        satuan="%",
        help_text="Kosongkan bila capaian tetap. Realisasi yang dilaporkan tidak berubah.",
    )
    jenis_alasan = forms.ChoiceField(
        label="Jenis alasan koreksi",
        required=False,
        choices=[("", "Pilih bila mengoreksi"), *Putusan.JenisAlasan.choices],
    )
    alasan = forms.CharField(
        label="Penjelasan koreksi",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Apa yang berbeda antara klaim dan data dukung. Pengisi dan meja berikutnya membacanya.",
    )
    dokumen = forms.ModelMultipleChoiceField(
        label="Data dukung yang dirujuk",
        queryset=DataDukung.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wajib dipilih bila capaian dinaikkan.",
    )
    arahan = forms.CharField(
        label="Arahan atau umpan balik",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Boleh dikosongkan. Terbaca oleh pengisi dan semua meja di bawah.",
    )
    # The button that was pressed: it names its effect, so what was written may not make it do another thing.
    cara = forms.ChoiceField(
        required=False, choices=[("tetap", "tetap"), ("koreksi", "koreksi")], widget=forms.HiddenInput
    )
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, dokumen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dokumen"].queryset = DataDukung.objects.filter(pk__in=[d.pk for d in dokumen])

    def clean(self) -> dict:
        data = super().clean()
        if data["cara"] == "koreksi" and data.get("nilai") is None and "nilai" not in self.errors:
            self.add_error("nilai", "Tulis capaian hasil koreksi, misalnya 92,5.")
        if data["cara"] == "tetap" and data.get("nilai") is not None:
            self.add_error("nilai", "Kosongkan bila capaian tetap, atau pakai tombol koreksi di bawah isian ini.")
        return data

    def isi(self) -> IsiPutusan:
        data = self.cleaned_data
        return IsiPutusan(
            nilai=data["nilai"],
            jenis_alasan=data["jenis_alasan"] if data["nilai"] is not None else "",
            alasan=data["alasan"] if data["nilai"] is not None else "",
            arahan=data["arahan"],
            dokumen=tuple(data["dokumen"]),
            **self.isi_saran(),
        )


class KembalikanForm(SaranForm):
    """A return: to whom, and why."""

    field_order = ("tujuan", "jenis_alasan", "alasan")

    tujuan = forms.ChoiceField(label="Dikembalikan kepada", widget=forms.RadioSelect)
    jenis_alasan = forms.ChoiceField(label="Jenis alasan", choices=[("", "Pilih alasan"), *Putusan.JenisAlasan.choices])
    alasan = forms.CharField(
        label="Yang harus diperbaiki",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Terbaca paling atas pada isian yang dikembalikan.",
        error_messages={"required": "Tuliskan apa yang kurang dan apa yang harus diperbaiki."},
    )
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, tujuan: list[Status], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].choices = [(s.value, s.label.removeprefix("Dikembalikan ke ")) for s in tujuan]
        if len(tujuan) == 1:
            self.fields["tujuan"].initial = tujuan[0].value

    def isi(self) -> IsiPutusan:
        data = self.cleaned_data
        return IsiPutusan(
            tujuan=Status(data["tujuan"]),
            jenis_alasan=data["jenis_alasan"],
            alasan=data["alasan"],
            **self.isi_saran(),
        )


class LangkahForm(forms.Form):
    """A step that needs nothing but the claim as it was seen."""

    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def isi(self) -> IsiPutusan:
        return IsiPutusan()


class BatalkanForm(SaranForm):
    """The Camat takes a ratification back, with a reason."""

    field_order = ("alasan",)

    alasan = forms.CharField(
        label="Alasan pembatalan pengesahan",
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Tuliskan mengapa pengesahan dibatalkan."},
    )
    sidik = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def isi(self) -> IsiPutusan:
        lainnya = Putusan.JenisAlasan.LAINNYA
        return IsiPutusan(jenis_alasan=lainnya, alasan=self.cleaned_data["alasan"], **self.isi_saran())


class PesanForm(forms.Form):
    """A word in the thread of a claim; `jenis` as far as the claim takes it."""

    jenis = forms.ChoiceField(label="Jenis pesan", widget=forms.RadioSelect)
    teks = forms.CharField(
        label="Pesan",
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Terbaca semua yang boleh melihat klaim ini, dan tidak dapat diubah; hanya dapat ditarik.",
        error_messages={"required": "Tuliskan pesannya dahulu."},
    )

    def __init__(self, *args, jenis: Sequence[Pesan.Jenis], **kwargs):
        super().__init__(*args, **kwargs)
        keterangan = {
            Pesan.Jenis.CATATAN: "Catatan",
            Pesan.Jenis.PERTANYAAN: "Pertanyaan, harus dijawab sebelum klaim diteruskan",
        }
        self.fields["jenis"].choices = [(j.value, keterangan[j]) for j in jenis]
        self.fields["jenis"].initial = jenis[0].value if jenis else None


class JawabanForm(forms.Form):
    teks = forms.CharField(
        label="Jawaban",
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Tuliskan jawabannya dahulu."},
    )


class PenarikanForm(forms.Form):
    teks = forms.CharField(
        label="Alasan penarikan",
        required=False,
        max_length=500,
        help_text="Boleh dikosongkan. Pesan yang ditarik tetap terbaca, tercoret.",
    )
