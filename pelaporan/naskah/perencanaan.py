"""What the list of IKU and the decision on the Tim SAKIP say, as strings ready to print."""

from datetime import date
from typing import Any

from kinerja.renstra import iku_renstra, renstra_untuk, teks_acuan, teks_awal
from kinerja.rkt import BarisRkt, rkt
from organisasi.bahasa import nip, tanggal
from organisasi.models import Jabatan, Kantor, Penugasan
from organisasi.peran import pemangku
from organisasi.tim import TUGAS, Anggota, SusunanTim
from pelaporan.rekap import DASAR_HUKUM

MENIMBANG = (
    "bahwa untuk mewujudkan pengukuran dan pelaporan kinerja yang akurat, lengkap, tepat waktu, dan konsisten perlu "
    "dibentuk tim yang keanggotaannya terdiri dari seluruh unsur unit kerja;",
    "bahwa pegawai yang namanya tercantum dalam lampiran keputusan ini dipandang mampu dan memenuhi syarat untuk "
    "ditetapkan dalam tim tersebut;",
    "bahwa berdasarkan pertimbangan sebagaimana dimaksud pada huruf a dan huruf b, perlu menetapkan Keputusan Camat "
    "tentang Tim SAKIP dan LAKIP;",
)


def naskah_sk_tim(susunan: SusunanTim, hari_ini: date) -> dict[str, Any]:
    """The Keputusan Camat on the Tim of a year (R-01 to R-03); the signature is of who holds the post on its date."""
    tim = susunan.tim
    ditetapkan = tim.tanggal_sk if tim else None
    return {
        **kepala_naskah(),
        "tahun": str(susunan.tahun),
        "nomor": tim.nomor_sk if tim else "",
        "konsep": not susunan.ber_sk,
        "tentang": f"Pembentukan Tim SAKIP dan LAKIP Tahun {susunan.tahun}",
        "menimbang": list(MENIMBANG),
        "mengingat": list(DASAR_HUKUM),
        "tugas": [satu[0].lower() + satu[1:] for satu in TUGAS],
        "tanggal": tanggal(ditetapkan) if ditetapkan else "",
        "anggota": [_anggota(a) for a in susunan.anggota],
        "tanda_tangan": tanda_tangan_camat(ditetapkan or hari_ini),
    }


def naskah_iku(tahun: int, hari_ini: date) -> dict[str, Any]:
    """The list of IKU of a year with definition, formula, source and owner (domain 8, table 5)."""
    renstra = renstra_untuk(tahun)
    iku = iku_renstra(renstra) if renstra else []
    return {
        **kepala_naskah(),
        "tahun": str(tahun),
        "renstra": str(renstra or ""),
        "baris": [_iku(b) for b in rkt(tahun, iku)],
        "tanggal": tanggal(hari_ini),
        "tanda_tangan": tanda_tangan_camat(hari_ini),
    }


def _iku(baris: BarisRkt) -> dict[str, str]:
    i = baris.indikator
    return {
        "sasaran": i.sasaran.uraian,
        "nama": i.nama,
        "satuan": i.satuan,
        "target": baris.tahunan_teks or "tidak ada target",
        "awal": teks_awal(i) or "–",
        "acuan": teks_acuan(i),
        "definisi": i.definisi_operasional or "belum diisi",
        "formula": i.formula or "belum diisi",
        "sumber": i.sumber_data or "belum diisi",
        "penanggung_jawab": str(i.penanggung_jawab or i.unit),
    }


def _anggota(anggota: Anggota) -> dict[str, str]:
    return {
        "nama": anggota.pegawai.nama,
        "nip": nip(anggota.pegawai.nip or ""),
        "jabatan": ", ".join(anggota.jabatan) or "–",
        "fungsi": anggota.fungsi_teks,
    }


def kepala_naskah() -> dict[str, Any]:
    """What every planning document prints of the office; one query."""
    kantor = Kantor.objects.get(pk=1)
    return {
        "nama_pemda": kantor.nama_pemda,
        "kantor": kantor.nama,
        "alamat": kantor.alamat,
        "kontak": kantor.kontak,
        "tempat": kantor.tempat,
        "contoh": kantor.berisi_data_contoh,
    }


def tanda_tangan_camat(hari: date) -> dict[str, str]:
    """Who signs as Camat on a day; empty while the post is vacant."""
    duduk = (p for p in pemangku(hari).values() if p.jabatan.tingkat == Jabatan.Tingkat.CAMAT)
    return penanda_tangan(next(duduk, None))


def penanda_tangan(penugasan: Penugasan | None) -> dict[str, str]:
    """The signature block of who holds a post by this assignment; empty for a vacant post."""
    if penugasan is None:
        return {}
    orang = penugasan.pegawai
    return {
        "jabatan": penugasan.nama_jabatan,
        "nama": orang.nama,
        "pangkat": ", ".join(filter(None, (orang.pangkat, orang.golongan))),
        "nip": nip(orang.nip or ""),
    }
