"""Reference data and the sample years: told from `fixtures/contoh/`, done through the same services as real work.

Every quarter's story is first planned as dated events, then carried out in their order, so that the audit trail
of the sample reads like that of an office.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kinerja.models import Indikator, Renstra
from kinerja.perhitungan import bulatkan, gulung_realisasi
from organisasi.bahasa import AKHIR_TAHUN, angka, tanggal
from organisasi.contoh import SANDI_CONTOH
from organisasi.models import AnggotaTim, Jabatan, Kantor, Pegawai, Penugasan, TimSakip
from organisasi.peran import Peran, pemangku, peran
from rencana_aksi.akhir_tahun import siapkan_akhir_tahun
from rencana_aksi.contoh_impor import muat_pegawai, muat_rencana
from rencana_aksi.contoh_perencanaan import muat_anggaran, muat_renstra
from rencana_aksi.contoh_perjanjian import muat_perjanjian
from rencana_aksi.kalender import geser_ke_hari_kerja
from rencana_aksi.kedudukan import Kedudukan, Tindakan, kedudukan
from rencana_aksi.kelengkapan import slot_kosong
from rencana_aksi.kursi import susun_kursi
from rencana_aksi.models import (
    Capaian,
    DokumenDibuka,
    RencanaAksi,
    SyaratDataDukung,
    TargetTriwulan,
    Triwulan,
)
from rencana_aksi.models.capaian import Meja, Status
from rencana_aksi.services import Isian, Keterangan, siapkan_capaian, simpan_isian, unggah
from rencana_aksi.workflow import IsiPutusan, putuskan

ACUAN = (
    *("kantor", "organisasi", "ketentuan", "jadwal", "hari_libur", "nomenklatur", "kinerja"),
    *("komponen_akip", "kriteria_akip", "pengendalian", "penerima_laporan"),
)
FOLDER = settings.BASE_DIR / "fixtures" / "contoh"
ISI = "isi"  # a draft begun and left, which is no step on the ladder
BERJALAN = "berjalan"


def muat_acuan() -> None:
    """Load what every installation starts from; over existing rows it would undo the office's own changes."""
    call_command("loaddata", *ACUAN, verbosity=0)


def kosong() -> bool:
    """True while nobody has worked with this database: no person and no claim."""
    return not Pegawai.objects.exists() and not Capaian.objects.exists()


def tahun_contoh(hari_ini: date) -> list[int]:
    """The years that the sample tells: those with a story of their own, and the current one."""
    bercerita = (int(tahun) for tahun in _baca("alur")["pengecualian"] if tahun != BERJALAN)
    return sorted({*bercerita, hari_ini.year})


@transaction.atomic
def muat_contoh(*tahun: int, sampai: datetime | None = None) -> None:
    """Tell the sample years up to the moment `sampai`, now when not given; nothing happens after it.

    Quarters whose successor has opened are ratified. The latest open quarter of the current year stands in every
    state at once, so that each desk has work. The database must be `kosong` and hold the reference data.
    """
    sampai = sampai or timezone.now()
    _pegawai(sampai)
    for satu in tahun:
        _tim(satu)
        _rencana(satu, sampai)
        _anggaran(satu, sampai)
        muat_perjanjian(_milik_tahun("perjanjian", satu), satu, sampai, _perencana(satu))
        _lalui(satu, sampai)
    if tahun:
        muat_renstra(_baca("renstra"), _perencana(min(tahun)))
    Kantor.objects.update(berisi_data_contoh=True)


def _baca(nama: str) -> Any:
    return json.loads((FOLDER / f"{nama}.json").read_text())


def _milik_tahun(nama: str, tahun: int) -> Any:
    """What a file tells of a year: its own story, or that of the current year."""
    isi = _baca(nama)
    return isi.get(str(tahun), isi[BERJALAN])


# People


def _pegawai(sampai: datetime) -> None:
    muat_pegawai(_baca("pegawai"), sampai.year)
    # One hash for all: Argon2 is slow on purpose, and the password is known to everyone anyway.
    sandi, hari_ini = make_password(SANDI_CONTOH), timezone.localdate()
    duduk = Penugasan.objects.filter(Q(selesai=None) | Q(selesai__gte=hari_ini))
    Pegawai.objects.filter(penugasan__in=duduk).update(password=sandi)
    Pegawai.objects.create(
        username="admin", nama="Administrator Sistem", password=sandi, is_staff=True, is_superuser=True
    )


