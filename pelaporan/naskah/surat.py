"""What the surat pengantar of a report says, as strings ready to print (Permendagri 1/2023, domain 7.5)."""

from datetime import date
from typing import Any

from organisasi.bahasa import tanggal
from pelaporan.kode import berkelompok, kode_dokumen
from pelaporan.models import Pengiriman
from pelaporan.naskah.perencanaan import kepala_naskah, tanda_tangan_camat


def naskah_surat(pengiriman: Pengiriman, hari_ini: date) -> dict[str, Any]:
    """The letter that goes with a report; dated on the day of the dispatch, or today while it has not left."""
    hari, laporan, penerima = pengiriman.dikirim or hari_ini, pengiriman.laporan, pengiriman.penerima
    return {
        **kepala_naskah(),
        "nomor": pengiriman.nomor_surat,
        "tanggal": tanggal(hari),
        "sapaan": penerima.sapaan,
        "melalui": penerima.melalui,
        "tempat_penerima": penerima.tempat,
        "naskah": str(laporan),
        "banyak": "1 (satu) berkas",
        "keterangan": (
            f"Disampaikan dengan hormat untuk menjadi bahan seperlunya. Keaslian laporan dapat diperiksa dengan kode "
            f"{berkelompok(kode_dokumen(laporan.public_id))}."
        ),
        "tanda_tangan": tanda_tangan_camat(hari),
    }
