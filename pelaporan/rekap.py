"""One quarter read from the database into plain values (`naskah`), with a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from kinerja.models import Indikator, KelasCapaian, Ketentuan, Renstra, TargetRenstra, TargetTahunan
from kinerja.perhitungan import Keadaan, Target, hitung_capaian, kelas, rata_rata
from organisasi import bahasa
from organisasi.models import Jabatan, Kantor
from organisasi.peran import pemangku
from pelaporan.naskah.triwulan import (
    AnakTangga,
    Baris,
    DataKantor,
    Dokumen,
    KelasSkala,
    Naskah,
    Penandatangan,
    RekapTriwulan,
    Rerata,
    Ringkasan,
    WaktuTambahan,
    ke_json,
)
from rencana_aksi.kalender import hari_terlambat
from rencana_aksi.models import (
    Capaian,
    DataDukung,
    Putusan,
    RencanaAksi,
    SyaratDataDukung,
    TargetTriwulan,
    Triwulan,
)
from rencana_aksi.models.capaian import Status
from rencana_aksi.penilaian import nilai_dari
from rencana_aksi.perpanjangan import BarisPerpanjangan, perpanjangan_triwulan, untuk_klaim
from rencana_aksi.tangga import putusan_berlaku

FORMAT = 2
Level = Indikator.Level
Tindakan = Putusan.Tindakan

# Domain 1.1; kept in each snapshot, so that a later change of the law leaves old reports as they were printed.
DASAR_HUKUM = (
    "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah;",
    "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah;",
    "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi "
    "Pembangunan Daerah;",
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk "
    "Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah;",
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 88 Tahun 2021 tentang Evaluasi "
    "Akuntabilitas Kinerja Instansi Pemerintah.",
)

_URUTAN_LEVEL = {level.value: i for i, level in enumerate(Level)}
_TANPA_STATUS = "Belum ada klaim"


@dataclass(frozen=True, slots=True)
class KekuranganLaporan:
    """An indicator that keeps a final report from being made."""

    capaian_id: str | None
    nama: str
    unit: str
    status: str
    meja: str


@dataclass(frozen=True, slots=True)
class _Bahan:
    """The rows of a quarter, by what they belong to."""

    triwulan: Triwulan
    tanggal: date
    ketentuan: Ketentuan
    skala: list[tuple[Decimal, KelasCapaian]]
    target: dict[int, list[TargetTriwulan]]
    syarat: dict[int, list[SyaratDataDukung]]
    dokumen: dict[int, list[DataDukung]]
    putusan: dict[int, list[Putusan]]
    dikutip: dict[int, list[int]]
    tahun_lalu: dict[int, Decimal]
    perpanjangan: Sequence[BarisPerpanjangan]

    def target_kini(self, rencana: RencanaAksi) -> TargetTriwulan | None:
        return next((t for t in self.target[rencana.pk] if t.triwulan_id == self.triwulan.pk), None)


def rekap_triwulan(triwulan: Triwulan, *, tanggal: date) -> RekapTriwulan:
    """Read a quarter as it stands; `tanggal` is the day that lateness is counted to. Twelve queries."""
    rencana = list(_rencana(triwulan.tahun))
    bahan = _bahan(triwulan, tanggal)
    baris = tuple(sorted((_baris(r, bahan) for r in rencana), key=_urutan))
    per_sasaran = _per_sasaran(baris, bahan)
    return RekapTriwulan(
        tahun=triwulan.tahun,
        nomor=triwulan.nomor,
        tanggal=tanggal,
        batas_kirim=triwulan.batas_camat,
        ditutup=triwulan.ditutup,
        kantor=_kantor(),
        baris=baris,
        per_sasaran=per_sasaran,
        per_program=_per_program(baris, bahan),
        organisasi=_organisasi(baris, per_sasaran, bahan),
        ringkasan=_ringkasan(baris),
        skala=tuple(KelasSkala(k.nama, k.batas_bawah, k.warna) for _, k in bahan.skala),
        batas_rata_rata=bahan.ketentuan.batas_rata_rata,
        tahun_akhir_renstra=next((r.tahun_akhir_renstra for r in rencana), None),
        perpanjangan=tuple(
            WaktuTambahan(p.unit, p.indikator, p.batas_baru, p.berlaku_sampai, p.alasan, p.oleh, p.keadaan)
            for p in bahan.perpanjangan
        ),
    )


def susun_naskah(triwulan: Triwulan, *, konsep: bool, versi: int | None, dibuat: datetime) -> Naskah:
    """Everything that the report of a quarter prints, as of `dibuat`. Thirteen queries."""
    tanggal = timezone.localdate(dibuat)
    return Naskah(
        format=FORMAT,
        konsep=konsep,
        versi=versi,
        dibuat=dibuat,
        penandatangan=penandatangan_pada(tanggal),
        dasar_hukum=DASAR_HUKUM,
        rekap=rekap_triwulan(triwulan, tanggal=tanggal),
    )


def snapshot(naskah: Naskah) -> dict:
    """The Naskah as the JSON that a Laporan keeps."""
    return ke_json(naskah)


def kekurangan_laporan(triwulan: Triwulan) -> list[KekuranganLaporan]:
    """Every indicator of the quarter that has a target and is not ratified; empty when the report may be final."""
    belum = (
        TargetTriwulan.objects.filter(triwulan=triwulan, nilai__isnull=False)
        .exclude(capaian__status=Status.SAH)
        .select_related("capaian", "rencana_aksi__indikator__unit")
        .order_by("rencana_aksi__indikator__unit__urutan", "rencana_aksi__indikator")
    )
    return [_kekurangan(t) for t in belum]


def _kekurangan(target: TargetTriwulan) -> KekuranganLaporan:
    capaian, indikator = getattr(target, "capaian", None), target.rencana_aksi.indikator
    return KekuranganLaporan(
        capaian_id=str(capaian.public_id) if capaian else None,
        nama=indikator.nama,
        unit=indikator.unit.nama,
        status=capaian.get_status_display() if capaian else _TANPA_STATUS,
        meja=capaian.meja.label if capaian else "",
    )


def _rencana(tahun: int) -> QuerySet[RencanaAksi]:
    """The year's plans with their indicators and the annual target."""
    target = TargetTahunan.objects.filter(indikator=OuterRef("indikator"), tahun=tahun)
    berlaku = Renstra.objects.filter(tahun_awal__lte=tahun, tahun_akhir__gte=tahun).order_by("-tahun_awal")
    tahun_akhir = Subquery(berlaku.values("tahun_akhir")[:1])
    akhir = TargetRenstra.objects.filter(indikator=OuterRef("indikator"), tahun=tahun_akhir)
    return (
        RencanaAksi.objects.filter(tahun=tahun)
        .select_related(
            "penanggung_jawab",
            "indikator__unit",
            "indikator__sasaran",
            "indikator__program",
            "indikator__kegiatan__program",
            "indikator__sub_kegiatan__kegiatan__program",
        )
        .annotate(
            target_tahun=Subquery(target.values("nilai")[:1]),
            target_tahun_atas=Subquery(target.values("nilai_atas")[:1]),
            tahun_akhir_renstra=tahun_akhir,
            target_akhir=Subquery(akhir.values("nilai")[:1]),
            target_akhir_atas=Subquery(akhir.values("nilai_atas")[:1]),
        )
    )


