from django import forms


class LaporanFinalForm(forms.Form):
    """The Camat says that he knows what a final report does."""

    paham = forms.BooleanField(
        label="Saya memahami bahwa triwulan ini akan ditutup",
        error_messages={"required": "Beri tanda bahwa Anda memahami akibatnya, lalu buat laporan final."},
    )


class BukaKembaliForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan membuka kembali",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alasan ini tercatat selamanya pada jejak triwulan.",
        error_messages={"required": "Tuliskan alasan membuka kembali triwulan ini."},
    )


class PaketTerbatasForm(forms.Form):
    """Why documents with bank accounts go into a package (R-24)."""

    alasan = forms.CharField(
        label="Alasan menyertakan dokumen terbatas",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya nomor surat permintaan pemeriksa. Alasan ini tercatat selamanya pada jejak laporan.",
        error_messages={"required": "Tuliskan alasan menyertakan SP2D dan rekening kelompok."},
    )
