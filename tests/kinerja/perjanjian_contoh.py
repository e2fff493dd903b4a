"""A small office with what its agreements are made of: IKU, a program of the sekretariat, one of a seksi, pagu."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.models import Indikator, Pagu, PerjanjianKinerja
from kinerja.perjanjian.services import (
    Ubahan,
    UbahanAnggaran,
    UbahanBaris,
    buat_perjanjian,
    tandatangani,
    ubah_draf,
)
from organisasi.models import Pegawai
from tests import factories
from tests.factories import TAHUN, KantorLengkap

TANGGAL = date(2023, 1, 5)


@dataclass(frozen=True)
class Contoh:
    kantor: KantorLengkap
    ikm: Indikator
    penunjang: Indikator
    rencana: Indikator
    gaji: Indikator
    desa: Indikator
    tanpa_target: Indikator


def pagu(sub_kegiatan, murni, **kolom) -> Pagu:
    return Pagu.objects.create(**{"sub_kegiatan": sub_kegiatan, "tahun": TAHUN, "murni": Decimal(murni)} | kolom)


def contoh() -> Contoh:
    """Targets of 2023 for all but `tanpa_target`; pagu murni 100, 20 and 3 million, the last raised to 5 million."""
    kantor = factories.kantor_lengkap()
    Pegawai.objects.filter(pk=kantor.camat.pk).update(
        nama="Muhammad Yusri, S.E., M.M.", pangkat="Pembina", golongan="IV/a", nip="197703292008011008"
    )
    layanan = factories.sasaran(urutan=1, uraian="Meningkatnya kualitas pelayanan publik")
    kinerja = factories.sasaran(urutan=2, uraian="Meningkatnya akuntabilitas kinerja", renstra=layanan.renstra)
    ikm = factories.indikator(
        sasaran=layanan, nama="Indeks Kepuasan Masyarakat", satuan="Indeks", presisi=2, unit=kantor.pelayanan
    )
    persen = factories.indikator(
        sasaran=kinerja, nama="Persentase Capaian Program Penunjang", satuan="%", presisi=2, unit=kantor.subbag
    )
    penunjang = factories.program(kode="7.01.01", nama="PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH")
    desa = factories.program(kode="7.01.06", nama="PROGRAM PEMBINAAN PEMERINTAHAN DESA")
    sub = [
        factories.sub_kegiatan(
            kegiatan=factories.kegiatan(program=program, kode=f"{program.kode}.2.0{nomor}", nama=f"Kegiatan {nama}"),
            kode=f"{program.kode}.2.0{nomor}.0001",
            nama=nama,
        )
        for nomor, (program, nama) in enumerate(
            [(penunjang, "Penyusunan Rencana"), (penunjang, "Penyediaan Gaji"), (desa, "Fasilitasi Desa")], 1
        )
    ]
    rencana = factories.indikator(sub_kegiatan=sub[0], nama="Jumlah Rencana", satuan="Dokumen", unit=kantor.subbag)
    gaji = factories.indikator(sub_kegiatan=sub[1], nama="Jumlah Orang Digaji", satuan="Orang", unit=kantor.subbag)
    fasilitasi = factories.indikator(
        sub_kegiatan=sub[2], nama="Jumlah Desa Difasilitasi", satuan="Desa", unit=kantor.pemerintahan
    )
    kosong = factories.indikator(sub_kegiatan=sub[2], nama="Tanpa Target", unit=kantor.pemerintahan)
    target = {ikm: "87", persen: "96.5", rencana: "4", gaji: "21", fasilitasi: "7"}
    for indikator, nilai in target.items():
        factories.target_tahunan(indikator=indikator, nilai=Decimal(nilai))
    factories.target_tahunan(indikator=kosong, nilai=None)
    pagu(sub[0], "20000000")
    pagu(sub[1], "100000000.50", sumber_dana="DAU")
    pagu(sub[2], "3000000", perubahan=Decimal(5000000))
    return Contoh(kantor, ikm, persen, rencana, gaji, fasilitasi, kosong)


def draf(contoh: Contoh, nama: str = "kasi_lain") -> PerjanjianKinerja:
    jabatan = getattr(contoh.kantor, f"jabatan_{nama}")
    return buat_perjanjian(tahun=TAHUN, jabatan=jabatan, oleh=contoh.kantor.kasubag)


def tertanda(contoh: Contoh, nama: str = "kasi_lain") -> PerjanjianKinerja:
    perjanjian = draf(contoh, nama)
    if nama == "camat":
        ubah_draf(perjanjian=perjanjian, ubahan=ubahan(perjanjian), oleh=contoh.kantor.kasubag)
    return tandatangani(perjanjian=perjanjian, tanggal=TANGGAL, tempat="Kalaena", oleh=contoh.kantor.kasubag)


def ubahan(perjanjian: PerjanjianKinerja, **lain) -> Ubahan:
    """The draft as it stands, the Bupati named; other values by keyword."""
    bawaan = {
        "jabatan_kedua": perjanjian.jabatan_kedua,
        "pihak_luar_nama": "" if perjanjian.jabatan_kedua else "Drs. H. Bupati Contoh, M.Si.",
        "pihak_luar_jabatan": perjanjian.pihak_luar_jabatan,
        "tempat": perjanjian.tempat,
        "kalimat": perjanjian.kalimat,
        "baris": [UbahanBaris(b.pk, b.urutan, b.sasaran) for b in perjanjian.baris.all()],
        "anggaran": [UbahanAnggaran(a.pk, a.keterangan) for a in perjanjian.anggaran.all()],
    }
    return Ubahan(**bawaan | lain)
