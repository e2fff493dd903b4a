"""Indicators, the year's targets and those of the Renstra against the database; never deletes."""

from collections import Counter
from collections.abc import Container
from decimal import Decimal

from django.db.models import Max, Model

from kinerja.models import Indikator, TargetRenstra, TargetTahunan
from kinerja.perhitungan import Polaritas
from organisasi.bahasa import angka
from organisasi.buku_kerja.baca import Baris
from organisasi.buku_kerja.skema import normalkan
from organisasi.buku_kerja.templat import Isi
from organisasi.models import Jabatan, UnitKerja
from rencana_aksi.impor.bacaan import Bacaan, sebaris
from rencana_aksi.impor.rancangan import Keadaan, Perubahan, Rancangan
from rencana_aksi.impor.rujukan import (
    INDUK,
    DaftarIndikator,
    DaftarInduk,
    DaftarJabatan,
    Level,
    Pohon,
    edisi_induk,
    kode_induk,
    level_kode,
)
from rencana_aksi.impor.skema import LEMBAR_INDIKATOR as LEMBAR
from rencana_aksi.impor.skema import tahun_renstra
from rencana_aksi.models import RencanaAksi

BERENTANG = frozenset({Polaritas.RENTANG, Polaritas.RENTANG_MINIMAL})
PRESISI_MAKSIMUM = 4
_TEKS = ("definisi_operasional", "formula")
_TETAP = ("level", "satuan", "polaritas", "akumulasi", "presisi", *_TEKS, "sumber_data")


def isi(tahun: int) -> Isi:
    """All indicators with the targets of a year."""
    target = {satu.indikator_id: satu for satu in TargetTahunan.objects.filter(tahun=tahun)}
    renstra = {(satu.indikator_id, satu.tahun): satu.nilai for satu in TargetRenstra.objects.all()}
    baris = []
    semua = DaftarIndikator(Pohon(tahun)).semua()
    for satu in sorted(semua, key=lambda i: (list(Level).index(i.level), i.urutan, i.pk)):
        edisi, tahunan = edisi_induk(satu), target.get(satu.pk)
        baris.append(
            {nama: getattr(satu, nama) for nama in _TETAP}
            | {
                "kode": kode_induk(satu),
                "indikator": satu.nama,
                "unit": satu.unit.kode,
                "penanggung_jawab": satu.penanggung_jawab and satu.penanggung_jawab.nama,
                "target": tahunan and tahunan.nilai,
                "target_atas": tahunan and tahunan.nilai_atas,
                "edisi": edisi and edisi.nama,
            }
            | {f"renstra_{n}": renstra.get((satu.pk, n)) for n in tahun_renstra(tahun)}
        )
    return {LEMBAR: baris}


def bandingkan(bacaan: Bacaan) -> Rancangan:
    """Every row against the database; what is wrong goes to `bacaan`."""
    return _Banding(bacaan).susun()