def _tim(tahun: int) -> None:
    """Camat, Sekcam and every head of a unit (R-02); number and date of the decision stay blank as in the guideline."""
    tim = TimSakip.objects.create(tahun=tahun)
    for penugasan in pemangku(date(tahun, 1, 1)).values():
        if _kepala(penugasan):
            AnggotaTim.objects.create(tim=tim, pegawai=penugasan.pegawai, fungsi=_fungsi(penugasan.jabatan))


def _kepala(penugasan: Penugasan) -> bool:
    return penugasan.jabatan.tingkat != Jabatan.Tingkat.PELAKSANA


def _fungsi(jabatan: Jabatan) -> AnggotaTim.Fungsi:
    if jabatan.tingkat == Jabatan.Tingkat.CAMAT:
        return AnggotaTim.Fungsi.KOORDINATOR
    return AnggotaTim.Fungsi.SEKRETARIS if jabatan.unit.kode == "SUB-PK" else AnggotaTim.Fungsi.ANGGOTA


# The year's plan


def _perencana(tahun: int) -> Penugasan:
    """Who plans in a year: the secretary of its Tim."""
    return next(p for p in pemangku(date(tahun, 1, 1)).values() if p.jabatan.unit.kode == "SUB-PK" and _kepala(p))


def _anggaran(tahun: int, sampai: datetime) -> None:
    muat_anggaran(_milik_tahun("anggaran", tahun), tahun, timezone.localdate(sampai), _perencana(tahun))


def _kode(indikator: Indikator) -> str:
    """The key of an indicator in the files of the sample."""
    return indikator.sub_kegiatan.kode if indikator.sub_kegiatan else f"IKU-{indikator.sasaran.urutan}"


def _program(capaian: Capaian) -> int | None:
    sub_kegiatan = capaian.indikator.sub_kegiatan
    return sub_kegiatan and sub_kegiatan.kegiatan.program_id


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def _rencana(tahun: int, sampai: datetime) -> None:
    """The year's plans, ratified by the Camat of the third week of January (domain 6.8)."""
    kursi = susun_kursi()
    kepala = {jabatan.unit.kode: jabatan.nama for jabatan in kursi.kepala_unit.values()}
    # The importer knows an IKU only by a Renstra that covers the year: in the sample the old one lives on.
    Renstra.objects.filter(tahun_akhir__lt=tahun).update(tahun_akhir=tahun)
    muat_rencana(_baca("indikator"), tahun, kepala)
    ditetapkan_pada = min(_wita(date(tahun, 1, 16), time(9)), sampai)
    rencana = RencanaAksi.objects.filter(tahun=tahun).select_related("indikator")
    rencana.update(
        status=RencanaAksi.Status.DITETAPKAN,
        ditetapkan_pada=ditetapkan_pada,
        ditetapkan_oleh=pemangku(timezone.localdate(ditetapkan_pada))[kursi.camat.pk].pegawai,
    )
    siapkan_capaian(TargetTriwulan.objects.filter(rencana_aksi__tahun=tahun))
    siapkan_akhir_tahun(rencana)


# The story of a quarter


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of a story, `hari` days after the staff's due date; corrected to `nilai` or by `selisih` points."""

    meja: str
    tindakan: str
    hari: int
    nilai: str | None = None
    selisih: str | None = None
    jenis_alasan: str = ""
    alasan: str = ""
    arahan: str = ""
    tujuan: str | None = None
    perbaikan: str = ""
    kutip: bool = False
    oleh_kepala: bool = False


@dataclass(frozen=True, slots=True)
class Kejadian:
    """A step of a claim at its moment."""

    pada: datetime
    capaian: Capaian
    langkah: Langkah