def _tahun_lalu(tahun: int) -> dict[int, Decimal]:
    """The last ratified percentage of the year before, by indicator."""
    sah = Capaian.objects.filter(target_triwulan__triwulan__tahun=tahun - 1, status=Status.SAH)
    # Later quarters overwrite earlier ones.
    return dict(
        sah.order_by("target_triwulan__triwulan__nomor").values_list(
            "target_triwulan__rencana_aksi__indikator", "persen"
        )
    )


def _bahan(triwulan: Triwulan, tanggal: date) -> _Bahan:
    ketentuan = Ketentuan.objects.untuk(triwulan.tahun)
    triwulan_setahun = {t.pk: t for t in Triwulan.objects.filter(tahun=triwulan.tahun)}
    target = defaultdict(list)
    for t in TargetTriwulan.objects.filter(triwulan__in=triwulan_setahun).select_related("capaian").order_by():
        # Four rows that hundreds share: a join would build them again each time.
        t.triwulan = triwulan_setahun[t.triwulan_id]
        target[t.rencana_aksi_id].append(t)
    dalam = {"capaian__target_triwulan__triwulan": triwulan}
    kutipan = Putusan.dokumen.through.objects.filter(putusan__capaian__target_triwulan__triwulan=triwulan)
    return _Bahan(
        triwulan=triwulan,
        tanggal=tanggal,
        ketentuan=ketentuan,
        skala=ketentuan.skala(),
        target=target,
        syarat=_per(SyaratDataDukung.objects.filter(target_triwulan__triwulan=triwulan), "target_triwulan_id"),
        dokumen=_per(DataDukung.objects.berlaku().filter(**dalam).select_related("berkas", "syarat"), "capaian_id"),
        putusan=_per(Putusan.objects.filter(**dalam).order_by("urutan"), "capaian_id"),
        dikutip=_kelompok(kutipan.values_list("putusan_id", "datadukung_id")),
        tahun_lalu=_tahun_lalu(triwulan.tahun),
        perpanjangan=perpanjangan_triwulan([triwulan], tanggal),
    )