class _Banding:
    def __init__(self, bacaan: Bacaan) -> None:
        tahun = bacaan.tahun
        self.bacaan, self.rancangan = bacaan, Rancangan(("indikator", "targettahunan", "targetrenstra"))
        pohon = Pohon(tahun)
        self.induk, self.jabatan, self.indikator = DaftarInduk(pohon), DaftarJabatan(), DaftarIndikator(pohon)
        self.unit = {satu.kode: satu for satu in UnitKerja.objects.select_related("induk__induk")}
        self.tahunan = {satu.indikator_id: satu for satu in TargetTahunan.objects.filter(tahun=tahun)}
        self.renstra = {(satu.indikator_id, satu.tahun): satu for satu in TargetRenstra.objects.all()}
        self.ditetapkan = set(
            RencanaAksi.objects.filter(tahun=tahun, status=RencanaAksi.Status.DITETAPKAN).values_list(
                "indikator", flat=True
            )
        )
        terakhir = Indikator.objects.order_by().values_list("level").annotate(Max("urutan"))
        self.urutan = Counter(dict(terakhir))
        # By parent: the names that the workbook does not mention.
        self.sisa: dict[Model, list[str]] = {}

    def susun(self) -> Rancangan:
        pertama: dict[tuple[Model, str], int] = {}
        layak: list[tuple[Baris, Model]] = []
        for baris in self.bacaan.baris(LEMBAR):
            induk = self.induk.cari(self.bacaan, LEMBAR, baris)
            if induk is None:
                continue
            kunci = induk, normalkan(baris.nilai["indikator"])
            if kunci in pertama:
                self.bacaan.ganda(LEMBAR, baris, "indikator", pertama[kunci])
                continue
            pertama[kunci] = baris.nomor
            layak.append((baris, induk))
        for baris, induk in layak:
            self._satu(baris, induk, pertama)
        if terlewat := self.indikator.mirip.terlewat:
            masalah = f"{angka(terlewat, 0)} indikator baru tidak dibandingkan dengan nama yang mirip; terlalu banyak."
            self.bacaan.peringatan_lembar(LEMBAR, masalah, "Bagi berkasnya, atau periksa sendiri namanya.")
        return self.rancangan

    def _satu(self, baris: Baris, induk: Model, tertulis: Container[tuple[Model, str]]) -> None:
        unit = self.unit[baris.nilai["unit"]]
        self._periksa(baris)
        penanggung_jawab = self.jabatan.penanggung_jawab(self.bacaan, LEMBAR, baris, unit)
        if not self.bacaan.layak(LEMBAR, baris):
            return
        indikator = self.indikator.pada(induk).get(normalkan(baris.nilai["indikator"]))
        if indikator is None:
            self._periksa_mirip(baris, induk, tertulis)
        self._bandingkan(baris, indikator or self._baru(baris, induk, unit), unit, penanggung_jawab)

    def _periksa(self, baris: Baris) -> None:
        nilai, bacaan = baris.nilai, self.bacaan
        level = level_kode(nilai["kode"])
        if nilai["level"] != level:
            masalah = f"Kode ini milik {level.label}, sedangkan level barisnya {Level(nilai['level']).label}."
            bacaan.galat(LEMBAR, baris, "level", masalah, "Samakan level dengan kodenya, atau perbaiki kodenya.")
        if not 0 <= (nilai.get("presisi") or 0) <= PRESISI_MAKSIMUM:
            masalah = f"Angka di belakang koma harus 0 sampai {PRESISI_MAKSIMUM}."
            bacaan.galat(LEMBAR, baris, "presisi", masalah, "Tulis misalnya 2.")
        bacaan.angka(LEMBAR, baris, "target", "target_atas", *(k for k in nilai if k.startswith("renstra_")))
        periksa_rentang(bacaan, LEMBAR, baris, nilai["polaritas"], "target", "target_atas")

    def _periksa_mirip(self, baris: Baris, induk: Model, tertulis: Container[tuple[Model, str]]) -> None:
        """A renamed indicator would be added beside the old one: say so."""
        if induk not in self.sisa:
            ada = self.indikator.pada(induk).items()
            self.sisa[induk] = [satu.nama for nama, satu in ada if (induk, nama) not in tertulis]
        if mirip := self.indikator.mirip.saran(baris.nilai["indikator"], self.sisa[induk], ""):
            masalah = "Indikator ini akan ditambahkan, padahal yang mirip sudah ada pada induknya."
            self.bacaan.peringatan(LEMBAR, baris, "indikator", masalah, mirip)

    def _baru(self, baris: Baris, induk: Model, unit: UnitKerja) -> Indikator:
        level = baris.nilai["level"]
        self.urutan[level] += 1
        return Indikator(**{INDUK[Level(level)]: induk, "unit": unit, "level": level, "urutan": self.urutan[level]})

    def _bandingkan(
        self, baris: Baris, indikator: Indikator, unit: UnitKerja, penanggung_jawab: Jabatan | None
    ) -> None:
        nilai, baru = baris.nilai, indikator.pk is None
        isian = {"nama": sebaris(nilai["indikator"]), "satuan": sebaris(nilai["satuan"])}
        isian |= {nama: nilai[nama] for nama in ("polaritas", "akumulasi")}
        isian |= {nama: nilai[nama] or "" for nama in _TEKS if nama in nilai}
        if "sumber_data" in nilai:
            isian["sumber_data"] = sebaris(nilai["sumber_data"])
        if nilai.get("presisi") is not None:
            isian["presisi"] = nilai["presisi"]
        isian["unit"] = unit
        if "penanggung_jawab" in nilai:
            isian["penanggung_jawab"] = penanggung_jawab
        perubahan = self.rancangan.pasang(indikator, isian)
        perubahan += self._target(baris, indikator) + self._target_renstra(baris, indikator)
        sebutan = f"{nilai['kode']} {indikator.nama}"
        keadaan = Keadaan.TAMBAH if baru else ""
        self.rancangan.catat(sebutan, self.bacaan.tempat(LEMBAR, baris), perubahan, keadaan=keadaan)

    def _target(self, baris: Baris, indikator: Indikator) -> list[Perubahan]:
        lama = self.tahunan.get(indikator.pk) if indikator.pk else None
        nama = {"nilai": "target", "nilai_atas": "target_atas"}
        isian = {kolom: baris.nilai[kunci] for kolom, kunci in nama.items() if kunci in baris.nilai}
        if lama is None and not any(nilai is not None for nilai in isian.values()):
            return []
        target = lama or TargetTahunan(indikator=indikator, tahun=self.bacaan.tahun)
        perubahan = self.rancangan.pasang(target, isian, awalan=f"target {self.bacaan.tahun}")
        if perubahan and indikator.pk in self.ditetapkan:
            masalah = "Target tahun berubah, padahal rencana aksinya sudah ditetapkan."
            saran = "Sesuaikan target triwulannya lewat perubahan rencana aksi."
            self.bacaan.peringatan(LEMBAR, baris, "target", masalah, saran)
        return perubahan

    def _target_renstra(self, baris: Baris, indikator: Indikator) -> list[Perubahan]:
        perubahan: list[Perubahan] = []
        for kunci, nilai in baris.nilai.items():
            if not kunci.startswith("renstra_"):
                continue
            tahun = int(kunci.removeprefix("renstra_"))
            lama = self.renstra.get((indikator.pk, tahun)) if indikator.pk else None
            if lama or nilai is not None:
                target = lama or TargetRenstra(indikator=indikator, tahun=tahun)
                perubahan += self.rancangan.pasang(target, {"nilai": nilai}, awalan=f"target Renstra {tahun}")
        return perubahan


def periksa_rentang(bacaan: Bacaan, lembar: str, baris: Baris, polaritas: str, bawah: str, atas: str) -> None:
    """A range needs both bounds in their order, any other polarity has no upper one."""
    nilai_bawah: Decimal | None = baris.nilai.get(bawah)
    nilai_atas: Decimal | None = baris.nilai.get(atas)
    if polaritas not in BERENTANG:
        if nilai_atas is not None:
            saran = "Kosongkan, atau pilih polaritas rentang."
            bacaan.galat(lembar, baris, atas, "Batas atas hanya untuk indikator berpolaritas rentang.", saran)
    elif atas in baris.nilai and (nilai_bawah is None) != (nilai_atas is None):
        kurang = bawah if nilai_bawah is None else atas
        bacaan.galat(lembar, baris, kurang, "Rentang target memerlukan kedua batasnya.", "Isi batas yang kosong.")
    elif nilai_bawah is not None and nilai_atas is not None and nilai_atas < nilai_bawah:
        masalah = "Batas atas lebih kecil daripada batas bawahnya."
        bacaan.galat(lembar, baris, atas, masalah, "Periksa kembali kedua batasnya.")
