"""The Inspektorat's package: a final report with every document behind it, made by the worker when asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organisasi import antrean, penyimpanan
from organisasi.buku_kerja.skema import Jenis
from organisasi.buku_kerja.tulis import KolomTabel, tulis_tabel
from organisasi.jejak import catat
from organisasi.models import Berkas, Pegawai, Pekerjaan, Penugasan
from organisasi.pekerja import Kemajuan, PekerjaanDitolak, denyut
from organisasi.peran import Peran, peran
from pelaporan.models import Laporan, Paket
from pelaporan.paket_isi import DAFTAR, INDEKS, MANIFES, FolderIndikator, Lampiran, folder_paket, nama_aman
from pelaporan.paket_zip import ArsipPaket, IsiBerubah
from pelaporan.permissions import boleh_final, boleh_konsep
from pelaporan.salinan import boleh_membatalkan
from rencana_aksi.models import DataDukung, PenilaianDokumen

JENIS_ZIP = "application/zip"
BERPAKET = (Laporan.Jenis.TRIWULAN, Laporan.Jenis.LKJIP)
_PULIHKAN = "Laporkan kepada administrator agar dipulihkan dari cadangan, lalu buat paket ini lagi."
_KEPALA_NAMA = 60  # characters of a report's name in the package


def berpaket(laporan: Laporan) -> bool:
    """Whether a report has a package: a finished final one of a quarter or a year."""
    return laporan.jenis in BERPAKET and not laporan.konsep and laporan.keadaan == Laporan.Keadaan.SELESAI


def boleh_memaketkan(peran: Peran) -> bool:
    """The Camat, the Sekcam and the Tim SAKIP, who prepare the report."""
    return boleh_konsep(peran)


def boleh_memaketkan_terbatas(peran: Peran) -> bool:
    """Documents with bank accounts leave by the Camat's hand alone (R-24)."""
    return boleh_final(peran)


def boleh_membuka(peran: Peran, paket: Paket) -> bool:
    return boleh_memaketkan_terbatas(peran) if paket.terbatas else boleh_memaketkan(peran)


@dataclass(frozen=True, slots=True)
class PilihanPaket:
    """One of the two packages of a report as its page offers it; `paket` is None before anybody asked for it."""

    paket: Paket | None
    terbatas: bool
    boleh_batal: bool

    @property
    def berjalan(self) -> bool:
        return self.paket is not None and not self.paket.berakhir


def pilihan_paket(laporan: Laporan, peran: Peran) -> list[PilihanPaket]:
    """What the report's page offers this person; nothing for who may have no package. One query at most."""
    if not (berpaket(laporan) and boleh_memaketkan(peran)):
        return []
    ada = {p.terbatas: p for p in laporan.paket.select_related("berkas", "laporan").defer("keterangan")}
    jenis = [False, True] if boleh_memaketkan_terbatas(peran) else [False]
    return [PilihanPaket(ada.get(t), t, t in ada and boleh_membatalkan(peran, ada[t])) for t in jenis]


@transaction.atomic
def minta_paket(*, laporan: Laporan, oleh: Pegawai, jabatan: str, alasan: str = "") -> Paket:
    """Queue a report's package; one that is there or on its way is given back, a failed one begins anew.

    With `alasan` the restricted documents go in. PermissionDenied for who may not; ValueError for a report without one.
    """
    alasan = alasan.strip()
    boleh = boleh_memaketkan_terbatas if alasan else boleh_memaketkan
    if not boleh(peran(oleh)):
        raise PermissionDenied
    # Two clicks make one package: the second waits here and finds what the first one made.
    laporan = Laporan.objects.select_for_update(of=("self",)).select_related("triwulan").get(pk=laporan.pk)
    if not berpaket(laporan):
        raise ValueError(laporan.pk)
    paket, baru = Paket.objects.get_or_create(
        laporan=laporan,
        terbatas=bool(alasan),
        defaults={"diminta_oleh": oleh, "alasan": alasan, "keterangan": keterangan_dokumen(laporan)},
    )
    if not baru and not paket.dapat_diulang:
        return paket
    if not baru:
        paket.alasan = alasan
        paket.save(update_fields=["alasan"])
        antrean.kembalikan_ke_antrean(paket)
    _catat_permintaan(paket, oleh, jabatan, alasan)
    antrean.bunyikan_sesudah_tersimpan(paket)
    return paket