def _per(rows: QuerySet, kolom: str) -> dict[int, list]:
    return _kelompok((getattr(row, kolom), row) for row in rows)


def _kelompok(pasangan: Iterable[tuple]) -> dict[int, list]:
    peta = defaultdict(list)
    for kunci, isi in pasangan:
        peta[kunci].append(isi)
    return peta


def _baris(rencana: RencanaAksi, bahan: _Bahan) -> Baris:
    indikator = rencana.indikator
    target = bahan.target_kini(rencana) or TargetTriwulan(triwulan=bahan.triwulan)
    target.rencana_aksi = rencana
    capaian = getattr(target, "capaian", None) or Capaian(target_triwulan=target)
    hitung = nilai_dari(capaian, bahan.target[rencana.pk], bahan.ketentuan)
    tangga = list(putusan_berlaku(bahan.putusan[capaian.pk]).values())
    persen = hitung.persen if capaian.dapat_diisi else capaian.persen
    golongan = kelas(persen, bahan.skala)
    meja = capaian.meja if target.nilai is not None else None
    dokumen = bahan.dokumen[capaian.pk]
    return Baris(
        **_induk(indikator),
        **_status(target, capaian),
        indikator_id=str(indikator.public_id),
        level=indikator.level,
        nama=indikator.nama,
        satuan=indikator.satuan,
        presisi=indikator.presisi,
        unit=indikator.unit.nama,
        penanggung_jawab=rencana.penanggung_jawab.nama if rencana.penanggung_jawab else indikator.unit.nama,
        target_tahun=rencana.target_tahun,
        target_tahun_atas=rencana.target_tahun_atas,
        target=hitung.target.nilai,
        target_atas=hitung.target.atas,
        realisasi=None if capaian.realisasi is None else hitung.realisasi,
        keadaan=str(hitung.hasil.keadaan),
        rumus=hitung.rumus,
        persen_klaim=next((p.nilai_keluar for p in tangga if p.tindakan == Tindakan.AJUKAN), persen),
        persen=persen,
        persen_tahun_lalu=bahan.tahun_lalu.get(indikator.pk),
        kelas=golongan.nama if golongan else "",
        warna=golongan.warna if golongan else "netral",
        meja=meja.label if meja else "",
        terlambat=_terlambat(tangga, target, capaian, bahan),
        tanggal_data=capaian.tanggal_data,
        analisis=capaian.analisis,
        hambatan=capaian.hambatan,
        solusi=capaian.solusi,
        tangga=tuple(anak_tangga(p, bahan.dikutip[p.pk], dokumen) for p in tangga),
        dokumen=tuple(dokumen_naskah(d) for d in dokumen),
        slot_kosong=_slot_kosong(bahan.syarat[target.pk], dokumen),
        target_akhir=rencana.target_akhir,
        target_akhir_atas=rencana.target_akhir_atas,
        kemajuan=_kemajuan(rencana, None if capaian.realisasi is None else hitung.realisasi, bahan),
    )


