"""Input about a final report on its way out: the signed copy, the dispatch, its recipients, an evaluator's leave."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisasi.gerbang import ACCEPT, PETUNJUK
from organisasi.isian import TanggalField
from pelaporan.models import NaskahBertanda, PenerimaLaporan, Pengiriman

HARI_UNDANGAN = 90  # an evaluation takes weeks; whoever needs longer is invited again


class NaskahBertandaForm(forms.Form):
    jenis = forms.ChoiceField(
        label="Bentuk naskah",
        choices=NaskahBertanda.Jenis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bentuk naskah yang diunggah."},
    )
    berkas = forms.FileField(
        label="Naskah bertanda tangan",
        help_text="Satu PDF. Isinya disimpan apa adanya, sehingga tanda tangan elektroniknya tetap utuh.",
        widget=forms.FileInput({"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": "Pilih PDF yang sudah ditandatangani.",
            "empty": "Berkas ini kosong (0 bita). Pilih berkas lain.",
        },
    )


class PengirimanForm(forms.Form):
    """The letter's number first; the dispatch itself may be entered later."""

    nomor_surat = forms.CharField(
        label="Nomor surat pengantar",
        max_length=60,
        error_messages={"required": "Tuliskan nomor surat pengantarnya, misalnya 000.8/12/KK."},
    )
    dikirim = TanggalField(
        label="Tanggal kirim", required=False, help_text="Kosongkan selama laporan belum dikirim."
    )
    cara = forms.ChoiceField(
        label="Cara kirim", required=False, choices=[("", "Pilih cara kirim"), *Pengiriman.Cara.choices]
    )
    berkas = forms.FileField(
        label="Tanda terima",
        required=False,
        help_text=f"Boleh menyusul. {PETUNJUK}",
        widget=forms.FileInput({"accept": ACCEPT}),
        error_messages={"empty": "Berkas ini kosong (0 bita). Pilih berkas lain."},
    )

    def clean_dikirim(self):
        dikirim = self.cleaned_data["dikirim"]
        if dikirim and dikirim > timezone.localdate():
            raise ValidationError("Tanggal kirim belum tiba. Isi setelah laporan benar-benar dikirim.")
        return dikirim

    def clean(self):
        isian = super().clean()
        dikirim, cara = isian.get("dikirim"), isian.get("cara")
        if dikirim and not cara:
            self.add_error("cara", "Pilih cara kirim, karena tanggal kirimnya sudah diisi.")
        if cara and not dikirim and "dikirim" not in self.errors:
            self.add_error("dikirim", "Isi tanggal kirim, karena cara kirimnya sudah dipilih.")
        if isian.get("berkas") and not dikirim:
            self.add_error("berkas", "Tanda terima hanya ada sesudah laporan dikirim. Isi tanggal dan cara kirimnya.")
        return isian


class PenerimaForm(forms.ModelForm):
    class Meta:
        model = PenerimaLaporan
        fields = ["nama", "sapaan", "melalui", "tempat", "laporan_triwulan", "laporan_tahunan", "urutan", "aktif"]
        error_messages = {
            "nama": {
                "required": "Tuliskan nama singkat penerimanya, misalnya Inspektorat.",
                "unique": "Penerima dengan nama ini sudah ada. Ubah yang sudah ada, atau pakai nama lain.",
            },
            "sapaan": {"required": "Tuliskan kepada siapa suratnya dialamatkan."},
            "tempat": {"required": "Tuliskan tempat penerima, misalnya Malili."},
            "urutan": {
                "required": "Tuliskan nomor urutnya.",
                "invalid": "Nomor urut ini tidak terbaca. Tulis bilangan bulat, misalnya 1.",
            },
        }


class UndanganForm(forms.Form):
    lembaga = forms.CharField(
        label="Lembaga yang diundang",
        max_length=120,
        help_text="Nama lembaga, bukan nama orang.",
        error_messages={"required": "Tuliskan lembaga yang diundang, misalnya Inspektorat Kabupaten Luwu Timur."},
    )
    keperluan = forms.CharField(
        max_length=200, error_messages={"required": "Tuliskan keperluannya, misalnya Evaluasi AKIP."}
    )
    tahun = forms.IntegerField(
        label="Laporan tahun",
        min_value=2000,
        max_value=2100,
        help_text="Tamu hanya melihat laporan final tahun ini.",
        error_messages={
            "required": "Tuliskan tahun laporan yang boleh dilihat.",
            "invalid": "Tahun ini tidak terbaca. Tulis empat angka.",
        },
    )
    berlaku_sampai = TanggalField(label="Berlaku sampai", help_text=f"Paling lama {HARI_UNDANGAN} hari.")

    def clean_berlaku_sampai(self):
        sampai, hari_ini = self.cleaned_data["berlaku_sampai"], timezone.localdate()
        if not hari_ini <= sampai <= hari_ini + timedelta(HARI_UNDANGAN):
            raise ValidationError(f"Pilih tanggal mulai hari ini sampai {HARI_UNDANGAN} hari ke depan.")
        return sampai
