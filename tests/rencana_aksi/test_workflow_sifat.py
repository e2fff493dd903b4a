"""Any sequence of steps against a plain-Python model of the ladder (security 2d)."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from organisasi.jejak import periksa_rantai
from organisasi.models import Berkas, Jejak, Penugasan
from organisasi.penyimpanan import ada
from organisasi.peran import peran
from rencana_aksi.aturan import MEMUTUS
from rencana_aksi.isi_klaim import isi_klaim
from rencana_aksi.kedudukan import MENYERTAI, Tindakan, dokumen_berlaku
from rencana_aksi.models import Capaian, DataDukung, Pesan
from rencana_aksi.penilaian_dokumen import PenilaianDitolak, nilai_dokumen
from rencana_aksi.percakapan import PesanDitolak, jawab, tarik_pesan, tulis_pesan
from rencana_aksi.services import Isian, IsianDitolak, simpan_isian, tarik_dokumen, unggah
from rencana_aksi.tangga import putusan_berlaku
from rencana_aksi.workflow import IsiPutusan, TransisiDitolak, buka_di_meja, putuskan
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, buka_dokumen, lihat

ORANG = ("staf", "staf_rekan", "kasi", "kasi_lain", "sekcam", "camat")
PENGISI = ("staf", "staf_rekan", "kasi")
MEJA = {
    "draf": "pengisi",
    "kembali_pengisi": "pengisi",
    "di_eselon_iv": "eselon_iv",
    "kembali_eselon_iv": "eselon_iv",
    "di_eselon_iii": "eselon_iii",
    "kembali_eselon_iii": "eselon_iii",
    "di_camat": "camat",
    "sah": None,
}
URUTAN = ("pengisi", "eselon_iv", "eselon_iii", "camat")
LANGKAH = st.sampled_from([t for t in Tindakan if t not in MENYERTAI])
ARAH = st.sampled_from(["naik", "naik", "naik", "turun", "tarik"])
KOREKSI = st.sampled_from([None, None, Decimal(70), Decimal(110)])
TUJUAN = st.sampled_from(URUTAN[:3])
SERING = st.sampled_from([True, True, True, True, False])
_DUDUK = (*MEMUTUS, "tetap_berlaku")
_BERNILAI = ("teruskan", "sahkan", "tetap_berlaku")
DILARANG, DITOLAK, JADI = "dilarang", "ditolak", "jadi"


@dataclass
class Langkah:
    tindakan: str
    siapa: str
    meja: str
    dari: str
    masuk: Decimal | None
    keluar: Decimal | None
    isi: tuple = ()


@dataclass
class Model:
    """The ladder in memory: what the guideline says, with no database behind it."""

    status: str = "draf"
    persen: Decimal | None = None
    realisasi: Decimal = Decimal("85.4")
    putaran: int = 1
    analisis: str = "Loket kedua dibuka sejak Mei."
    hari: date = date(2023, 6, 1)
    dokumen: set[int] = field(default_factory=lambda: {0})
    dilihat: set[tuple[str, int]] = field(default_factory=set)
    tidak_sesuai: set[tuple[str, int]] = field(default_factory=set)
    bertanya: list[str] = field(default_factory=list)
    dibuka: bool = False
    pejabat_camat: str = "camat"
    rangkap: bool = False
    dilewati: bool = False
    penyusun: set[str] = field(default_factory=lambda: {"staf"})
    tangga: list[Langkah] = field(default_factory=list)

    def duduk(self, siapa: str, meja: str | None) -> bool:
        if meja == "pengisi":
            return siapa in PENGISI
        return siapa == {"eselon_iv": "kasi", "eselon_iii": "sekcam", "camat": self.pejabat_camat}.get(meja)

    def pejabat(self, meja: str) -> str:
        return {"eselon_iv": "kasi", "eselon_iii": "sekcam", "camat": self.pejabat_camat}[meja]

    def terlibat(self, siapa: str) -> bool:
        """Has a part in the claim: its unit, or one of its desks."""
        return siapa in PENGISI or any(self.duduk(siapa, meja) for meja in URUTAN[1:])

    @property
    def isi(self) -> tuple:
        return self.realisasi, self.analisis, self.hari, frozenset(self.dokumen)

    @property
    def akhir(self) -> Langkah | None:
        return next((a for a in reversed(self.tangga) if a.tindakan != "tetap_berlaku"), None)

    def dapat_memutus(self, siapa: str) -> bool:
        """Holds the reviewing desk where the claim lies, and has no other part in it."""
        meja = MEJA[self.status]
        return (
            meja in URUTAN[1:]
            and self.duduk(siapa, meja)
            and siapa not in self.penyusun
            and not self.dua_meja(siapa, meja)
        )

    @property
    def berjalan(self) -> list[Langkah]:
        mulai = max((i for i, a in enumerate(self.tangga) if a.tindakan == "ajukan"), default=0)
        return self.tangga[mulai:]

    def dua_meja(self, siapa: str, meja: str) -> bool:
        lain = any(a.siapa == siapa and a.meja != meja and a.tindakan in _DUDUK for a in self.berjalan)
        return lain and not (meja == "camat" and self.rangkap)

    def boleh(self, tindakan: str, siapa: str) -> bool:
        penelaah = any(self.duduk(siapa, meja) for meja in URUTAN[1:])
        return {
            "ajukan": siapa in PENGISI,
            "tarik": siapa in PENGISI or penelaah,
            "teruskan": penelaah,
            "kembalikan": penelaah,
            "sahkan": siapa == self.pejabat_camat,
            "batalkan": siapa == self.pejabat_camat,
        }[tindakan]

    def _dapat(self, tindakan: str, siapa: str, koreksi: Decimal | None, tujuan: str | None) -> bool:
        meja, akhir = MEJA[self.status], self.akhir
        if tindakan == "batalkan":
            return self.status == "sah"
        if tindakan == "tarik":
            return (
                self.status in ("di_eselon_iv", "di_eselon_iii", "di_camat")
                and akhir.siapa == siapa
                and akhir.tindakan in ("ajukan", "teruskan")
                and self.duduk(siapa, akhir.meja)
                and not self.dibuka
            )
        if tindakan == "ajukan":
            return meja == "pengisi" and bool(self.dokumen)
        if not self.dapat_memutus(siapa):
            return False
        if tindakan == "kembalikan":
            lebih_rendah = URUTAN[: URUTAN.index(meja)]
            return tujuan in lebih_rendah and not (tujuan == "eselon_iv" and self.dilewati)
        if self.bertanya or any((siapa, d) not in self.dilihat for d in self.dokumen):
            return False
        if koreksi is not None and koreksi > self.persen and any((meja, d) in self.tidak_sesuai for d in self.dokumen):
            return False
        return (meja == "camat") == (tindakan == "sahkan") and not self._sama(koreksi)

    def _sama(self, koreksi: Decimal | None) -> bool:
        return koreksi is not None and koreksi == self.persen.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def langkah(self, tindakan: str, siapa: str, koreksi: Decimal | None = None, tujuan: str | None = None) -> str:
        """What must come of a step; the model moves when it succeeds."""
        if not self.boleh(tindakan, siapa):
            return DILARANG
        if not self._dapat(tindakan, siapa, koreksi, tujuan):
            return DITOLAK
        self._pindah(tindakan, siapa, koreksi, tujuan)
        return JADI

    def _pindah(self, tindakan: str, siapa: str, koreksi: Decimal | None, tujuan: str | None) -> None:
        dari, masuk, meja = self.status, self.persen, MEJA[self.status] or "camat"
        ulang = self.akhir is not None and self.akhir.tindakan == "tarik"
        tetap: list[Langkah] = []
        if tindakan in ("ajukan", "teruskan", "sahkan") and dari.startswith("kembali") and not ulang:
            self.putaran += 1
        if tindakan == "ajukan":
            self.penyusun.add(siapa)
            self.dilewati = "kasi" in self.penyusun
            masuk, self.persen = None, self._hitung()
            tetap = self._tetap("eselon_iii" if self.dilewati else "eselon_iv", self.persen, dari, siapa)
            self.status = self._tiba("eselon_iii" if self.dilewati else "eselon_iv", tetap)
        elif tindakan == "tarik":
            akhir = self.akhir
            self.status, self.persen, meja = akhir.dari, akhir.masuk, akhir.meja
        elif tindakan == "kembalikan":
            self.status, self.persen = f"kembali_{tujuan}", self._nilai_dulu(tujuan)
        elif tindakan == "batalkan":
            self.status, self.persen = "di_camat", self._nilai_dulu("camat")
        else:
            self.persen = self.persen if koreksi is None else koreksi
            if tindakan == "teruskan":
                tetap = self._tetap(URUTAN[URUTAN.index(meja) + 1], self.persen, dari, siapa)
                self.status = self._tiba(URUTAN[URUTAN.index(meja) + 1], tetap)
            else:
                self.status = "sah"
        self.dibuka = False
        self.tangga.append(Langkah(tindakan, siapa, meja, dari, masuk, self.persen, self.isi))
        for lama in tetap:
            self.tangga.append(Langkah("tetap_berlaku", lama.siapa, lama.meja, dari, lama.masuk, lama.keluar, self.isi))
            self.persen = lama.keluar

    def _tetap(self, mulai: str, nilai: Decimal, dari: str, siapa: str) -> list[Langkah]:
        """The judgements between `mulai` and the desk that returned the claim, when all of them were on just this."""
        if not dari.startswith("kembali"):
            return []
        pengembali = next(a.meja for a in reversed(self.tangga) if a.tindakan == "kembalikan")
        tangan = self.penyusun | {siapa, self.pejabat(pengembali)}
        tetap = []
        for meja in URUTAN[URUTAN.index(mulai) : URUTAN.index(pengembali)]:
            lama = next((a for a in reversed(self.tangga) if a.meja == meja), None)
            if lama is None or lama.tindakan not in ("teruskan", "tetap_berlaku") or lama.siapa in tangan:
                return []
            if (lama.isi, lama.masuk) != (self.isi, nilai):
                return []
            tetap.append(lama)
            nilai = lama.keluar
        return tetap

    def _tiba(self, mulai: str, tetap: list[Langkah]) -> str:
        return f"di_{URUTAN[URUTAN.index(mulai) + len(tetap)]}"

    def _hitung(self) -> Decimal:
        return (100 * self.realisasi / 87).quantize(Decimal("0.0001"), ROUND_HALF_UP)

    def _nilai_dulu(self, meja: str) -> Decimal:
        if meja == "pengisi":
            return self.berjalan[0].keluar
        return next(a.masuk for a in reversed(self.berjalan) if a.meja == meja and a.tindakan in _BERNILAI)


AKSI: list[st.SearchStrategy] = []


def aksi(bobot: int = 1, **strategi: st.SearchStrategy) -> Callable:
    """Enter a method of the machine among the actions; `bobot` is how many lots it has in the draw."""

    def daftarkan(fungsi: Callable) -> Callable:
        AKSI.extend(st.tuples(st.just(fungsi), st.fixed_dictionaries(strategi)) for _ in range(bobot))
        return fungsi

    return daftarkan


class Tangga(RuleBasedStateMachine):
    """Random people do random things to one claim; every answer must be the model's."""

    def __init__(self, office, klaim):
        super().__init__()
        self.office, self.klaim = office, klaim
        self.titik = transaction.savepoint()
        self.model = Model()
        self.plh = None
        self.nomor_berkas = 0
        self.nomor = {klaim.data_dukung.get().pk: 0}
        self.tanya: list[Pesan] = []
        self.sidik_lama = lihat(klaim, office.camat).sidik

    def _orang(self, siapa):
        return getattr(self.office, siapa)

    def _tersimpan(self):
        return Capaian.objects.get(pk=self.klaim.pk)

    def _berlaku(self):
        return list(DataDukung.objects.berlaku().filter(capaian=self.klaim))

    def _putuskan(self, tindakan, siapa, sidik, **isi):
        try:
            putuskan(
                tindakan,
                capaian=self.klaim,
                oleh=self._orang(siapa),
                sidik=sidik,
                isi=IsiPutusan(**isi),
                pada=SAAT,
            )
        except PermissionDenied:
            return DILARANG
        except TransisiDitolak:
            return DITOLAK
        return JADI

    def _coba(self, tindakan, siapa, koreksi=None, tujuan=None):
        k = lihat(self.klaim, self._orang(siapa))
        isi = {} if koreksi is None else {"nilai": koreksi, "dokumen": self._berlaku()}
        isi |= {} if tujuan is None else {"tujuan": f"kembali_{tujuan}"}
        hasil = self._putuskan(tindakan, siapa, k.sidik, **ALASAN, **isi)

        assert hasil == self.model.langkah(tindakan, siapa, koreksi, tujuan), (tindakan, siapa, koreksi, tujuan)
        if hasil == JADI:
            rung = self.klaim.putusan.exclude(tindakan__in=MENYERTAI).last()
            assert (rung.sidik_dilihat, rung.isi_dilihat) == (k.sidik, k.isi)
            self.sidik_lama = k.sidik

    @aksi(tindakan=LANGKAH, siapa=st.sampled_from(ORANG), koreksi=KOREKSI, tujuan=TUJUAN)
    def siapa_pun(self, tindakan, siapa, koreksi, tujuan):
        naik = tindakan in (Tindakan.TERUSKAN, Tindakan.SAHKAN)
        self._coba(tindakan, siapa, koreksi if naik else None, tujuan if tindakan == Tindakan.KEMBALIKAN else None)

    @aksi(bobot=7, arah=ARAH, koreksi=KOREKSI, tujuan=TUJUAN, lihat_dahulu=SERING)
    def yang_berhak(self, arah, koreksi, tujuan, lihat_dahulu):
        meja, pejabat = MEJA[self.model.status], self.model.pejabat_camat
        if meja is None:
            self._coba(Tindakan.BATALKAN, pejabat)
        elif arah == "tarik" and self.model.tangga:
            self._coba(Tindakan.TARIK, self.model.akhir.siapa)
        elif meja == "pengisi":
            self._coba(Tindakan.AJUKAN, "staf")
        else:
            siapa = self.model.pejabat(meja)
            if lihat_dahulu:
                self.lihat_dokumen(siapa)
            naik = Tindakan.SAHKAN if meja == "camat" else Tindakan.TERUSKAN
            langkah = (Tindakan.KEMBALIKAN, siapa, None, tujuan) if arah == "turun" else (naik, siapa, koreksi)
            self._coba(*langkah)

    @aksi(siapa=st.sampled_from(ORANG))
    def buka(self, siapa):
        buka_di_meja(lihat(self.klaim, self._orang(siapa)))
        meja = MEJA[self.model.status]
        self.model.dibuka |= meja in URUTAN[1:] and self.model.duduk(siapa, meja)

    @aksi(siapa=st.sampled_from(PENGISI), nilai=st.integers(0, 120))
    def isi(self, siapa, nilai):
        sekarang = self._tersimpan()
        baru = Isian(Decimal(nilai), date(2023, 6, 20), analisis=f"Sebesar {nilai}.")
        try:
            simpan_isian(capaian=self.klaim, isian=baru, versi=sekarang.versi, oleh=self._orang(siapa))
        except IsianDitolak:
            assert MEJA[self.model.status] != "pengisi"
            return
        assert MEJA[self.model.status] == "pengisi"
        if (sekarang.realisasi, sekarang.analisis) != (baru.realisasi, baru.analisis):
            self.model.penyusun.add(siapa)
            self.model.realisasi, self.model.analisis = baru.realisasi, baru.analisis
            self.model.hari = baru.tanggal_data

    @aksi(siapa=st.sampled_from(PENGISI), ganti=st.booleans())
    def unggah(self, siapa, ganti):
        self.nomor_berkas += 1
        lama = next(iter(self._berlaku()), None) if ganti else None
        try:
            unggah(
                capaian=self.klaim,
                syarat=self.klaim.target_triwulan.syarat.get(),
                berkas=unggahan(pdf(ekor=b"\n%% %d\n" % self.nomor_berkas), "bukti.pdf"),
                batas=1_000_000,
                oleh=self._orang(siapa),
                menggantikan=lama,
            )
        except IsianDitolak:
            assert MEJA[self.model.status] != "pengisi"
            return
        assert MEJA[self.model.status] == "pengisi"
        if lama is not None:
            self.model.dokumen.discard(self.nomor[lama.pk])
        (baru,) = (d.pk for d in self._berlaku() if d.pk not in self.nomor)
        self.nomor[baru] = self.nomor_berkas
        self.model.dokumen.add(self.nomor_berkas)
        self.model.penyusun.add(siapa)

    @aksi(bobot=2, siapa=st.sampled_from(ORANG))
    def lihat_dokumen(self, siapa):
        buka_dokumen(self.klaim, self._orang(siapa))
        self.model.dilihat |= {(siapa, d) for d in self.model.dokumen}

    @aksi(siapa=st.sampled_from(ORANG), hasil=st.sampled_from(["sesuai", "tidak_sesuai"]))
    def nilai_satu_dokumen(self, siapa, hasil):
        satu = next(iter(self._berlaku()), None)
        if satu is None:
            return
        nomor, meja = self.nomor[satu.pk], MEJA[self.model.status]
        try:
            nilai_dokumen(dokumen=satu, hasil=hasil, catatan="Rekap berbeda.", oleh=self._orang(siapa))
        except PermissionDenied:
            assert not self.model.dapat_memutus(siapa)
            return
        except PenilaianDitolak:
            assert (siapa, nomor) not in self.model.dilihat
            return
        assert self.model.dapat_memutus(siapa)
        assert (siapa, nomor) in self.model.dilihat
        ubah = self.model.tidak_sesuai.add if hasil == "tidak_sesuai" else self.model.tidak_sesuai.discard
        ubah((meja, nomor))

    @aksi(siapa=st.sampled_from(ORANG))
    def bertanya(self, siapa):
        try:
            baru = tulis_pesan(
                capaian=self.klaim,
                jenis=Pesan.Jenis.PERTANYAAN,
                teks=f"Pertanyaan {len(self.tanya) + 1}?",
                oleh=self._orang(siapa),
            )
        except PermissionDenied:
            assert not self.model.terlibat(siapa)
            return
        except PesanDitolak:
            assert self.model.status == "sah"
            return
        assert self.model.terlibat(siapa)
        self.tanya.append(baru)
        self.model.bertanya.append(siapa)

    @aksi(bobot=2, siapa=st.sampled_from(ORANG), cara=st.sampled_from(["jawab", "jawab", "tarik"]))
    def tanggapi_pertanyaan(self, siapa, cara):
        if not self.tanya:
            return
        orang, penanya = self._orang(siapa), self.model.bertanya[0]
        try:
            if cara == "jawab":
                jawab(pertanyaan=self.tanya[0], teks="Begini.", oleh=orang)
            else:
                tarik_pesan(pesan=self.tanya[0], oleh=orang)
        except PermissionDenied:
            assert not self.model.terlibat(siapa)
            return
        except PesanDitolak:
            assert (siapa == penanya) == (cara == "jawab")
            return
        assert self.model.terlibat(siapa)
        assert (siapa == penanya) == (cara == "tarik")
        del self.tanya[0], self.model.bertanya[0]

    @aksi(siapa=st.sampled_from(PENGISI[:2]))
    def tarik_semua_dokumen(self, siapa):
        for dokumen in self._berlaku():
            try:
                tarik_dokumen(dokumen=dokumen, oleh=self._orang(siapa))
            except IsianDitolak:
                assert MEJA[self.model.status] != "pengisi"
                return
            assert MEJA[self.model.status] == "pengisi"
            self.model.penyusun.add(siapa)
            self.model.dokumen.discard(self.nomor[dokumen.pk])

    @aksi(siapa=st.sampled_from(("kasi", "kasi_lain", "sekcam", "staf")), rangkap=st.booleans())
    def plh_camat_mulai_atau_selesai(self, siapa, rangkap):
        if self.plh is not None:
            self.plh.delete()
            self.plh = None
            self.model.pejabat_camat, self.model.rangkap = "camat", False
        else:
            self.plh = factories.penugasan(
                pegawai=self._orang(siapa),
                jabatan=self.office.jabatan_camat,
                kapasitas=Penugasan.Kapasitas.PLH,
                mulai=SAAT.date(),
                selesai=SAAT.date(),
                boleh_rangkap=rangkap,
            )
            self.model.pejabat_camat, self.model.rangkap = siapa, rangkap

    @aksi(tindakan=st.sampled_from(["ajukan", "teruskan", "sahkan", "batalkan"]), siapa=st.sampled_from(ORANG))
    def halaman_lama(self, tindakan, siapa):
        if self.sidik_lama != lihat(self.klaim, self._orang(siapa)).sidik:
            assert self._putuskan(tindakan, siapa, self.sidik_lama, **ALASAN) != JADI

    # A single rule: Hypothesis switches whole rules off in an example, and then a claim would never go up.
    @rule(pilihan=st.deferred(lambda: st.one_of(AKSI)))
    def satu_langkah(self, pilihan):
        fungsi, isi = pilihan
        fungsi(self, **isi)

    @invariant()
    def tetap_benar(self):
        """The invariants of security 2d that a claim and its ladder can break, on rows read once."""
        kini = Capaian.objects.lengkap().get(pk=self.klaim.pk)
        riwayat = list(self.klaim.putusan.select_related("oleh"))
        self._sama_dengan_model(kini, riwayat)
        self._bersambung(riwayat)
        if MEJA[self.model.status] != "pengisi":
            self._nilai_ialah_klaim_dengan_koreksi(kini, riwayat)
            self._yang_diajukan_tidak_berubah(kini, riwayat)

    def _sama_dengan_model(self, kini, riwayat):
        assert (kini.status, kini.persen, kini.putaran, kini.realisasi) == (
            self.model.status,
            self.model.persen,
            self.model.putaran,
            self.model.realisasi,
        )
        assert (kini.dibuka_meja_pada is not None) == self.model.dibuka
        assert [
            (p.tindakan, p.oleh.username, p.meja, p.nilai_masuk, p.nilai_keluar)
            for p in riwayat
            if p.tindakan != Tindakan.TIDAK_BERLAKU
        ] == [(a.tindakan, a.siapa, a.meja, a.masuk, a.keluar) for a in self.model.tangga]

    def _bersambung(self, riwayat):
        sebelum = "draf"
        for p in riwayat:
            if p.tindakan not in MENYERTAI:
                assert p.dari_status == sebelum
                sebelum = p.ke_status
        assert sebelum == self.model.status

    def _nilai_ialah_klaim_dengan_koreksi(self, kini, riwayat):
        klaim, *di_atasnya = putusan_berlaku(riwayat).values()
        assert kini.persen == klaim.nilai_keluar + sum(p.nilai_keluar - p.nilai_masuk for p in di_atasnya)
        assert not {p.oleh.username for p in di_atasnya if p.tindakan in _BERNILAI} & self.model.penyusun

    def _yang_diajukan_tidak_berubah(self, kini, riwayat):
        """What was submitted stands as it was, and it is what every desk since has approved."""
        mulai = max(i for i, p in enumerate(riwayat) if p.tindakan == "ajukan")
        tidak_ada = kini.tidak_ada.filter(dicabut_pada=None).select_related("syarat")
        isi = isi_klaim(kini, dokumen_berlaku(kini), tidak_ada)
        assert all(p.isi_dilihat == isi for p in riwayat[mulai:] if p.tindakan in ("ajukan", *_BERNILAI))

    def teardown(self):
        """What costs more is asked once, at the end of a sequence."""
        try:
            assert list(periksa_rantai()) == []
            akhir = Jejak.objects.filter(objek_id=str(self.klaim.public_id)).last()
            assert akhir is None or akhir.data["ke"] == self.model.status
            assert set(self.klaim.penyusun.values_list("username", flat=True)) == self.model.penyusun
            assert all(ada(sidik) for sidik in Berkas.objects.values_list("sha256", flat=True))
            luar = peran(self.office.staf_lain, SAAT.date())
            assert not Capaian.objects.visible_to(luar).exists()
            assert not DataDukung.objects.visible_to(luar).exists()
        finally:
            transaction.savepoint_rollback(self.titik)


# Sequences x steps: what fits into every run, or another number by UJI_SIFAT in the environment, "2000x50" at length.
CONTOH, LANGKAH_CONTOH = map(int, os.environ.get("UJI_SIFAT", "80x30").split("x"))


@pytest.mark.django_db
def test_setiap_urutan_langkah_mengikuti_model(office, klaim):
    with time_machine.travel(SAAT, tick=False):
        run_state_machine_as_test(
            lambda: Tangga(office, klaim),
            settings=settings(
                max_examples=CONTOH,
                stateful_step_count=LANGKAH_CONTOH,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