def _kemajuan(rencana: RencanaAksi, realisasi: Decimal | None, bahan: _Bahan) -> Decimal | None:
    """Percent of the Renstra's last target reached so far; None without either side (domain 1.7 b)."""
    return hitung_capaian(
        polaritas=rencana.indikator.polaritas,
        target=Target(rencana.target_akhir, rencana.target_akhir_atas),
        realisasi=realisasi,
        batas=bahan.ketentuan.batas_rata_rata,
    ).persen


def _induk(indikator: Indikator) -> dict[str, str]:
    """Names and codes of what an indicator measures, empty below its level."""
    sub = indikator.sub_kegiatan
    kegiatan = sub.kegiatan if sub else indikator.kegiatan
    program = kegiatan.program if kegiatan else indikator.program
    return {
        "sasaran": indikator.sasaran.uraian if indikator.sasaran else "",
        "kode_program": program.kode if program else "",
        "program": program.nama if program else "",
        "kode_kegiatan": kegiatan.kode if kegiatan else "",
        "kegiatan": kegiatan.nama if kegiatan else "",
        "kode_sub_kegiatan": sub.kode if sub else "",
        "sub_kegiatan": sub.nama if sub else "",
    }


def _status(target: TargetTriwulan, capaian: Capaian) -> dict[str, str | None]:
    if capaian.pk is None:
        teks = _TANPA_STATUS if target.nilai is not None else Keadaan.TANPA_TARGET.label.capitalize()
        return {"capaian_id": None, "status": "", "status_teks": teks}
    return {
        "capaian_id": str(capaian.public_id),
        "status": str(capaian.status),
        "status_teks": capaian.get_status_display(),
    }


def _urutan(baris: Baris) -> tuple:
    """IKU first, then the tree of codes with each parent before its children."""
    if baris.level == Level.IKU:
        return 0, baris.sasaran
    kode = baris.kode_sub_kegiatan or baris.kode_kegiatan or baris.kode_program
    return 1, kode, _URUTAN_LEVEL[baris.level]


def _terlambat(tangga: Sequence[Putusan], target: TargetTriwulan, capaian: Capaian, bahan: _Bahan) -> int:
    """The worst lateness, in days, of the rungs and of the desk that still holds the claim (R-15)."""
    hari = max((p.hari_terlambat for p in tangga), default=0)
    if target.nilai is None or capaian.meja is None:
        return hari
    indikator = target.rencana_aksi.indikator
    perpanjangan = untuk_klaim([p.perpanjangan for p in bahan.perpanjangan], indikator.unit_id, indikator.pk)
    batas = capaian.batas_pada(bahan.tanggal, perpanjangan and perpanjangan.kelonggaran)
    return max(hari, hari_terlambat(batas, bahan.tanggal))


def anak_tangga(p: Putusan, dikutip: Sequence[int], dokumen: Sequence[DataDukung]) -> AnakTangga:
    """A rung as printed; `dikutip` are the keys of the documents that it cites, all of them among `dokumen`."""
    return AnakTangga(
        meja=p.get_meja_display(),
        tindakan=p.get_tindakan_display(),
        dari=p.nilai_masuk,
        ke=p.nilai_keluar,
        dikoreksi=p.dikoreksi,
        jenis_alasan=p.get_jenis_alasan_display(),
        alasan=p.alasan,
        arahan=p.arahan,
        dokumen=tuple(d.nama for d in dokumen if d.pk in dikutip),
        nama=p.nama,
        jabatan=p.jabatan,
        rangkap=p.rangkap,
        terlambat=p.hari_terlambat,
        pada=p.pada,
    )


def dokumen_naskah(d: DataDukung) -> Dokumen:
    """A document as printed, read with `syarat` and `berkas`."""
    return Dokumen(
        id=str(d.public_id),
        slot=d.syarat.uraian,
        jenis=d.syarat.get_jenis_display(),
        nama=d.nama,
        sha256=d.berkas.sha256,
        ukuran=d.berkas.ukuran,
        nomor=d.nomor_dokumen,
        tanggal=d.tanggal_dokumen,
    )


