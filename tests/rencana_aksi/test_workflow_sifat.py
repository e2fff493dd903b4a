"""Any sequence of steps against a plain-Python model of the ladder (security 2d)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from organisasi.jejak import periksa_rantai
from organisasi.models import Jejak, Penugasan
from rencana_aksi.aturan import MEMUTUS
from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.models import Capaian, DataDukung
from rencana_aksi.services import Isian, IsianDitolak, simpan_isian, tarik_dokumen, unggah
from rencana_aksi.workflow import IsiPutusan, TransisiDitolak, buka_di_meja, putuskan
from tests import factories
from tests.berkas_contoh import pdf, unggahan
from tests.factories import SAAT
from tests.rencana_aksi.conftest import ALASAN, lihat

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
BERIKUT = {"eselon_iv": "di_eselon_iii", "eselon_iii": "di_camat"}
LANGKAH = st.sampled_from([t for t in Tindakan if t != Tindakan.TIDAK_BERLAKU])
ARAH = st.sampled_from(["naik", "naik", "naik", "turun", "tarik"])
KOREKSI = st.sampled_from([None, None, Decimal(70), Decimal(110)])
TUJUAN = st.sampled_from(URUTAN[:3])
DILARANG, DITOLAK, JADI = "dilarang", "ditolak", "jadi"


@dataclass
class Langkah:
    tindakan: str
    siapa: str
    meja: str
    dari: str
    masuk: Decimal | None
    keluar: Decimal | None


@dataclass
class Model:
    """The ladder in memory: what the guideline says, with no database behind it."""

    status: str = "draf"
    persen: Decimal | None = None
    realisasi: Decimal = Decimal("85.4")
    putaran: int = 1
    slot_terisi: bool = True
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

    @property
    def berjalan(self) -> list[Langkah]:
        mulai = max((i for i, a in enumerate(self.tangga) if a.tindakan == "ajukan"), default=0)
        return self.tangga[mulai:]

    def dua_meja(self, siapa: str, meja: str) -> bool:
        lain = any(a.siapa == siapa and a.meja != meja and a.tindakan in MEMUTUS for a in self.berjalan)
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
        meja, akhir = MEJA[self.status], self.tangga[-1] if self.tangga else None
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
            return meja == "pengisi" and self.slot_terisi
        if not self.duduk(siapa, meja) or siapa in self.penyusun or self.dua_meja(siapa, meja):
            return False
        if tindakan == "kembalikan":
            lebih_rendah = URUTAN[: URUTAN.index(meja)]
            return tujuan in lebih_rendah and not (tujuan == "eselon_iv" and self.dilewati)
        return (meja == "camat") == (tindakan == "sahkan") and meja != "pengisi" and not self._sama(koreksi)

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
        ulang = bool(self.tangga) and self.tangga[-1].tindakan == "tarik"
        if tindakan in ("ajukan", "teruskan", "sahkan") and dari.startswith("kembali") and not ulang:
            self.putaran += 1
        if tindakan == "ajukan":
            self.penyusun.add(siapa)
            self.dilewati = "kasi" in self.penyusun
            self.status = "di_eselon_iii" if self.dilewati else "di_eselon_iv"
            masuk, self.persen = None, self._hitung()
        elif tindakan == "tarik":
            akhir = self.tangga[-1]
            self.status, self.persen, meja = akhir.dari, akhir.masuk, akhir.meja
        elif tindakan == "kembalikan":
            self.status, self.persen = f"kembali_{tujuan}", self._nilai_dulu(tujuan)
        elif tindakan == "batalkan":
            self.status, self.persen = "di_camat", self._nilai_dulu("camat")
        else:
            self.status = "sah" if tindakan == "sahkan" else BERIKUT[meja]
            self.persen = self.persen if koreksi is None else koreksi
        self.dibuka = False
        self.tangga.append(Langkah(tindakan, siapa, meja, dari, masuk, self.persen))

    def _hitung(self) -> Decimal:
        return (100 * self.realisasi / 87).quantize(Decimal("0.0001"), ROUND_HALF_UP)

    def _nilai_dulu(self, meja: str) -> Decimal:
        if meja == "pengisi":
            return self.berjalan[0].keluar
        return next(a.masuk for a in reversed(self.berjalan) if a.meja == meja and a.tindakan in ("teruskan", "sahkan"))


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
        self.sidik_lama = lihat(klaim, office.camat).sidik

    def teardown(self):
        transaction.savepoint_rollback(self.titik)

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
            assert self.klaim.putusan.last().sidik_dilihat == k.sidik
            self.sidik_lama = k.sidik

    @aksi(tindakan=LANGKAH, siapa=st.sampled_from(ORANG), koreksi=KOREKSI, tujuan=TUJUAN)
    def siapa_pun(self, tindakan, siapa, koreksi, tujuan):
        naik = tindakan in (Tindakan.TERUSKAN, Tindakan.SAHKAN)
        self._coba(tindakan, siapa, koreksi if naik else None, tujuan if tindakan == Tindakan.KEMBALIKAN else None)

    @aksi(bobot=5, arah=ARAH, koreksi=KOREKSI, tujuan=TUJUAN)
    def yang_berhak(self, arah, koreksi, tujuan):
        meja, pejabat = MEJA[self.model.status], self.model.pejabat_camat
        if meja is None:
            self._coba(Tindakan.BATALKAN, pejabat)
        elif arah == "tarik" and self.model.tangga:
            self._coba(Tindakan.TARIK, self.model.tangga[-1].siapa)
        elif meja == "pengisi":
            self._coba(Tindakan.AJUKAN, "staf")
        else:
            siapa = {"eselon_iv": "kasi", "eselon_iii": "sekcam", "camat": pejabat}[meja]
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
            self.model.realisasi = Decimal(nilai)

    @aksi(siapa=st.sampled_from(PENGISI))
    def unggah(self, siapa):
        self.nomor_berkas += 1
        try:
            unggah(
                capaian=self.klaim,
                syarat=self.klaim.target_triwulan.syarat.get(),
                berkas=unggahan(pdf(ekor=b"\n%% %d\n" % self.nomor_berkas), "bukti.pdf"),
                batas=1_000_000,
                oleh=self._orang(siapa),
            )
        except IsianDitolak:
            assert MEJA[self.model.status] != "pengisi"
            return
        assert MEJA[self.model.status] == "pengisi"
        self.model.slot_terisi = True
        self.model.penyusun.add(siapa)

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
            self.model.slot_terisi = False

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
    def keadaan_sama_dengan_model(self):
        ada = self._tersimpan()
        assert (ada.status, ada.persen, ada.putaran, ada.realisasi) == (
            self.model.status,
            self.model.persen,
            self.model.putaran,
            self.model.realisasi,
        )
        assert (ada.dibuka_meja_pada is not None) == self.model.dibuka

    @invariant()
    def tangga_sama_dengan_model(self):
        rungs = self.klaim.putusan.exclude(tindakan=Tindakan.TIDAK_BERLAKU).select_related("oleh")
        assert [(p.tindakan, p.oleh.username, p.meja, p.nilai_masuk, p.nilai_keluar) for p in rungs] == [
            (a.tindakan, a.siapa, a.meja, a.masuk, a.keluar) for a in self.model.tangga
        ]

    @invariant()
    def rantai_utuh_dan_berakhir_pada_keadaan_sekarang(self):
        assert list(periksa_rantai()) == []
        akhir = Jejak.objects.filter(objek_id=str(self.klaim.public_id)).last()
        assert akhir is None or akhir.data["ke"] == self.model.status

    @invariant()
    def anak_tangga_bersambung_dan_bukan_oleh_pengisinya(self):
        sebelum = "draf"
        for p in self.klaim.putusan.exclude(tindakan=Tindakan.TIDAK_BERLAKU):
            assert p.dari_status == sebelum
            sebelum = p.ke_status
        assert sebelum == self.model.status


@pytest.mark.django_db
def test_setiap_urutan_langkah_mengikuti_model(office, klaim):
    run_state_machine_as_test(
        lambda: Tangga(office, klaim),
        settings=settings(
            max_examples=25,
            stateful_step_count=35,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