def _catat_permintaan(paket: Paket, oleh: Pegawai, jabatan: str, alasan: str) -> None:
    data = {"laporan": str(paket.laporan.public_id), "sidik_snapshot": paket.laporan.sidik_snapshot}
    if alasan:
        data |= {"alasan": alasan, "dokumen_terbatas": _nama_terbatas(paket)}
    catat(
        "paket.minta_terbatas" if alasan else "paket.minta",
        objek=paket,
        oleh=oleh,
        jabatan=jabatan,
        uraian=f"{oleh.nama} meminta {paket}{f': {alasan}' if alasan else ''}",
        data=data,
    )


def _nama_terbatas(paket: Paket) -> list[str]:
    return [satu.nama for f in _folder(paket) for satu in f.lampiran if satu.terbatas]


def keterangan_dokumen(laporan: Laporan) -> dict[str, dict[str, str]]:
    """What the snapshot does not say of its documents, by their id, as it stood when the report was asked for.

    The post of who uploaded, the verdicts of the desks, the indicator. Three queries.
    """
    id_dokumen = list(_id_dokumen(laporan.snapshot))
    dokumen = list(
        DataDukung.objects.filter(public_id__in=id_dokumen)
        .select_related("capaian__target_triwulan__rencana_aksi__indikator", "diunggah_oleh")
        .order_by("pk")
    )
    penilaian = _penilaian(dokumen, laporan.diminta_pada)
    jabatan = _jabatan({d.diunggah_oleh_id for d in dokumen})
    return {
        str(d.public_id): {
            "indikator": str(d.capaian.indikator.public_id),
            "pengunggah": _jabatan_pada(jabatan.get(d.diunggah_oleh_id, ()), timezone.localdate(d.diunggah_pada)),
            "penilaian": "; ".join(penilaian.get(d.pk, {}).values()),
        }
        for d in dokumen
    }


def _id_dokumen(snapshot: dict[str, Any]) -> Iterator[str]:
    for baris in snapshot["rekap"]["baris"]:
        yield from (d["id"] for d in baris["dokumen"])
    yield from (b["dokumen"]["id"] for b in snapshot.get("bukti", ()))


def _penilaian(dokumen: Sequence[DataDukung], sampai: datetime) -> dict[int, dict[str, str]]:
    """The latest verdict of each desk, by document and desk."""
    hasil: dict[int, dict[str, str]] = {}
    for p in PenilaianDokumen.objects.filter(dokumen__in=dokumen, pada__lte=sampai).order_by("pk"):
        catatan = f" ({p.catatan})" if p.catatan else ""
        hasil.setdefault(p.dokumen_id, {})[p.meja] = f"{p.get_meja_display()}: {p.get_hasil_display()}{catatan}"
    return hasil


def _jabatan(pegawai: set[int]) -> dict[int, list[Penugasan]]:
    hasil: dict[int, list[Penugasan]] = {}
    for p in Penugasan.objects.filter(pegawai__in=pegawai).select_related("jabatan").order_by("mulai", "pk"):
        hasil.setdefault(p.pegawai_id, []).append(p)
    return hasil


def _jabatan_pada(penugasan: Sequence[Penugasan], tanggal: date) -> str:
    pas = (p for p in penugasan if p.mulai <= tanggal and (p.selesai is None or tanggal <= p.selesai))
    return ", ".join(p.nama_jabatan for p in pas)


def kerjakan_paket(kemajuan: Kemajuan, folder: Path) -> None:
    """One try at a package. Its heartbeat goes on while the file is kept: that alone may outlive the lease."""
    with denyut(kemajuan):
        hasil = buat_paket(kemajuan.pekerjaan, folder, kemajuan)
        antrean.selesaikan(Paket, kemajuan.pekerjaan.pk, kemajuan.pemegang, hasil, JENIS_ZIP)