def _slot_kosong(syarat: Sequence[SyaratDataDukung], dokumen: Sequence[DataDukung]) -> tuple[str, ...]:
    terisi = {d.syarat_id for d in dokumen}
    return tuple(s.uraian for s in syarat if s.wajib and s.pk not in terisi)


def _rerata(kode: str, nama: str, baris: Sequence[Baris], bahan: _Bahan) -> Rerata:
    ada = [b for b in baris if b.persen is not None]
    persen = rata_rata([b.persen for b in ada], bahan.ketentuan.batas_rata_rata)
    return _rerata_dari(kode, nama, persen, baris, bahan)


def _rerata_dari(kode: str, nama: str, persen: Decimal | None, baris: Sequence[Baris], bahan: _Bahan) -> Rerata:
    golongan = kelas(persen, bahan.skala)
    return Rerata(
        kode=kode,
        nama=nama,
        persen=persen,
        kelas=golongan.nama if golongan else "",
        warna=golongan.warna if golongan else "netral",
        jumlah=len(baris),
        terhitung=sum(b.persen is not None for b in baris),
        sah=sum(b.sah for b in baris),
        sementara=any(b.sementara for b in baris),
    )


def _per_sasaran(baris: Sequence[Baris], bahan: _Bahan) -> tuple[Rerata, ...]:
    kelompok = _kelompok((b.sasaran, b) for b in baris if b.level == Level.IKU)
    return tuple(_rerata("", sasaran, isi, bahan) for sasaran, isi in kelompok.items())


def _per_program(baris: Sequence[Baris], bahan: _Bahan) -> tuple[Rerata, ...]:
    """A program with an outcome indicator of its own is measured by it, else by what lies below (domain 3.6)."""
    kelompok = _kelompok(((b.kode_program, b.program), b) for b in baris if b.level != Level.IKU)
    return tuple(
        _rerata(kode, nama, [b for b in isi if b.level == Level.PROGRAM] or isi, bahan)
        for (kode, nama), isi in kelompok.items()
    )


def _organisasi(baris: Sequence[Baris], per_sasaran: Sequence[Rerata], bahan: _Bahan) -> Rerata:
    """The office: the simple mean of its sasaran (domain 3.6)."""
    persen = rata_rata([s.persen for s in per_sasaran], bahan.ketentuan.batas_rata_rata)
    return _rerata_dari("", "Rata-rata organisasi", persen, [b for b in baris if b.level == Level.IKU], bahan)


def _ringkasan(baris: Sequence[Baris]) -> Ringkasan:
    bertarget = [b for b in baris if b.bertarget]
    terlambat = [b.terlambat for b in bertarget if b.terlambat]
    menunggu = ((s.label, sum(b.status == s for b in bertarget)) for s in Status if s != Status.SAH)
    return Ringkasan(
        jumlah=len(baris),
        bertarget=len(bertarget),
        sah=sum(b.sah for b in bertarget),
        belum_diisi=sum(b.keadaan == Keadaan.BELUM_DIISI for b in bertarget),
        terlambat=len(terlambat),
        terlambat_terlama=max(terlambat, default=0),
        menunggu=tuple((label, jumlah) for label, jumlah in menunggu if jumlah),
    )


def _kantor() -> DataKantor:
    k = Kantor.objects.get(pk=1)
    return DataKantor(k.nama_pemda, k.nama, k.nama_singkat, k.alamat, k.kontak, k.tempat, k.berisi_data_contoh)


def penandatangan_pada(tanggal: date) -> Penandatangan | None:
    """The Camat of that day or who acts for the post; None when it is vacant."""
    duduk = (p for p in pemangku(tanggal).values() if p.jabatan.tingkat == Jabatan.Tingkat.CAMAT)
    penugasan = next(duduk, None)
    if penugasan is None:
        return None
    p = penugasan.pegawai
    return Penandatangan(
        nama=p.nama,
        jabatan=penugasan.nama_jabatan,
        pangkat=", ".join(filter(None, (p.pangkat, p.golongan))),
        nip=bahasa.nip(p.nip or ""),
    )
