"""Tim SAKIP as a workbook: what its page has read, nothing is computed here."""

from organisasi.bahasa import tanggal
from organisasi.buku_kerja.tulis import KolomTabel, tulis_tabel
from organisasi.tim import Anggota, SusunanTim

_KOLOM = (
    KolomTabel("Nama"),
    KolomTabel("Kedudukan dalam tim"),
    KolomTabel("Jabatan", kosong="tidak memangku jabatan"),
    KolomTabel("Unit kerja", kosong="–"),
)


def buku_tim(susunan: SusunanTim) -> bytes:
    """The members with the decision that names them."""
    sk = "Nomor atau tanggal Keputusan Camat belum diisi."
    if susunan.ber_sk:
        sk = f"Keputusan Camat Nomor {susunan.tim.nomor_sk} tanggal {tanggal(susunan.tim.tanggal_sk)}"
    return tulis_tabel(f"Tim SAKIP {susunan.tahun}", _KOLOM, map(_baris, susunan.anggota), keterangan=(sk,))


def _baris(satu: Anggota) -> tuple[str | None, ...]:
    return satu.pegawai.nama, satu.fungsi_teks, ", ".join(satu.jabatan) or None, ", ".join(satu.unit) or None
