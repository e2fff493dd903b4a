"""The fixed wording of a Perjanjian Kinerja (PermenPANRB 53/2014, Lampiran I): each draft starts with it."""

KALIMAT_BAKU = {
    "pembuka": (
        "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi "
        "pada hasil, kami yang bertanda tangan di bawah ini:"
    ),
    "janji_pertama": (
        "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
        "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
        "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
    ),
    "janji_kedua": (
        "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja "
        "dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."
    ),
}


def kalimat_baku() -> dict[str, str]:
    """A copy of the wording for a new agreement."""
    return dict(KALIMAT_BAKU)
