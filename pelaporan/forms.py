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
