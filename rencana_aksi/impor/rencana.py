"""Action plans with their quarterly targets and slots against the database; never deletes.

Only a plan in draf is changed here: one that is submitted is before the Camat, one that is ratified changes by a
revision with its reason (domain 1.8).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from kinerja.models import Indikator, TargetTahunan
from kinerja.perhitungan import Akumulasi
from organisasi.bahasa import romawi
from organisasi.buku_kerja.baca import Baris
from organisasi.buku_kerja.nilai import tampil
from organisasi.buku_kerja.skema import normalkan
from organisasi.buku_kerja.templat import Isi
from organisasi.models import UnitKerja
from rencana_aksi.impor.bacaan import Bacaan, sebaris
from rencana_aksi.impor.indikator import periksa_rentang
from rencana_aksi.impor.rancangan import Keadaan, Perubahan, Rancangan, perbedaan
from rencana_aksi.impor.rujukan import (
    URAIAN,
    DaftarIndikator,
    DaftarInduk,
    DaftarJabatan,
    Pohon,
    edisi_induk,
    kode_induk,
)
from rencana_aksi.impor.skema import LEMBAR_RENCANA, LEMBAR_SYARAT, TRIWULAN
from rencana_aksi.models import AturanJadwal, Capaian, RencanaAksi, SyaratDataDukung, TargetTriwulan, Triwulan
from rencana_aksi.models.capaian import Status
from rencana_aksi.pembagian import periksa_pembagian
from rencana_aksi.services import siapkan_tahun

_DITINGGAL = {
    RencanaAksi.Status.DIAJUKAN: "Rencana aksi ini sedang diajukan. Minta dikembalikan, lalu unggah lagi.",
    RencanaAksi.Status.DITETAPKAN: "Rencana aksi ini sudah ditetapkan. Ubah lewat perubahan rencana aksi.",
}


def siapkan(tahun: int) -> None:
    """Before the comparison that is written: the year's quarters must stand, and its plans are locked."""
    siapkan_tahun(tahun)
    # A plan may be submitted at this moment: what is found in draf here stays in draf until we have written.
    list(RencanaAksi.objects.select_for_update().filter(tahun=tahun).order_by("pk").values_list("pk", flat=True))


def isi(tahun: int) -> Isi:
    """The plans of a year and their slots; indicators without a plan get an empty row to fill."""
    ada = _Tersimpan(tahun)
    rencana, syarat = [], []
    indikator = DaftarIndikator(Pohon(tahun), tanpa=URAIAN).semua()
    for satu in sorted(indikator, key=lambda i: (kode_induk(i), i.urutan, i.pk)):
        kepala, milik = _kepala(satu), ada.rencana.get(satu.pk)
        rencana.append(kepala | {"unit": satu.unit.kode} | (_isi_rencana(milik, ada) if milik else {}))
        for nomor in TRIWULAN if milik else ():
            syarat += [kepala | {"triwulan": str(nomor)} | _isi_syarat(s) for s in ada.syarat_dari(milik, nomor)]
    return {LEMBAR_RENCANA: rencana, LEMBAR_SYARAT: syarat}


def _kepala(indikator: Indikator) -> dict[str, object]:
    edisi = edisi_induk(indikator)
    return {"kode": kode_induk(indikator), "indikator": indikator.nama, "edisi": edisi and edisi.nama}


def _isi_rencana(rencana: RencanaAksi, ada: "_Tersimpan") -> dict[str, object]:
    penanggung_jawab = rencana.penanggung_jawab
    baris = {"langkah": rencana.langkah, "penanggung_jawab": penanggung_jawab and penanggung_jawab.nama}
    for nomor in TRIWULAN:
        target = ada.target.get((rencana.pk, nomor)) or TargetTriwulan()
        baris |= {f"tw_{nomor}": target.nilai, f"atas_{nomor}": target.nilai_atas}
    return baris


def _isi_syarat(syarat: SyaratDataDukung) -> dict[str, object]:
    return {"jenis": syarat.jenis, "uraian": syarat.uraian, "wajib": "ya" if syarat.wajib else "tidak"}


class _Tersimpan:
    """The year as the database has it. Four queries."""

    def __init__(self, tahun: int) -> None:
        rencana = RencanaAksi.objects.filter(tahun=tahun).select_related("penanggung_jawab")
        self.rencana = {satu.indikator_id: satu for satu in rencana}
        target = TargetTriwulan.objects.filter(rencana_aksi__tahun=tahun).select_related("triwulan")
        self.target = {(satu.rencana_aksi_id, satu.triwulan.nomor): satu for satu in target}
        self.syarat: dict[int, list[SyaratDataDukung]] = defaultdict(list)
        for satu in SyaratDataDukung.objects.filter(target_triwulan__rencana_aksi__tahun=tahun):
            self.syarat[satu.target_triwulan_id].append(satu)
        klaim = Capaian.objects.filter(target_triwulan__rencana_aksi__tahun=tahun)
        self.klaim = {satu.target_triwulan_id: satu for satu in klaim}

    def syarat_dari(self, rencana: RencanaAksi, nomor: int) -> list[SyaratDataDukung]:
        target = self.target.get((rencana.pk, nomor))
        return self.syarat.get(target.pk, []) if target else []


