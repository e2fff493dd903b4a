"""A year reckoned by hand: two sasaran with one IKU each, two programs with their money, two past years."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kinerja.models import Indikator, Pagu, TargetRenstra
from organisasi.bahasa import AKHIR_TAHUN
from organisasi.models import Kantor
from pelaporan.naskah.tahunan import BagianNarasi, NaskahTahunan
from pelaporan.rekap_tahun import susun_naskah_tahunan
from rencana_aksi.models import Putusan, RealisasiAnggaran, Triwulan
from rencana_aksi.models.capaian import Meja, Status
from tests import factories

TAHUN = factories.TAHUN
DIBUAT = datetime(TAHUN + 1, 1, 20, 9, 41, tzinfo=ZoneInfo("Asia/Makassar"))
WAJIB = ("kata-pengantar", "gambaran-umum", "kesimpulan")


@dataclass(frozen=True)
class Tahun:
    kantor: factories.KantorLengkap
    akhir: Triwulan
    ikm: Indikator
    waktu: Indikator
    sub: Indikator


def tahun_contoh() -> Tahun:
    """The year in the database; every claim of its own measurement is ratified."""
    kantor = factories.kantor_lengkap()
    if not Kantor.objects.exists():
        factories.kantor()
    factories.ketentuan()
    renstra = factories.renstra(nama="Renstra 2021–2026", visi="Kecamatan yang melayani", misi="Melayani")
    pelayanan = factories.sasaran(renstra=renstra, urutan=1, uraian="Pelayanan makin baik")
    ketepatan = factories.sasaran(renstra=renstra, urutan=2, uraian="Layanan makin cepat")
    ikm = factories.indikator(
        sasaran=pelayanan,
        nama="IKM",
        satuan="Indeks",
        presisi=2,
        akumulasi="akhir",
        unit=kantor.pelayanan,
        nilai_awal=Decimal(80),
        tahun_awal=2020,
        acuan_nasional=Decimal(88),
        sumber_acuan="Kementerian PANRB",
    )
    waktu = factories.indikator(
        sasaran=ketepatan,
        nama="Waktu layanan",
        satuan="menit",
        polaritas="minimal_a",
        akumulasi="akhir",
        unit=kantor.pelayanan,
    )
    for indikator, nilai in ((ikm, 100), (waktu, 8)):
        TargetRenstra.objects.create(indikator=indikator, tahun=2026, nilai=Decimal(nilai))
    sub = _anggaran(kantor, pelayanan, ketepatan)
    _klaim(kantor, ikm, "87", "90", "103.4483")
    _klaim(kantor, sub, "4", "4", "100")
    _koreksi(kantor, _klaim(kantor, waktu, "10", "12", "70"))
    _klaim(kantor, ikm, "86", "84", "97.6744", tahun=TAHUN - 1)
    _klaim(kantor, ikm, "85", "86", "101.1765", tahun=TAHUN - 2)
    _klaim(kantor, ikm, "87", "88", "101.1494", nomor=4)
    return Tahun(kantor, factories.triwulan(TAHUN, AKHIR_TAHUN), ikm, waktu, sub)


def _klaim(kantor, indikator, target, realisasi, persen, *, tahun=TAHUN, nomor=AKHIR_TAHUN):
    tw = factories.target_triwulan(indikator=indikator, tahun=tahun, nomor=nomor, nilai=Decimal(target))
    return factories.capaian_terajukan(
        target_triwulan=tw,
        status=Status.SAH,
        realisasi=Decimal(realisasi),
        persen=Decimal(persen),
        diajukan_oleh=kantor.staf,
    )


def _koreksi(kantor, capaian):
    """80 claimed, corrected to 70 by the Camat."""
    langkah = (
        (Meja.PENGISI, "ajukan", None, "80", "", Status.DI_ESELON_IV),
        (Meja.CAMAT, "sahkan", "80", "70", "Satu bulan tidak tercatat.", Status.SAH),
    )
    for urutan, (meja, tindakan, masuk, keluar, alasan, ke) in enumerate(langkah, 1):
        factories.putusan(
            capaian=capaian,
            oleh=kantor.camat,
            urutan=urutan,
            meja=meja,
            tindakan=tindakan,
            dari_status=Status.DRAF,
            ke_status=ke,
            nilai_masuk=None if masuk is None else Decimal(masuk),
            nilai_keluar=Decimal(keluar),
            alasan=alasan,
            jenis_alasan=Putusan.JenisAlasan.TIDAK_SESUAI if alasan else "",
            pada=factories.SAAT,
        )


def _anggaran(kantor, pelayanan, ketepatan) -> Indikator:
    """Program 7.01.02: 120 after the change, 96 spent; program 7.01.03: 200, 180 spent. Amounts in Rupiah."""
    pertama = factories.program(kode="7.01.02", nama="Program Pelayanan", sasaran=pelayanan)
    kedua = factories.program(kode="7.01.03", nama="Program Percepatan", sasaran=ketepatan)
    sub = [
        factories.sub_kegiatan(
            kegiatan=factories.kegiatan(program=p, kode=f"{p.kode}.2.01"), kode=f"{p.kode}.2.01.0001"
        )
        for p in (pertama, kedua)
    ]
    Pagu.objects.create(sub_kegiatan=sub[0], tahun=TAHUN, murni=Decimal(100), perubahan=Decimal(120))
    Pagu.objects.create(sub_kegiatan=sub[1], tahun=TAHUN, murni=Decimal(200))
    for satu, nomor, jumlah in ((sub[0], 1, 50), (sub[0], 4, 46), (sub[1], 4, 180)):
        RealisasiAnggaran.objects.create(
            sub_kegiatan=satu, triwulan=factories.triwulan(TAHUN, nomor), jumlah=Decimal(jumlah)
        )
    return factories.indikator(sub_kegiatan=sub[0], nama="Jumlah laporan layanan", unit=kantor.pelayanan)


def narasi_contoh(teks: str = "Narasi yang ditulis orang.") -> tuple[BagianNarasi, ...]:
    umum = tuple(BagianNarasi(kunci, kunci.capitalize(), True, teks) for kunci in WAJIB)
    return (*umum, BagianNarasi("sebab-1", "Sebab", True, teks), BagianNarasi("solusi-1", "Solusi", True, ""))


def naskah_contoh(tahun: Tahun, **kolom) -> NaskahTahunan:
    bawaan = {"konsep": False, "versi": 1, "dibuat": DIBUAT, "narasi": narasi_contoh()}
    return susun_naskah_tahunan(tahun.akhir, **bawaan | kolom)
