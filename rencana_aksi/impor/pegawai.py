"""People, posts and assignments against the database; never deletes.

A row is one person at one post. The account's name is the person's identity; a unit's head is found by unit, a
pelaksana's seat by its name and by who sits on it (docs/decisions.md 2).
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from organisasi import bahasa
from organisasi.buku_kerja.baca import Baris
from organisasi.buku_kerja.skema import normalkan
from organisasi.buku_kerja.templat import Isi
from organisasi.models import Jabatan, Pegawai, Penugasan, UnitKerja
from rencana_aksi.impor.bacaan import Bacaan, sebaris
from rencana_aksi.impor.rancangan import Keadaan, Perubahan, Rancangan
from rencana_aksi.impor.skema import LEMBAR_PEGAWAI as LEMBAR

Tingkat, Kapasitas = Jabatan.Tingkat, Penugasan.Kapasitas
_DIRI = ("nip", "nama", "pangkat", "golongan", "email")
_TUNGGAL = (Tingkat.CAMAT, Tingkat.SEKCAM)
# Rows of one post: each is compared with all who sat, sit or will sit there.
SEJABATAN_MAKSIMUM = 300
_URUTAN = [tingkat.value for tingkat in Tingkat]


def isi(tahun: int) -> Isi:
    """Everyone who holds a post within a year, a row for each post."""
    berlaku = Q(selesai=None) | Q(selesai__gte=date(tahun, 1, 1))
    penugasan = Penugasan.objects.filter(berlaku, mulai__lte=date(tahun, 12, 31), jabatan__aktif=True)
    urut = penugasan.select_related("pegawai", "jabatan__unit").order_by("jabatan__unit", "jabatan", "mulai", "pk")
    return {LEMBAR: [_isi_baris(satu) for satu in urut]}


def _isi_baris(satu: Penugasan) -> dict[str, object]:
    orang = {nama: getattr(satu.pegawai, nama) or None for nama in (*_DIRI, "username")}
    kursi = {"jabatan": satu.jabatan.nama, "unit": satu.jabatan.unit.kode, "tingkat": satu.jabatan.tingkat}
    masa = {nama: getattr(satu, nama) or None for nama in ("mulai", "kapasitas", "selesai", "surat_perintah")}
    return orang | kursi | masa


def bandingkan(bacaan: Bacaan) -> Rancangan:
    """Every row against the database; what is wrong goes to `bacaan`."""
    return _Banding(bacaan).susun()


class _Banding:
    def __init__(self, bacaan: Bacaan) -> None:
        self.bacaan = bacaan
        self.rancangan = Rancangan((*_URUTAN, "pegawai", "penugasan"))
        self.unit = {satu.kode: satu for satu in UnitKerja.objects.select_related("induk__induk")}
        self.orang = {satu.username: satu for satu in Pegawai.objects.all()}
        self.nip = {satu.nip: satu.username for satu in self.orang.values() if satu.nip}
        self.akun = {nama.casefold(): nama for nama in self.orang}
        self.kepala: dict[int, Jabatan] = {}
        self.tunggal: dict[str, Jabatan] = {}
        self.kursi: dict[tuple[int, str], list[Jabatan]] = defaultdict(list)
        for satu in Jabatan.objects.filter(aktif=True).select_related("unit").order_by("pk"):
            self._kenali(satu)
        # By post: everyone who held, holds or will hold it. A post that is new has no key but itself.
        self.masa: dict[int, list[Penugasan]] = defaultdict(list)
        for satu in Penugasan.objects.select_related("pegawai", "jabatan").order_by("mulai", "pk"):
            self.masa[satu.jabatan_id].append(satu)
        self.masa_baru: dict[int, list[Penugasan]] = defaultdict(list)
        self.kursi_baru: set[int] = set()
        self.sejabatan: Counter[tuple[str, str, str]] = Counter()
        self.diri: dict[str, Baris] = {}
        self.nama_kepala: dict[int, Baris] = {}

    def _kenali(self, jabatan: Jabatan) -> None:
        if jabatan.tingkat == Tingkat.PELAKSANA:
            self.kursi[jabatan.unit_id, normalkan(jabatan.nama)].append(jabatan)
            return
        self.kepala[jabatan.unit_id] = jabatan
        if jabatan.tingkat in _TUNGGAL:
            self.tunggal[jabatan.tingkat] = jabatan

    def susun(self) -> Rancangan:
        # Heads before their people: a new seat is put below its unit's head.
        urut = sorted(self._sendiri(), key=lambda baris: _URUTAN.index(baris.nilai["tingkat"]))
        # Assignments that end make room, so those that are known already are compared before new ones look for a seat.
        for baris in sorted(urut, key=lambda baris: self._penugasan_lama(baris) is None):
            self._satu(baris)
        self.rancangan.butir.sort(key=lambda butir: int(butir.letak.rpartition(" ")[2]))
        return self.rancangan

    # People

    def _sendiri(self) -> list[Baris]:
        """Rows that are right by themselves and agree with the other rows of the same person."""
        pertama: dict[tuple, int] = {}
        for baris in self.bacaan.baris(LEMBAR):
            nilai = baris.nilai
            kunci = nilai["username"], nilai["unit"], nilai["tingkat"], normalkan(nilai["jabatan"]), nilai["mulai"]
            if kunci in pertama:
                self.bacaan.ganda(LEMBAR, baris, "username", pertama[kunci])
                continue
            pertama[kunci] = baris.nomor
            self._periksa_banyaknya(baris)
            self._periksa_akun(baris)
            self._periksa_nip(baris)
            self._periksa_sama(baris)
            self._periksa_masa(baris)
        return [baris for baris in self.bacaan.baris(LEMBAR) if self.bacaan.layak(LEMBAR, baris)]

    def _periksa_banyaknya(self, baris: Baris) -> None:
        jabatan = baris.nilai["unit"], baris.nilai["tingkat"], normalkan(baris.nilai["jabatan"])
        self.sejabatan[jabatan] += 1
        if self.sejabatan[jabatan] > SEJABATAN_MAKSIMUM:
            masalah = f"Sudah ada {SEJABATAN_MAKSIMUM} baris untuk jabatan ini pada unit itu."
            self.bacaan.galat(LEMBAR, baris, "jabatan", masalah, "Bedakan nama jabatannya, atau periksa kode unitnya.")

    def _periksa_akun(self, baris: Baris) -> None:
        nama = baris.nilai["username"]
        sama = self.akun.setdefault(nama.casefold(), nama)
        if sama != nama:
            masalah = f"Nama pengguna ini berbeda hanya huruf besar-kecilnya dari “{sama}”."
            self.bacaan.galat(LEMBAR, baris, "username", masalah, f"Tulis “{sama}” bila orangnya sama.")
        self._periksa_dengan(
            baris,
            "username",
            UnicodeUsernameValidator(),
            ("Nama pengguna memuat tanda yang tidak boleh.", "Pakai huruf, angka, dan tanda . _ - @ + tanpa spasi."),
        )
        if baris.nilai.get("email"):
            pesan = ("Ini bukan alamat pos-el.", "Tulis misalnya nama@contoh.go.id, atau kosongkan.")
            self._periksa_dengan(baris, "email", validate_email, pesan)

    def _periksa_dengan(
        self, baris: Baris, kunci: str, pemeriksa: Callable[[str], None], pesan: tuple[str, str]
    ) -> None:
        try:
            pemeriksa(baris.nilai[kunci])
        except ValidationError:
            self.bacaan.galat(LEMBAR, baris, kunci, *pesan)

    def _periksa_nip(self, baris: Baris) -> None:
        nip, nama = baris.nilai.get("nip"), baris.nilai["username"]
        pemilik = self.nip.setdefault(nip, nama) if nip else nama
        if pemilik != nama:
            masalah = f"NIP ini milik akun “{pemilik}”."
            self.bacaan.galat(LEMBAR, baris, "nip", masalah, f"Tulis nama pengguna “{pemilik}”, atau perbaiki NIP-nya.")

    def _periksa_sama(self, baris: Baris) -> None:
        pertama = self.diri.setdefault(baris.nilai["username"], baris)
        for kunci in _DIRI:
            if baris.nilai.get(kunci) != pertama.nilai.get(kunci):
                masalah = f"Akun ini pada baris {pertama.nomor} ditulis dengan isi lain."
                saran = "Samakan isinya, atau perbaiki nama penggunanya bila orangnya lain."
                self.bacaan.galat(LEMBAR, baris, kunci, masalah, saran)

    def _periksa_masa(self, baris: Baris) -> None:
        nilai = baris.nilai
        if nilai.get("selesai") and nilai["selesai"] < nilai["mulai"]:
            masalah = "Hari terakhir mendahului hari mulai."
            self.bacaan.galat(LEMBAR, baris, "selesai", masalah, "Periksa kedua tanggalnya.")
        if (nilai.get("kapasitas") or Kapasitas.DEFINITIF) == Kapasitas.DEFINITIF:
            return
        for kunci, sebutan in (("selesai", "hari terakhir"), ("surat_perintah", "nomor surat perintah")):
            if not nilai.get(kunci):
                masalah = f"Plt. dan Plh. memerlukan {sebutan}."
                self.bacaan.galat(LEMBAR, baris, kunci, masalah, "Isi menurut surat perintahnya.")

    # Posts

    def _jabatan_lama(self, baris: Baris) -> list[Jabatan]:
        """The posts in the database that the row may mean: the unit's head, or the seats of that name."""
        unit = self.unit[baris.nilai["unit"]]
        if baris.nilai["tingkat"] == Tingkat.PELAKSANA:
            return self.kursi[unit.pk, normalkan(baris.nilai["jabatan"])]
        return [self.kepala[unit.pk]] if unit.pk in self.kepala else []

    def _penugasan_lama(self, baris: Baris) -> Penugasan | None:
        """The assignment in the database that the row is about: same person, post and first day."""
        milik = (satu for kursi in self._jabatan_lama(baris) for satu in self.masa.get(kursi.pk, ()))
        nama, mulai = baris.nilai["username"], baris.nilai["mulai"]
        return next((satu for satu in milik if satu.pegawai.username == nama and satu.mulai == mulai), None)

    def _semua_masa(self, jabatan: Jabatan) -> list[Penugasan]:
        return (self.masa.get(jabatan.pk, []) if jabatan.pk else []) + self.masa_baru[id(jabatan)]

    def _kepala_unit(self, baris: Baris, unit: UnitKerja) -> Jabatan | None:
        """The unit's head, new or known; what contradicts is reported."""
        nilai, tingkat = baris.nilai, baris.nilai["tingkat"]
        ada, tunggal = self.kepala.get(unit.pk), self.tunggal.get(tingkat)
        if tunggal and tunggal is not ada:
            masalah = f"{Tingkat(tingkat).label} sudah ada, yaitu pada {tunggal.unit}."
            self.bacaan.galat(LEMBAR, baris, "unit", masalah, f"Tulis unit {tunggal.unit.kode}.")
            return None
        if ada and ada.tingkat != tingkat:
            masalah = f"Kepala unit ini, {ada}, bertingkat {ada.get_tingkat_display()}."
            self.bacaan.galat(LEMBAR, baris, "tingkat", masalah, "Samakan tingkatnya, atau perbaiki kode unitnya.")
            return None
        pertama = self.nama_kepala.setdefault(unit.pk, baris)
        if normalkan(pertama.nilai["jabatan"]) != normalkan(nilai["jabatan"]):
            masalah = f"Kepala unit ini pada baris {pertama.nomor} ditulis “{pertama.nilai['jabatan']}”."
            self.bacaan.galat(LEMBAR, baris, "jabatan", masalah, "Satu unit mempunyai satu kepala; samakan namanya.")
            return None
        return ada or self._jabatan_baru(tingkat, unit)

    def _jabatan_baru(self, tingkat: str, unit: UnitKerja) -> Jabatan:
        return Jabatan(unit=unit, tingkat=tingkat, atasan=self._atasan(tingkat, unit))

    def _atasan(self, tingkat: str, unit: UnitKerja) -> Jabatan | None:
        """The nearest head: of the unit itself for a pelaksana, of a unit above it for a head."""
        naik = unit if tingkat == Tingkat.PELAKSANA else unit.induk
        while naik is not None and naik.pk not in self.kepala:
            naik = naik.induk
        return self.kepala[naik.pk] if naik else None

    def _kursi_pelaksana(self, baris: Baris, unit: UnitKerja, lama: Penugasan | None) -> Jabatan | None:
        """The seat of this assignment, else a free one of that name, else a new one."""
        calon = self.kursi[unit.pk, normalkan(baris.nilai["jabatan"])]
        if lama:
            return next(kursi for kursi in calon if kursi.pk == lama.jabatan_id)
        nilai, kosong = baris.nilai, []
        for kursi in calon:
            bentrok = [p for p in self._semua_masa(kursi) if _bersamaan(p, nilai["mulai"], nilai.get("selesai"))]
            if sendiri := next((p for p in bentrok if p.pegawai.username == nilai["username"]), None):
                self._sudah_duduk(baris, sendiri)
                return None
            if not any(p.kapasitas == Kapasitas.DEFINITIF for p in bentrok):
                kosong.append(kursi)
        if calon and nilai.get("kapasitas") not in (None, Kapasitas.DEFINITIF):
            return calon[0]
        return kosong[0] if kosong else self._jabatan_baru(Tingkat.PELAKSANA, unit)

    def _sudah_duduk(self, baris: Baris, lain: Penugasan) -> None:
        sejak = bahasa.tanggal_pendek(lain.mulai)
        masalah = f"Pegawai ini sudah tercatat memangku jabatan itu sejak {sejak}."
        self.bacaan.galat(LEMBAR, baris, "mulai", masalah, f"Tulis {sejak}, atau isi dahulu hari terakhirnya.")

    # One row

    def _satu(self, baris: Baris) -> None:
        unit = self.unit[baris.nilai["unit"]]
        lama = self._penugasan_lama(baris)
        if baris.nilai["tingkat"] == Tingkat.PELAKSANA:
            jabatan = self._kursi_pelaksana(baris, unit, lama)
        else:
            jabatan = self._kepala_unit(baris, unit)
        if jabatan is None or not self._periksa_bentrok(baris, jabatan, lama):
            return
        orang = self.orang.get(baris.nilai["username"]) or Pegawai(password=make_password(None))
        perubahan = self._pasang_orang(baris, orang) + self._pasang_jabatan(baris, jabatan)
        perubahan += self._pasang_penugasan(baris, orang, jabatan, lama)
        sebutan = f"{orang.nama} – {sebaris(baris.nilai['jabatan'])}"
        keadaan = "" if lama else Keadaan.TAMBAH
        self.rancangan.catat(sebutan, self.bacaan.tempat(LEMBAR, baris), perubahan, keadaan=keadaan)

    def _pasang_orang(self, baris: Baris, orang: Pegawai) -> list[Perubahan]:
        nilai = baris.nilai
        if nilai["username"] in self.orang and orang.pk is None:
            return []
        self.orang[nilai["username"]] = orang
        isian = {"username": nilai["username"], "nama": sebaris(nilai["nama"])}
        isian |= {nama: sebaris(nilai[nama]) for nama in ("pangkat", "golongan", "email") if nama in nilai}
        if "nip" in nilai:
            isian["nip"] = nilai["nip"]
        return self.rancangan.pasang(orang, isian)

    def _pasang_jabatan(self, baris: Baris, jabatan: Jabatan) -> list[Perubahan]:
        baru = jabatan.pk is None and id(jabatan) not in self.kursi_baru
        isian = {"nama": sebaris(baris.nilai["jabatan"])}
        perubahan = self.rancangan.pasang(jabatan, isian, kelompok=jabatan.tingkat, awalan="jabatan")
        if baru:
            self.kursi_baru.add(id(jabatan))
            self._kenali(jabatan)
        return perubahan if baru or jabatan.pk else []

    def _pasang_penugasan(
        self, baris: Baris, orang: Pegawai, jabatan: Jabatan, lama: Penugasan | None
    ) -> list[Perubahan]:
        nilai = baris.nilai
        penugasan = lama or Penugasan(pegawai=orang, jabatan=jabatan)
        isian = {"mulai": nilai["mulai"]}
        if "kapasitas" in nilai or lama is None:
            isian["kapasitas"] = nilai.get("kapasitas") or Kapasitas.DEFINITIF
        if "selesai" in nilai:
            isian["selesai"] = nilai["selesai"]
        if "surat_perintah" in nilai:
            isian["surat_perintah"] = sebaris(nilai["surat_perintah"])
        if lama is None:
            self.masa_baru[id(jabatan)].append(penugasan)
        return self.rancangan.pasang(penugasan, isian, awalan="penugasan")

    def _periksa_bentrok(self, baris: Baris, jabatan: Jabatan, lama: Penugasan | None) -> bool:
        """Two definitive holders at one time are refused by the database; the finding says who sits there."""
        nilai = baris.nilai
        tertulis = nilai.get("kapasitas") or Kapasitas.DEFINITIF
        kapasitas = lama.kapasitas if lama and "kapasitas" not in nilai else tertulis
        if kapasitas != Kapasitas.DEFINITIF:
            return True
        selesai = nilai.get("selesai", lama and lama.selesai)
        for lain in self._semua_masa(jabatan):
            if lain is not lama and lain.kapasitas == Kapasitas.DEFINITIF and _bersamaan(lain, nilai["mulai"], selesai):
                sejak = bahasa.tanggal_pendek(lain.mulai)
                masalah = f"Jabatan ini dipangku {lain.pegawai} sejak {sejak}."
                self.bacaan.galat(LEMBAR, baris, "mulai", masalah, "Isi dahulu hari terakhir pemangku itu.")
                return False
        return True


def _bersamaan(penugasan: Penugasan, mulai: date, selesai: date | None) -> bool:
    return (selesai is None or penugasan.mulai <= selesai) and (
        penugasan.selesai is None or penugasan.selesai >= mulai
    )