def bandingkan(bacaan: Bacaan) -> Rancangan:
    """Every row of both sheets against the database; what is wrong goes to `bacaan`."""
    return _Banding(bacaan).susun()


class _Banding:
    def __init__(self, bacaan: Bacaan) -> None:
        self.bacaan, self.ada = bacaan, _Tersimpan(bacaan.tahun)
        self.rancangan = Rancangan(("rencanaaksi", "targettriwulan", "syaratdatadukung"))
        pohon = Pohon(bacaan.tahun)
        self.induk, self.jabatan = DaftarInduk(pohon), DaftarJabatan()
        self.indikator = DaftarIndikator(pohon, tanpa=URAIAN)
        self.unit = {satu.kode: satu for satu in UnitKerja.objects.all()}
        self.tahunan = dict(TargetTahunan.objects.filter(tahun=bacaan.tahun).values_list("indikator_id", "nilai"))
        # A year that has not been opened has no quarters yet; `siapkan` makes them before anything is written.
        tersimpan = {satu.nomor: satu for satu in Triwulan.objects.filter(tahun=bacaan.tahun)}
        self.triwulan = {nomor: tersimpan.get(nomor) or Triwulan(tahun=bacaan.tahun, nomor=nomor) for nomor in TRIWULAN}
        self.urutan: dict[int, int] = {}
        # The plan of an indicator and its targets by quarter, as they will stand after the first sheet.
        self.rencana = dict(self.ada.rencana)
        self.target: dict[tuple[int, int], TargetTriwulan] = {}
        for indikator_id, rencana in self.rencana.items():
            for nomor in TRIWULAN:
                if target := self.ada.target.get((rencana.pk, nomor)):
                    self.target[indikator_id, nomor] = target

    def susun(self) -> Rancangan:
        if not AturanJadwal.objects.filter(berlaku_sejak__lte=self.bacaan.tahun).exists():
            masalah = f"Belum ada aturan jadwal untuk tahun {self.bacaan.tahun}."
            self.bacaan.galat_lembar(LEMBAR_RENCANA, masalah, "Periksa tahunnya, atau isi aturan jadwal di Data acuan.")
            return self.rancangan
        for baris, indikator in self._berindikator(LEMBAR_RENCANA, lambda baris: ()):
            self._satu_rencana(baris, indikator)
        for baris, indikator in self._berindikator(LEMBAR_SYARAT, _kunci_syarat):
            self._satu_syarat(baris, indikator)
        return self.rancangan

    def _berindikator(
        self, lembar: str, kunci_lain: Callable[[Baris], tuple[str, ...]]
    ) -> Iterable[tuple[Baris, Indikator]]:
        """Rows whose indicator is known, each key once."""
        pertama: dict[tuple, int] = {}
        for baris in self.bacaan.baris_sekali(lembar):
            induk = self.induk.cari(self.bacaan, lembar, baris)
            indikator = induk and self.indikator.cari(self.bacaan, lembar, baris, induk)
            if indikator is None:
                continue
            kunci = (indikator.pk, *kunci_lain(baris))
            if kunci in pertama:
                self.bacaan.ganda(lembar, baris, "uraian" if len(kunci) > 1 else "indikator", pertama[kunci])
                continue
            pertama[kunci] = baris.nomor
            yield baris, indikator

    def _satu_rencana(self, baris: Baris, indikator: Indikator) -> None:
        rencana = self.rencana.get(indikator.pk)
        isian = {"langkah": baris.nilai["langkah"] or ""} if "langkah" in baris.nilai else {}
        pj = self.jabatan.penanggung_jawab(self.bacaan, LEMBAR_RENCANA, baris, indikator.unit)
        if "penanggung_jawab" in baris.nilai:
            isian["penanggung_jawab"] = pj
        sebutan = f"{baris.nilai['kode']} {indikator.nama}"
        if rencana and rencana.status != RencanaAksi.Status.DRAF:
            self._tinggalkan_rencana(baris, indikator, rencana, isian, sebutan)
            return
        tempat = self.bacaan.tempat(LEMBAR_RENCANA, baris)
        if rencana is None and self._belum_diisi(baris):
            self.rancangan.catat(sebutan, tempat, ())
            return
        self._periksa_rencana(baris, indikator)
        if not self.bacaan.layak(LEMBAR_RENCANA, baris):
            return
        keadaan = "" if rencana else Keadaan.TAMBAH
        rencana = rencana or RencanaAksi(indikator=indikator, tahun=self.bacaan.tahun)
        perubahan = self.rancangan.pasang(rencana, isian)
        self.rencana[indikator.pk] = rencana
        for nomor in TRIWULAN:
            perubahan += self._pasang_target(baris, indikator, rencana, nomor)
        self.rancangan.catat(sebutan, tempat, perubahan, keadaan=keadaan)

    def _belum_diisi(self, baris: Baris) -> bool:
        """True for a row as the template gives it for an indicator without a plan."""
        angka = (nilai for nomor in TRIWULAN for nilai in self._isian_target(baris, nomor).values())
        lain = (baris.nilai.get("langkah"), baris.nilai.get("penanggung_jawab"))
        return all(nilai is None for nilai in (*angka, *lain))

    def _isian_target(self, baris: Baris, nomor: int) -> dict[str, Decimal | None]:
        nama = {"nilai": f"tw_{nomor}", "nilai_atas": f"atas_{nomor}"}
        return {kolom: baris.nilai[kunci] for kolom, kunci in nama.items() if kunci in baris.nilai}

    def _target_ada(self, indikator: Indikator, nomor: int) -> TargetTriwulan:
        return self.target.get((indikator.pk, nomor)) or TargetTriwulan()

    def _pasang_target(
        self, baris: Baris, indikator: Indikator, rencana: RencanaAksi, nomor: int
    ) -> list[Perubahan]:
        target = self.target.get((indikator.pk, nomor))
        if target is None:
            target = TargetTriwulan(rencana_aksi=rencana, triwulan=self.triwulan[nomor])
            self.target[indikator.pk, nomor] = target
        return self.rancangan.pasang(target, self._isian_target(baris, nomor), awalan=f"TW {romawi(nomor)}")

    def _tinggalkan_rencana(
        self, baris: Baris, indikator: Indikator, rencana: RencanaAksi, isian: dict, sebutan: str
    ) -> None:
        berbeda = perbedaan(rencana, isian)
        for nomor in TRIWULAN:
            awalan = f"TW {romawi(nomor)}"
            berbeda += perbedaan(self._target_ada(indikator, nomor), self._isian_target(baris, nomor), awalan)
        tempat = self.bacaan.tempat(LEMBAR_RENCANA, baris)
        self._tinggalkan(sebutan, tempat, berbeda, rencana)

    def _tinggalkan(self, sebutan: str, tempat: str, berbeda: list[Perubahan], rencana: RencanaAksi) -> None:
        """A row that says what is there already needs no excuse."""
        if berbeda:
            self.rancangan.tinggalkan(sebutan, tempat, berbeda, _DITINGGAL[RencanaAksi.Status(rencana.status)])
        else:
            self.rancangan.catat(sebutan, tempat, ())

    def _periksa_rencana(self, baris: Baris, indikator: Indikator) -> None:
        bacaan, nilai = self.bacaan, baris.nilai
        if nilai.get("unit") and nilai["unit"] != indikator.unit.kode:
            masalah = f"Indikator ini milik {indikator.unit}, bukan {self.unit[nilai['unit']]}."
            saran = f"Tulis {indikator.unit.kode}, atau ubah unitnya lewat impor indikator."
            bacaan.galat(LEMBAR_RENCANA, baris, "unit", masalah, saran)
        for nomor in TRIWULAN:
            bacaan.angka(LEMBAR_RENCANA, baris, f"tw_{nomor}", f"atas_{nomor}")
            periksa_rentang(bacaan, LEMBAR_RENCANA, baris, indikator.polaritas, f"tw_{nomor}", f"atas_{nomor}")
            self._periksa_klaim(baris, indikator, nomor)
        self._periksa_jumlah(baris, indikator)

    def _periksa_klaim(self, baris: Baris, indikator: Indikator, nomor: int) -> None:
        """The target of a quarter that has been claimed is not changed silently."""
        target = self._target_ada(indikator, nomor)
        klaim = self.ada.klaim.get(target.pk)
        isian = self._isian_target(baris, nomor)
        if klaim is None or not perbedaan(target, isian):
            return
        tersentuh = klaim.status != Status.DRAF or klaim.realisasi is not None
        if tersentuh or isian.get("nilai", target.nilai) is None:
            masalah = f"Target Triwulan {romawi(nomor)} tidak dapat diubah karena klaimnya sudah ada."
            lama = "kosong" if target.nilai is None else tampil(target.nilai)
            saran = f"Tulis seperti semula ({lama}), atau ubah lewat perubahan rencana aksi."
            self.bacaan.galat(LEMBAR_RENCANA, baris, f"tw_{nomor}", masalah, saran)

    def _periksa_jumlah(self, baris: Baris, indikator: Indikator) -> None:
        """The quarters must roll up to the year's target (domain 3.5)."""
        setahun = self.tahunan.get(indikator.pk)
        per_tw = [self._isian_target(baris, n).get("nilai", self._target_ada(indikator, n).nilai) for n in TRIWULAN]
        bertarget = any(satu is not None for satu in per_tw)
        if setahun is None:
            if bertarget:
                masalah = f"Target tahun {self.bacaan.tahun} belum ada, jadi triwulannya tidak dapat diperiksa."
                saran = "Isi target tahunnya lewat impor indikator."
                self.bacaan.peringatan(LEMBAR_RENCANA, baris, "tw_1", masalah, saran)
            return
        pembagian = periksa_pembagian(Akumulasi(indikator.akumulasi), indikator.presisi, per_tw, setahun)
        if not bertarget:
            masalah = f"Tidak ada target triwulan, padahal target tahunnya {tampil(setahun)}."
            self.bacaan.peringatan(LEMBAR_RENCANA, baris, "tw_1", masalah, "Bagi target tahun ke dalam triwulan.")
        elif not pembagian.sesuai:
            saran = "Samakan target triwulan dengan target tahun menurut akumulasinya."
            self.bacaan.galat(LEMBAR_RENCANA, baris, "tw_4", pembagian.kalimat, saran)

    def _satu_syarat(self, baris: Baris, indikator: Indikator) -> None:
        nomor = int(baris.nilai["triwulan"])
        rencana, target = self.rencana.get(indikator.pk), self.target.get((indikator.pk, nomor))
        if rencana is None or target is None:
            saran = f"Isi dahulu lembar {LEMBAR_RENCANA} untuk indikator ini."
            self.bacaan.galat(LEMBAR_SYARAT, baris, "indikator", "Rencana aksi indikator ini belum ada.", saran)
            return
        uraian = sebaris(baris.nilai["uraian"])
        syarat = next((s for s in self._syarat(target) if normalkan(s.uraian) == normalkan(uraian)), None)
        isian = {"uraian": uraian, "jenis": baris.nilai["jenis"]}
        if "wajib" in baris.nilai or syarat is None:
            isian["wajib"] = baris.nilai.get("wajib") != "tidak"
        sebutan = f"{baris.nilai['kode']} {indikator.nama}, Triwulan {romawi(nomor)}: {uraian}"
        tempat = self.bacaan.tempat(LEMBAR_SYARAT, baris)
        if rencana.status != RencanaAksi.Status.DRAF:
            self._tinggalkan(sebutan, tempat, perbedaan(syarat or SyaratDataDukung(), isian), rencana)
            return
        self._periksa_syarat(baris, target, syarat, isian)
        if self.bacaan.layak(LEMBAR_SYARAT, baris):
            keadaan = "" if syarat else Keadaan.TAMBAH
            syarat = syarat or self._syarat_baru(target)
            self.rancangan.catat(sebutan, tempat, self.rancangan.pasang(syarat, isian), keadaan=keadaan)

    def _periksa_syarat(
        self, baris: Baris, target: TargetTriwulan, syarat: SyaratDataDukung | None, isian: dict
    ) -> None:
        if target.nilai is None:
            masalah = "Triwulan ini tidak bertarget, jadi tidak memerlukan data dukung."
            saran = "Isi target triwulannya, atau hapus baris ini."
            self.bacaan.peringatan(LEMBAR_SYARAT, baris, "triwulan", masalah, saran)
        klaim = self.ada.klaim.get(target.pk)
        if klaim and klaim.status != Status.DRAF and perbedaan(syarat or SyaratDataDukung(), isian):
            masalah = "Syarat data dukung tidak dapat diubah karena klaim triwulan ini sudah diajukan."
            saran = "Hapus baris ini, atau ubah lewat perubahan rencana aksi."
            self.bacaan.galat(LEMBAR_SYARAT, baris, "uraian", masalah, saran)

    def _syarat(self, target: TargetTriwulan) -> list[SyaratDataDukung]:
        return self.ada.syarat.get(target.pk, []) if target.pk else []

    def _syarat_baru(self, target: TargetTriwulan) -> SyaratDataDukung:
        terpakai = max((s.urutan for s in self._syarat(target)), default=0)
        urutan = self.urutan[id(target)] = max(self.urutan.get(id(target), 0), terpakai) + 1
        return SyaratDataDukung(target_triwulan=target, urutan=urutan)


def _kunci_syarat(baris: Baris) -> tuple[str, str]:
    return baris.nilai["triwulan"], normalkan(baris.nilai["uraian"])