def buat_paket(paket: Pekerjaan, folder: Path, kemajuan: Kemajuan) -> Path:
    """Write a package's ZIP into `folder`. Raises PekerjaanDitolak that names the file which cannot go in."""
    laporan, isi, hasil = paket.laporan, _folder(paket), folder / "paket.zip"
    lampiran = [satu for f in isi for satu in f.lampiran if satu.jalur]
    _pastikan_boleh_keluar(lampiran)
    # Once for the ZIP as it grows, once for its copy in the store.
    penyimpanan.pastikan_ada_ruang(2 * (laporan.berkas.ukuran + sum(satu.dokumen.ukuran for satu in lampiran)))
    pdf = nama_aman(f"{str(laporan)[:_KEPALA_NAMA]}.pdf", _KEPALA_NAMA)
    with ArsipPaket(hasil, laporan.diminta_pada) as arsip:
        _salin(arsip, pdf, laporan.berkas.sha256, str(laporan))
        for nomor, satu in enumerate(lampiran, start=1):
            kemajuan.lapor(5 + 85 * nomor // len(lampiran), f"Menyalin dokumen {nomor} dari {len(lampiran)}")
            _salin(arsip, satu.jalur, satu.dokumen.sha256, satu.nama)
        kemajuan.lapor(92, "Menulis daftar")
        _tulis_halaman(arsip, paket, isi, pdf)
    kemajuan.lapor(95, "Menyimpan paket")
    return hasil


def _folder(paket: Paket) -> list[FolderIndikator]:
    return folder_paket(paket.laporan.snapshot, paket.keterangan, terbatas=paket.terbatas)


def _pastikan_boleh_keluar(lampiran: Sequence[Lampiran]) -> None:
    sidik = {satu.dokumen.sha256: satu.nama for satu in lampiran}
    for berkas in Berkas.objects.filter(sha256__in=sidik).order_by("sha256"):
        if not berkas.boleh_keluar:
            raise PekerjaanDitolak(
                f"Paket belum dapat dibuat: “{sidik[berkas.sha256]}” belum dipindai dari virus atau dinyatakan "
                "terinfeksi. Periksa dokumen itu pada halamannya, lalu buat paket ini lagi."
            )


def _salin(arsip: ArsipPaket, jalur: str, sha256: str, nama: str) -> None:
    try:
        arsip.salin(jalur, sha256)
    except IsiBerubah as berubah:
        pesan = f"Paket tidak dapat dibuat: isi “{nama}” di penyimpanan hilang atau berubah. {_PULIHKAN}"
        raise PekerjaanDitolak(pesan) from berubah


def _tulis_halaman(arsip: ArsipPaket, paket: Paket, isi: Sequence[FolderIndikator], pdf: str) -> None:
    """The ladders, the list, the first page and, last of all, the manifest of everything before it."""
    konteks = {"paket": paket, "laporan": paket.laporan, "snapshot": paket.laporan.snapshot, "indeks": INDEKS}
    for f in isi:
        arsip.tulis(f.tangga, render_to_string("pelaporan/paket_tangga.html", konteks | {"f": f}).encode())
    arsip.tulis(DAFTAR, buku_daftar(paket, isi))
    konteks |= {
        "folder": isi,
        "pdf": pdf,
        "daftar": DAFTAR,
        "manifes": MANIFES,
        "disertakan": sum(f.disertakan for f in isi),
        "tidak_disertakan": sum(not satu.jalur for f in isi for satu in f.lampiran),
    }
    arsip.tulis(INDEKS, render_to_string("pelaporan/paket_index.html", konteks).encode())
    arsip.tulis(MANIFES, arsip.manifes())


_KOLOM = (
    KolomTabel("Folder"),
    KolomTabel("Indikator", lebar=45),
    KolomTabel("Dokumen yang disepakati", lebar=35),
    KolomTabel("Jenis"),
    KolomTabel("Nama asli", lebar=35),
    KolomTabel("Berkas dalam paket", lebar=45),
    KolomTabel("Keadaan"),
    KolomTabel("Nomor dokumen"),
    KolomTabel("Tanggal dokumen", Jenis.TANGGAL),
    KolomTabel("SHA-256", lebar=60),
    KolomTabel("Ukuran (bita)", Jenis.BULAT),
    KolomTabel("Jabatan pengunggah", lebar=30),
    KolomTabel("Penilaian", lebar=35),
    KolomTabel("Halaman", lebar=45),
)


def buku_daftar(paket: Paket, isi: Sequence[FolderIndikator]) -> bytes:
    """The list of every document, also of those left out. The same content gives the same bytes."""
    baris = (_baris(paket.laporan.situs, f, satu) for f in isi for satu in f.lampiran)
    return tulis_tabel("Daftar dokumen", _KOLOM, baris, keterangan=[str(paket)])


def _baris(situs: str, f: FolderIndikator, satu: Lampiran) -> Sequence[object]:
    d = satu.dokumen
    halaman = f"{situs}{reverse('data_dukung', args=[d.id])}"
    return (
        *(f.nomor, f.nama, satu.slot, d.jenis, satu.nama, satu.jalur, satu.keadaan, d.nomor, d.tanggal),
        *(d.sha256, d.ukuran, satu.pengunggah, satu.penilaian, halaman),
    )