def jadwalkan(
    langkah: Sequence[Langkah], triwulan: Triwulan, *, sampai: datetime, sesudah: datetime | None = None, geser: int = 0
) -> list[datetime]:
    """The moment of each step: in order, after `sesudah`, and never before the quarter opens nor after `sampai`.

    A story that would run past `sampai` is told faster. `geser` spreads the claims over the working day.
    """
    waktu: list[datetime] = []
    for nomor, satu in enumerate(langkah):
        jam = time(8 + (geser + 3 * nomor) % 8, (7 * geser + 13 * nomor) % 60)
        lama = waktu[-1] if waktu else sesudah
        baru = _wita(geser_ke_hari_kerja(triwulan.batas_staf + timedelta(satu.hari), ()), jam)
        waktu.append(max(baru, lama + timedelta(minutes=50)) if lama else baru)
    return _rapatkan(waktu, sesudah or _wita(triwulan.buka, time()), sampai, geser)


def _wita(hari: date, jam: time) -> datetime:
    return timezone.make_aware(datetime.combine(hari, jam))


def _rapatkan(waktu: list[datetime], mulai: datetime, sampai: datetime, geser: int) -> list[datetime]:
    """Squeeze the moments into `mulai`..`sampai` when they end later, each claim to an end of its own."""
    if not waktu or waktu[-1] <= sampai:
        return waktu
    rentang, tersedia = waktu[-1] - mulai, (sampai - mulai) * (100 - geser % 100) / 100
    return [_jam_kerja(mulai + tersedia * ((satu - mulai) / rentang), sampai) for satu in waktu]


def _jam_kerja(saat: datetime, sampai: datetime) -> datetime:
    """The same order within the day, but in office hours; today stays as it is, for its evening has not come."""
    setempat = timezone.localtime(saat)
    if setempat.date() >= timezone.localdate(sampai):
        return saat
    tengah_malam = setempat.replace(hour=0, minute=0, second=0, microsecond=0)
    return tengah_malam + timedelta(hours=8) + (setempat - tengah_malam) / 3


@dataclass(frozen=True)
class Cerita:
    """What the files tell about one quarter of one year."""

    triwulan: Triwulan
    sampai: datetime
    masih_berjalan: bool
    alur: dict = field(default_factory=lambda: _baca("alur"), repr=False)
    isi: dict = field(default_factory=lambda: _baca("indikator"), repr=False)

    @cached_property
    def _kunci(self) -> str:
        tahun = str(self.triwulan.tahun)
        return tahun if tahun in self.alur["pengecualian"] else BERJALAN

    def kejadian(self, capaian: Sequence[Capaian]) -> list[Kejadian]:
        """The events of the quarter in the order in which they happen."""
        terhitung = [c for c in capaian if c.indikator.terhitung]
        sumber = {c.indikator.program_sumber_id for c in terhitung}
        biasa = [c for c in capaian if c not in terhitung]
        rencana: list[Kejadian] = []
        for geser, satu in enumerate(biasa):
            rencana += self._rencanakan(satu, self._nama_alur(satu, geser, sumber), geser)
        # A computed realisasi needs its sources ratified first.
        sesudah = max((k.pada for k in rencana if _program(k.capaian) in sumber), default=None)
        for satu in terhitung:
            rencana += self._rencanakan(satu, "draf_kosong" if self.masih_berjalan else "terhitung", 0, sesudah)
        return sorted(rencana, key=lambda k: k.pada)

    def _nama_alur(self, capaian: Capaian, urutan: int, sumber: set[int]) -> str:
        if self.masih_berjalan:
            pilihan = self.alur["triwulan_berjalan"]
            return pilihan[urutan % len(pilihan)]
        bawaan = "penunjang" if _program(capaian) in sumber else "biasa"
        return self.alur["pengecualian"][self._kunci].get(f"{_kode(capaian.indikator)}/{self.triwulan.nomor}", bawaan)

    def _rencanakan(
        self, capaian: Capaian, alur: str, geser: int, sesudah: datetime | None = None
    ) -> Iterable[Kejadian]:
        langkah = [Langkah(**satu) for satu in self.alur["alur"][alur]]
        waktu = jadwalkan(langkah, self.triwulan, sampai=self.sampai, sesudah=sesudah, geser=geser)
        return map(Kejadian, waktu, [capaian] * len(langkah), langkah)

    def _realisasi(self, capaian: Capaian) -> Decimal | None:
        """What was achieved in the quarter, or over all of them in the year."""
        indikator, nomor = capaian.indikator, capaian.triwulan.nomor
        berkala = [_angka(teks) for teks in self.isi[_kode(indikator)]["realisasi"][self._kunci]]
        return gulung_realisasi(indikator.akumulasi, berkala, 4) if nomor == AKHIR_TAHUN else berkala[nomor - 1]

    def isian(self, capaian: Capaian, langkah: Langkah, hari: date) -> Isian:
        """What the pengisi types on a day; a draft begun has its number and nothing else."""
        baris, nomor, indikator = self.isi[_kode(capaian.indikator)], self.triwulan.nomor, capaian.indikator
        realisasi = self._realisasi(capaian)
        data_sampai = min(hari, self.triwulan.batas_eselon_iii)
        if langkah.tindakan == ISI:
            return Isian(realisasi, data_sampai)
        target = capaian.target_triwulan.nilai
        kurang = realisasi is not None and realisasi < target
        kendala = baris.get("kendala") or self.alur["kendala"][nomor % len(self.alur["kendala"])]
        hambatan, solusi = kendala if kurang else ("", "")
        hasil = (
            f"Realisasi {capaian.triwulan} {angka(realisasi, indikator.presisi)} dari target "
            f"{angka(target, indikator.presisi)} ({indikator.satuan})."
            if realisasi is not None
            else ""
        )
        analisis = " ".join(filter(None, (baris["langkah"], hasil, langkah.perbaikan)))
        return Isian(realisasi, data_sampai, analisis, hambatan, solusi)


