"""The office that the matrix of authority walks through: every kind of row once of its own unit, once of another."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.test import Client

from organisasi.models import Pegawai
from pelaporan.tamu import undang
from rencana_aksi.dibuka import tandai_dibuka
from rencana_aksi.kedudukan import Tindakan, kedudukan
from rencana_aksi.models import Capaian, DataDukung, PernyataanTidakAda, Pesan, Triwulan, Unggahan
from rencana_aksi.workflow import putuskan
from tests import factories
from tests.factories import SAAT, TAHUN, KantorLengkap

# The eleven actors of security 1, each with one letter of a row.
PELAKU = {
    "-": None,
    "a": "staf",
    "b": "staf_lain",
    "A": "kasi",
    "B": "kasi_lain",
    "S": "sekcam",
    "C": "camat",
    "t": "anggota",
    "p": "kasubag",
    "x": "admin",
    "0": "nonaktif",
}
TAMU = "g"
HURUF = "".join(PELAKU) + TAMU
TAK_DIKENAL = UUID(int=1)


@dataclass(frozen=True)
class Milik:
    """What belongs to one claim: the rows that an address can name."""

    klaim: Capaian
    dokumen: DataDukung

    def objek(self) -> dict[str, UUID]:
        """The public id by the first word of a route's name."""
        klaim, syarat = self.klaim, self.dokumen.syarat
        penulis = {"oleh": self.klaim.diajukan_oleh, "nama": "Penulis", "jabatan": "Staf"}
        pesan = Pesan.objects.create(capaian=klaim, jenis=Pesan.Jenis.PERTANYAAN, teks="Mengapa?", **penulis)
        tidak_ada = PernyataanTidakAda.objects.create(
            capaian=klaim, syarat=_syarat_lain(klaim), alasan="Belum terbit", dinyatakan_oleh=klaim.diajukan_oleh
        )
        unggahan = Unggahan.objects.create(
            capaian=klaim, syarat=syarat, nama="a.pdf", ukuran=10, dimulai_oleh=klaim.diajukan_oleh
        )
        return {
            "capaian": klaim.public_id,
            "pesan_tulis": klaim.public_id,
            "pesan": pesan.public_id,
            "data_dukung": self.dokumen.public_id,
            "dokumen": self.dokumen.public_id,
            "lembar": self.dokumen.public_id,
            "slot": syarat.public_id,
            "unggahan_baru": syarat.public_id,
            "unggahan": unggahan.public_id,
            "tidak_ada": tidak_ada.public_id,
            "rencana": klaim.indikator.public_id,
            "indikator": klaim.indikator.public_id,
        }


def _syarat_lain(klaim: Capaian):
    return factories.syarat(target_triwulan=klaim.target_triwulan, uraian="Foto kegiatan", wajib=False)


def klaim_diajukan(office: KantorLengkap, unit, staf: Pegawai, nomor: int) -> Milik:
    """A claim of a unit, submitted by its staff, with one document."""
    indikator = factories.indikator(unit=unit)
    target = factories.target_triwulan(indikator=indikator, nomor=nomor, nilai=Decimal(3))
    klaim = factories.capaian(
        target_triwulan=target, realisasi=Decimal(3), tanggal_data=target.triwulan.buka, analisis="Sesuai rencana."
    )
    dokumen = factories.data_dukung(
        capaian=klaim,
        syarat=factories.syarat(target_triwulan=target),
        diunggah_oleh=staf,
        berkas=factories.berkas(b"%%PDF-1.4 %d" % klaim.pk),
    )
    ambil(Tindakan.AJUKAN, klaim, staf)
    return Milik(Capaian.objects.lengkap().get(pk=klaim.pk), dokumen)


def ambil(tindakan: Tindakan, klaim: Capaian, oleh: Pegawai, pada: datetime = SAAT) -> None:
    from organisasi.peran import peran

    for dokumen in klaim.data_dukung.all():
        tandai_dibuka(dokumen, oleh)
    k = kedudukan(Capaian.objects.lengkap().get(pk=klaim.pk), peran(oleh, pada.date()))
    putuskan(tindakan, capaian=klaim, oleh=oleh, sidik=k.sidik, pada=pada)


class Dunia:
    """The rows, and a logged-in browser for each actor."""

    def __init__(self) -> None:
        self.office = office = factories.kantor_lengkap()
        milik = klaim_diajukan(office, office.pelayanan, office.staf, 2)
        lain = klaim_diajukan(office, office.pemerintahan, office.staf_lain, 2)
        usang = klaim_diajukan(office, office.pelayanan, office.staf, 1)
        self.objek = {"milik": milik.objek(), "lain": lain.objek(), "usang": usang.objek()}
        Triwulan.objects.filter(tahun=TAHUN, nomor=1).update(ditutup_pada=SAAT, ditutup_oleh=office.camat)
        self.tambahan = self._tambahan(milik.klaim)
        self.peramban = {huruf: self._masuk(nama) for huruf, nama in PELAKU.items()}
        self.peramban[TAMU] = self._tamu()

    def _tambahan(self, klaim: Capaian) -> dict[str, UUID]:
        """Rows of the whole office, by the first word of a route's name."""
        laporan = factories.laporan_selesai(konsep=False, versi=1)
        return {
            "laporan": laporan.public_id,
            "lhe": factories.lhe().public_id,
            "tindak_lanjut": factories.rekomendasi().public_id,
            "rapat": factories.rapat_evaluasi().public_id,
            "penerima": factories.penerima_laporan().public_id,
        }

    def _masuk(self, nama: str | None) -> Client:
        klien = Client(raise_request_exception=False)
        if nama:
            klien.force_login(getattr(self.office, nama), backend="organisasi.auth.NipAtauNamaPengguna")
        return klien

    def _tamu(self) -> Client:
        from django.urls import reverse

        _, token = undang(
            lembaga="Inspektorat",
            keperluan="Evaluasi",
            tahun=TAHUN,
            berlaku_sampai=SAAT.date(),
            oleh=self.office.kasubag,
        )
        klien = Client(raise_request_exception=False)
        klien.post(reverse("tamu_masuk", args=[token]))
        return klien

    def isian(self, nama: str, argumen: tuple[str, ...], siapa: str, bawaan: dict[str, Any]) -> dict[str, Any]:
        """The arguments of an address; an id that no table of ours knows is one that does not exist."""
        isi = {satu: bawaan[satu] for satu in argumen}
        if "public_id" in isi:
            isi["public_id"] = self._id(nama, siapa)
        return isi

    def _id(self, nama: str, siapa: str) -> UUID:
        sumber = self.tambahan if siapa == "kantor" else self.objek.get(siapa, {})
        return next((id for awalan, id in sumber.items() if _berawalan(nama, awalan)), TAK_DIKENAL)


def _berawalan(nama: str, awalan: str) -> bool:
    return nama == awalan or nama.startswith(f"{awalan}_")


def pemilik(nama: str, argumen: tuple[str, ...]) -> tuple[str, ...]:
    """Whose rows a route is asked for."""
    if "public_id" not in argumen:
        return ("kantor",)
    milik_unit = ("capaian", "pesan", "data_dukung", "dokumen_lembar", "dokumen_nilai", "lembar", "slot", "unggahan",
                  "tidak_ada", "rencana", "indikator")
    if any(_berawalan(nama, satu) for satu in milik_unit):
        return ("milik", "lain", "usang")
    return ("kantor",)
