"""Programs, kegiatan, sub kegiatan and the year's pagu against the database; never deletes."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal

from django.db.models import Model

from kinerja.models import EdisiNomenklatur, Kegiatan, Pagu, Program, Sasaran, SubKegiatan
from organisasi.bahasa import rupiah
from organisasi.buku_kerja.baca import Baris
from organisasi.buku_kerja.templat import Isi
from rencana_aksi.anggaran import keberatan_pagu, terpakai
from rencana_aksi.impor.bacaan import Bacaan, sebaris
from rencana_aksi.impor.rancangan import Keadaan, Perubahan, Rancangan
from rencana_aksi.impor.rujukan import SARAN_KODE, Level, Pohon, level_kode
from rencana_aksi.impor.skema import LEMBAR_PROGRAM as LEMBAR

Kunci = tuple[str, str]  # edition and code
SUMBER_DANA = "APBD"


def isi(tahun: int) -> Isi:
    """All codes with the pagu of a year, in the order of their codes."""
    pagu = {satu.sub_kegiatan_id: satu for satu in Pagu.objects.filter(tahun=tahun)}
    pohon = Pohon(tahun)
    sasaran = {satu for senomor in pohon.sasaran_tahun.values() for satu in senomor}
    urut = sorted(_yang_ada(pohon).items(), key=_urutan)
    return {LEMBAR: [_isi_baris(edisi, kode, satu, pagu, sasaran) for (edisi, kode), satu in urut]}


def _urutan(pasangan: tuple[Kunci, Model]) -> Kunci:
    return pasangan[0]


def _isi_baris(
    edisi: str, kode: str, satu: Model, pagu: Mapping[int, Pagu], sasaran: Container[Sasaran]
) -> dict[str, object]:
    baris = {"edisi": edisi, "kode": kode, "nama": satu.nama}
    if isinstance(satu, Program) and satu.sasaran in sasaran:
        baris["sasaran"] = str(satu.sasaran.urutan)
    milik = pagu.get(satu.pk) if isinstance(satu, SubKegiatan) else None
    if milik:
        baris |= {"murni": milik.murni, "perubahan": milik.perubahan, "sumber_dana": milik.sumber_dana}
    return baris


def _yang_ada(pohon: Pohon) -> dict[Kunci, Model]:
    ada: dict[Kunci, Model] = {}
    for satu in pohon.program.values():
        satu.sasaran = pohon.sasaran.get(satu.sasaran_id)
        ada[satu.edisi.nama, satu.kode] = satu
    for satu in pohon.kegiatan.values():
        ada[satu.program.edisi.nama, satu.kode] = satu
    for satu in pohon.sub_kegiatan.values():
        ada[satu.kegiatan.program.edisi.nama, satu.kode] = satu
    return ada


def bandingkan(bacaan: Bacaan) -> Rancangan:
    """Every row against the database; what is wrong goes to `bacaan`."""
    return _Banding(bacaan).susun()


class _Banding:
    def __init__(self, bacaan: Bacaan) -> None:
        self.bacaan, self.rancangan = bacaan, Rancangan(("program", "kegiatan", "subkegiatan", "pagu"))
        pohon = Pohon(bacaan.tahun)
        self.ada, self.sasaran = _yang_ada(pohon), pohon.sasaran_tahun
        self.edisi = {satu.nama: satu for satu in EdisiNomenklatur.objects.all()}
        self.pagu = {satu.sub_kegiatan_id: satu for satu in Pagu.objects.filter(tahun=bacaan.tahun)}
        self.terpakai = terpakai(bacaan.tahun)
        # Also rows with an error count as written: their parts must not be called orphans as well.
        self.tertulis = {(b.nilai.get("edisi"), b.nilai.get("kode")) for b in bacaan.hasil.baris[LEMBAR]}

    def susun(self) -> Rancangan:
        baris = self._berkode()
        self._periksa_jumlah(baris)
        # Parents come first wherever they stand in the sheet; within a level the sheet's order stays.
        for satu in sorted(baris, key=lambda b: len(b.nilai["kode"].split("."))):
            self._periksa(satu)
            if self.bacaan.layak(LEMBAR, satu):
                self._bandingkan(satu)
        return self.rancangan

    def _berkode(self) -> list[Baris]:
        """Rows with a code of the grammar, each code once."""
        pertama: dict[Kunci, int] = {}
        for baris in self.bacaan.baris(LEMBAR):
            kunci = baris.nilai["edisi"], baris.nilai["kode"]
            if level_kode(kunci[1]) in (None, Level.IKU):
                masalah = "Kode ini tidak mengikuti susunan kode program, kegiatan, atau sub kegiatan."
                self.bacaan.galat(LEMBAR, baris, "kode", masalah, SARAN_KODE)
            elif kunci in pertama:
                self.bacaan.ganda(LEMBAR, baris, "kode", pertama[kunci])
            else:
                pertama[kunci] = baris.nomor
        return [baris for baris in self.bacaan.baris(LEMBAR) if self.bacaan.layak(LEMBAR, baris)]

    def _periksa_jumlah(self, baris: list[Baris]) -> None:
        """A pagu beside a program or kegiatan is its total: it is not stored, but it must be right."""
        jumlah: dict[tuple[Kunci, str], Decimal] = defaultdict(Decimal)
        for satu, kunci, nilai in _angka(baris):
            if level_kode(satu.nilai["kode"]) is Level.SUB_KEGIATAN:
                for induk in _sampai_program(satu.nilai["kode"]):
                    jumlah[(satu.nilai["edisi"], induk), kunci] += nilai
        for satu, kunci, nilai in _angka(baris):
            tempat = satu.nilai["edisi"], satu.nilai["kode"]
            if level_kode(tempat[1]) is not Level.SUB_KEGIATAN and jumlah[tempat, kunci] != nilai:
                masalah = f"Pagu ini bukan jumlah sub kegiatannya, {rupiah(jumlah[tempat, kunci])}; tidak disimpan."
                self.bacaan.peringatan(LEMBAR, satu, kunci, masalah, "Periksa pagu sub kegiatannya.")

    def _periksa(self, baris: Baris) -> None:
        kode, edisi = baris.nilai["kode"], baris.nilai["edisi"]
        self.bacaan.angka(LEMBAR, baris, "murni", "perubahan", desimal=2)
        self._periksa_sasaran(baris)
        induk = next(iter(_sampai_program(kode)), None)
        if induk and (edisi, induk) not in self.ada and (edisi, induk) not in self.tertulis:
            masalah = f"Induknya, {induk}, tidak ada dalam berkas ini dan belum ada dalam edisi itu."
            self.bacaan.galat(LEMBAR, baris, "kode", masalah, f"Tambahkan baris untuk {induk}, atau periksa kodenya.")
        if baris.nilai.get("perubahan") is not None and not self._bermurni(baris):
            saran = "Isi pagu murninya; tulis 0 bila baru dianggarkan pada perubahan."
            self.bacaan.galat(LEMBAR, baris, "perubahan", "Pagu perubahan ada, tetapi pagu murninya kosong.", saran)

    def _periksa_sasaran(self, baris: Baris) -> None:
        nomor = baris.nilai.get("sasaran")
        if nomor and level_kode(baris.nilai["kode"]) is not Level.PROGRAM:
            masalah = "Nomor sasaran hanya untuk baris program."
            self.bacaan.galat(LEMBAR, baris, "sasaran", masalah, "Kosongkan sel ini.")
        elif nomor and len(self.sasaran[nomor]) != 1:
            keadaan = "lebih dari satu" if self.sasaran[nomor] else "tidak ada"
            masalah = f"Sasaran nomor {nomor} {keadaan} dalam Renstra yang memuat tahun {self.bacaan.tahun}."
            self.bacaan.galat(LEMBAR, baris, "sasaran", masalah, "Periksa nomornya, atau lengkapi Renstra.")

    def _bermurni(self, baris: Baris) -> bool:
        ada = self.ada.get((baris.nilai["edisi"], baris.nilai["kode"]))
        bukan_sub = level_kode(baris.nilai["kode"]) is not Level.SUB_KEGIATAN
        return bukan_sub or baris.nilai.get("murni") is not None or (ada is not None and ada.pk in self.pagu)

    def _bandingkan(self, baris: Baris) -> None:
        kunci = baris.nilai["edisi"], baris.nilai["kode"]
        objek = self.ada.get(kunci) or self._baru(*kunci)
        if objek is None:
            return
        self.ada[kunci] = objek
        baru = objek.pk is None
        isian = {"kode": kunci[1], "nama": sebaris(baris.nilai["nama"])}
        if isinstance(objek, Program) and (nomor := baris.nilai.get("sasaran")):
            isian["sasaran"] = self.sasaran[nomor][0]
        perubahan = self.rancangan.pasang(objek, isian)
        perubahan = [satu for satu in perubahan if satu.apa != "Kode"]
        if isinstance(objek, SubKegiatan):
            perubahan += self._pagu(baris, objek)
        sebutan = f"{kunci[1]} {objek.nama}"
        keadaan = Keadaan.TAMBAH if baru else ""
        self.rancangan.catat(sebutan, self.bacaan.tempat(LEMBAR, baris), perubahan, keadaan=keadaan)

    def _baru(self, edisi: str, kode: str) -> Model | None:
        """A new row under its parent; None when the parent itself has an error."""
        if level_kode(kode) is Level.PROGRAM:
            return Program(edisi=self.edisi[edisi])
        induk = self.ada.get((edisi, next(iter(_sampai_program(kode)))))
        if induk is None:
            return None
        return Kegiatan(program=induk) if isinstance(induk, Program) else SubKegiatan(kegiatan=induk)

    def _pagu(self, baris: Baris, sub_kegiatan: SubKegiatan) -> list[Perubahan]:
        nilai = baris.nilai
        lama = self.pagu.get(sub_kegiatan.pk) if sub_kegiatan.pk else None
        if nilai.get("murni") is None and nilai.get("perubahan") is None:
            if lama and "murni" in nilai:
                masalah = f"Pagu kosong; pagu yang tersimpan, {rupiah(lama.berlaku)}, tidak diubah."
                self.bacaan.peringatan(LEMBAR, baris, "murni", masalah, "Tulis 0 bila memang tidak dianggarkan.")
            return []
        isian = {nama: nilai[nama] for nama in ("murni", "perubahan") if nama in nilai}
        if isian.get("murni") is None:
            isian.pop("murni", None)
        self._periksa_terpakai(baris, sub_kegiatan, lama, isian)
        if "sumber_dana" in nilai or lama is None:
            isian["sumber_dana"] = sebaris(nilai.get("sumber_dana")) or SUMBER_DANA
        return self.rancangan.pasang(lama or Pagu(sub_kegiatan=sub_kegiatan, tahun=self.bacaan.tahun), isian)

    def _periksa_terpakai(
        self, baris: Baris, sub_kegiatan: SubKegiatan, lama: Pagu | None, isian: Mapping[str, object]
    ) -> None:
        murni = isian.get("murni", lama.murni if lama else None)
        perubahan = isian.get("perubahan", lama.perubahan if lama else None)
        berlaku = murni if perubahan is None else perubahan
        sama = lama is not None and berlaku == lama.berlaku
        masalah = keberatan_pagu(sub_kegiatan.kode, berlaku, self.terpakai.get(sub_kegiatan.pk))
        if masalah and not sama:
            kolom = "murni" if perubahan is None else "perubahan"
            self.bacaan.galat(LEMBAR, baris, kolom, masalah, "Periksa angkanya, atau perbaiki dahulu realisasinya.")


def _sampai_program(kode: str) -> Iterator[str]:
    """The codes above a code, the nearest first: a kegiatan has 5 parts, a program 3."""
    bagian = kode.split(".")
    yield from (".".join(bagian[:panjang]) for panjang in (5, 3) if panjang < len(bagian))


def _angka(baris: list[Baris]) -> Iterator[tuple[Baris, str, Decimal]]:
    for satu in baris:
        for kunci in ("murni", "perubahan"):
            if satu.nilai.get(kunci) is not None:
                yield satu, kunci, satu.nilai[kunci]