class Panggung:
    """Where a quarter is played: who sits where, and each claim as it was last seen."""

    def __init__(self, cerita: Cerita) -> None:
        self._cerita = cerita
        self._duduk = pemangku(cerita.triwulan.buka)
        self._kursi = susun_kursi()
        self._peran: dict[int, Peran] = {}
        self._dilihat: dict[int, Kedudukan] = {}

    def jalankan(self, kejadian: Kejadian) -> None:
        pelaku = self._pelaku(kejadian)
        if kejadian.langkah.meja == Meja.PENGISI:
            self._isi(kejadian, pelaku)
        if kejadian.langkah.tindakan != ISI:
            self._putuskan(kejadian, pelaku)

    def _isi(self, kejadian: Kejadian, pelaku: Peran) -> None:
        capaian = Capaian.objects.lengkap().get(pk=kejadian.capaian.pk)
        isian = self._cerita.isian(capaian, kejadian.langkah, timezone.localdate(kejadian.pada))
        simpan_isian(capaian=capaian, isian=isian, versi=capaian.versi, oleh=pelaku.pegawai)
        if kejadian.langkah.tindakan != ISI:
            for syarat in slot_kosong(capaian):
                _unggah(capaian, syarat, pelaku, isian.tanggal_data, kejadian.pada)
        self._dilihat.pop(capaian.pk, None)

    def _putuskan(self, kejadian: Kejadian, pelaku: Peran) -> None:
        langkah, pk = kejadian.langkah, kejadian.capaian.pk
        # What a step left behind is what the next desk sees: reading it again would cost a fifth of the whole load.
        k = self._dilihat.get(pk) or kedudukan(Capaian.objects.lengkap().get(pk=pk), pelaku)
        if k.capaian.meja != Meja.PENGISI:
            _buka(k, pelaku, kejadian.pada)
        putusan = putuskan(
            Tindakan(langkah.tindakan),
            capaian=k.capaian,
            oleh=pelaku.pegawai,
            sidik=k.sidik,
            isi=_isi_putusan(langkah, k),
            pada=kejadian.pada,
        )
        self._dilihat[pk] = replace(k, capaian=putusan.capaian)

    def _pelaku(self, kejadian: Kejadian) -> Peran:
        """The person of a step; the staff of a unit take turns."""
        unit_id = kejadian.capaian.indikator.unit_id
        if kejadian.langkah.meja == Meja.PENGISI and not kejadian.langkah.oleh_kepala:
            staf = [p.pegawai for p in self._duduk.values() if _staf_dari(p.jabatan, unit_id)]
            return self._peran_dari(staf[(kejadian.capaian.indikator.urutan - 1) % len(staf)])
        meja = Meja.ESELON_IV if kejadian.langkah.oleh_kepala else Meja(kejadian.langkah.meja)
        return self._peran_dari(self._duduk[self._kursi.jabatan(meja, unit_id).pk].pegawai)

    def _peran_dari(self, pegawai: Pegawai) -> Peran:
        if pegawai.pk not in self._peran:
            self._peran[pegawai.pk] = peran(pegawai, self._cerita.triwulan.buka)
        return self._peran[pegawai.pk]


def _buka(k: Kedudukan, pelaku: Peran, pada: datetime) -> None:
    """The desk looks at every document before it decides."""
    DokumenDibuka.objects.bulk_create(
        (DokumenDibuka(dokumen=d, pegawai=pelaku.pegawai, pada=pada) for d in k.dokumen), ignore_conflicts=True
    )


def _staf_dari(jabatan: Jabatan, unit_id: int) -> bool:
    return jabatan.unit_id == unit_id and jabatan.tingkat == Jabatan.Tingkat.PELAKSANA


def _isi_putusan(langkah: Langkah, k: Kedudukan) -> IsiPutusan:
    nilai = _angka(langkah.nilai)
    if langkah.selisih:
        nilai = bulatkan(k.capaian.persen, 2) + Decimal(langkah.selisih)
    return IsiPutusan(
        nilai=nilai,
        jenis_alasan=langkah.jenis_alasan,
        alasan=langkah.alasan,
        arahan=langkah.arahan,
        dokumen=k.dokumen if langkah.kutip else (),
        tujuan=Status(langkah.tujuan) if langkah.tujuan else None,
    )


def _lalui(tahun: int, sampai: datetime) -> None:
    hari_ini = timezone.localdate(sampai)
    terbuka = [tw for tw in Triwulan.objects.filter(tahun=tahun) if tw.sudah_buka(hari_ini)]
    for tw in terbuka:
        cerita = Cerita(tw, sampai, masih_berjalan=tahun == hari_ini.year and tw == terbuka[-1])
        panggung = Panggung(cerita)
        for kejadian in cerita.kejadian(Capaian.objects.triwulan(tw).lengkap()):
            panggung.jalankan(kejadian)


# Documents


def _unggah(capaian: Capaian, syarat: SyaratDataDukung, pelaku: Peran, hari: date, pada: datetime) -> None:
    tw = capaian.triwulan
    nomor = f"000.8/{syarat.pk:04d}/KEC-KLN/{tw.tahun}"
    isi = _pdf(
        "DATA CONTOH",
        syarat.uraian,
        f"Nomor {nomor}, {tanggal(hari)}",
        f"{tw}, {capaian.indikator.unit}",
        capaian.indikator.nama,
    )
    unggah(
        capaian=capaian,
        syarat=syarat,
        berkas=SimpleUploadedFile(f"{syarat.uraian} {tw}.pdf", isi, "application/pdf"),
        batas=settings.BATAS_UKURAN_BERKAS,
        oleh=pelaku.pegawai,
        jabatan=pelaku.nama_jabatan,
        keterangan=Keterangan(nomor_dokumen=nomor, tanggal_dokumen=hari),
        pada=pada,
    )


def _pdf(*baris: str) -> bytes:
    """A one-page PDF with these lines, about 800 bytes: WeasyPrint would take minutes for the whole sample."""
    teks = b" ".join(b"(%s) Tj T*" % _teks_pdf(satu) for satu in baris)
    halaman = b"BT /F1 10 Tf 50 780 Td 18 TL %s ET" % teks
    objek = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(halaman), halaman),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    isi, letak = b"%PDF-1.4\n", []
    for nomor, satu in enumerate(objek, 1):
        letak.append(len(isi))
        isi += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    tabel = b"".join(b"%010d 00000 n \n" % satu for satu in letak)
    return isi + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objek) + 1, tabel, len(objek) + 1, len(isi))
    )


def _teks_pdf(teks: str) -> bytes:
    lepas = teks.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return lepas.encode("cp1252", "replace")
