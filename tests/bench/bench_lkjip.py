"""A whole annual report as PDF: `python -m tests.bench.bench_lkjip`. Read the ratios; nothing is asserted.

About sixty pages in the shape of a real kecamatan's report, made without a database. CPU time and the peak of the
printing process, which hardly depend on what else the machine has to do; beside it the careless way (a flex box in
every cell) on the same content.
"""

import hashlib
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import django

PUTARAN = 3
JUMLAH_INDIKATOR, JUMLAH_BUKTI = 50, 240
PARAGRAF = (
    "Kecamatan melaksanakan kewenangan yang dilimpahkan Bupati dan menyelenggarakan tugas umum pemerintahan. "
    "Hubungan kerja dengan pemerintah desa dipelihara melalui rapat koordinasi setiap bulan. "
)


def naskah_besar():
    """Fifty indicators of two sasaran, fifty lines of money, a plan, 240 documents and all texts."""
    from pelaporan.narasi_bagian import BAGIAN
    from pelaporan.naskah import tahunan as isi
    from pelaporan.naskah.triwulan import Dokumen
    from tests.pelaporan.naskah_contoh import DIBUAT, naskah_contoh

    dasar = naskah_contoh(JUMLAH_INDIKATOR)
    rekap = replace(dasar.rekap, nomor=5)
    kode = tuple(dict.fromkeys(b.kode_program for b in rekap.pendukung))
    uang = tuple(_uang(isi, nomor, b) for nomor, b in enumerate(rekap.pendukung, 1))
    total = isi.Uang("total", "", "Jumlah", Decimal(10**9), None, Decimal(10**9), (None,) * 4, Decimal(9 * 10**8))
    tanpa = isi.KalimatIku((PARAGRAF,), (PARAGRAF,), (PARAGRAF,), (PARAGRAF,), (PARAGRAF,))
    renstra = tuple(isi.TargetSetahun(tahun, Decimal(80 + tahun % 10), None) for tahun in range(2022, 2027))
    iku = tuple(
        isi.Iku(b, PARAGRAF, PARAGRAF, "Laporan SKM", Decimal(80), 2021, None, "", renstra, (), (), tanpa)
        for b in rekap.iku
    )
    sasaran = tuple(
        isi.SasaranTahunan(n, r.nama, PARAGRAF, r, iku, kode, total, (PARAGRAF,), (PARAGRAF,) * 5)
        for n, r in enumerate((*rekap.per_sasaran, *rekap.per_sasaran), 1)
    )
    dokumen = [
        Dokumen(
            id="0",
            slot="Laporan",
            jenis="Laporan",
            nama=f"Laporan pelaksanaan kegiatan bulan ke-{n} tahun 2023.pdf",
            sha256=hashlib.sha256(str(n).encode()).hexdigest(),
            ukuran=90_000 + n,
            nomor=f"000.8/{n}/KEC-KLN/2023",
            tanggal=DIBUAT.date(),
        )
        for n in range(JUMLAH_BUKTI)
    ]
    return isi.NaskahTahunan(
        format=isi.FORMAT,
        templat=1,
        konsep=False,
        versi=1,
        dibuat=DIBUAT,
        penandatangan=dasar.penandatangan,
        pengaturan=isi.Pengaturan(
            "LKjIP", "Laporan Kinerja Instansi Pemerintah", "a4", 25, 20, 25, 30, "", dasar.dasar_hukum, True
        ),
        rekap=rekap,
        renstra=isi.Renstra("Renstra 2021–2026", "Maju", ("Melayani",), ("Pelayanan",), tuple(range(2022, 2027))),
        sasaran=sasaran,
        uang=uang,
        uang_total=total,
        pk=(),
        rencana=tuple(
            isi.BarisRencana(
                b.sub_kegiatan or b.sasaran, b.nama, b.satuan, "12", ("3",) * 4, PARAGRAF, ("Laporan",), b.unit, b.unit
            )
            for b in rekap.baris
        ),
        tim=None,
        kursi=tuple(isi.Kursi(f"Seksi {n // 3}", f"Pengelola {n}", f"Pegawai {n}", "Penata, III/c") for n in range(24)),
        pegawai=(),
        sumber_daya=(),
        bukti=tuple(isi.Bukti(f"Indikator {n // 4}", "TW I", d) for n, d in enumerate(dokumen)),
        koreksi=(),
        tindak_lanjut=(),
        narasi=tuple(
            isi.BagianNarasi(k, j.judul, j.wajib, f"{PARAGRAF * 4}\n" * 3)
            for j in BAGIAN
            for k in ((f"{j.kode}-1", f"{j.kode}-2") if j.per_sasaran else (j.kode,))
        ),
        kalimat_ikhtisar=(PARAGRAF,) * 3,
        kalimat_anggaran=(PARAGRAF,),
        perubahan=(),
    )


def _uang(isi, nomor: int, baris):
    nilai = Decimal(10**7 + nomor)
    return isi.Uang(
        "sub kegiatan", baris.kode_sub_kegiatan, baris.sub_kegiatan, nilai, None, nilai, (None,) * 4, nilai - 5
    )


def _naif(html: str) -> str:
    """The same report as it would come without care: a flex box in every cell."""
    gaya = "<style>td>div{display:flex;flex-direction:column}</style></head>"
    return re.sub(r"<td([^>]*)>(.*?)</td>", r"<td\1><div><span>\2</span></div></td>", html).replace("</head>", gaya)


def _cetak(html: str, folder: Path, *lampiran: Path) -> tuple[float, float, int, bytes]:
    """Wall seconds, CPU seconds, peak in kB, PDF of one cold printing process."""
    keluaran, dulu, mulai = folder / "laporan.pdf", resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    perintah = [sys.executable, "-m", "pelaporan.cetak", str(keluaran), "a" * 64, *map(str, lampiran)]
    proses = subprocess.Popen(perintah, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    proses.communicate(html.encode())
    kini = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = kini.ru_utime + kini.ru_stime - dulu.ru_utime - dulu.ru_stime
    return time.monotonic() - mulai, cpu, kini.ru_maxrss, keluaran.read_bytes()


def utama() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    os.environ.setdefault("SECRET_KEY", "bangku-ukur")
    django.setup()
    from pypdf import PdfReader

    from pelaporan.lkjip_data import buku_lkjip
    from pelaporan.lkjip_html import html_lkjip

    naskah = naskah_besar()
    mulai = time.process_time()
    html = html_lkjip(naskah, "a" * 64)
    sys.stdout.write(f"snapshot ke HTML: {time.process_time() - mulai:.2f} s CPU, {len(html) // 1024} kB\n")
    with tempfile.TemporaryDirectory() as nama:
        folder = Path(nama)
        data = folder / "Data LKjIP.xlsx"
        mulai = time.process_time()
        data.write_bytes(buku_lkjip(naskah))
        sys.stdout.write(f"data XLSX: {time.process_time() - mulai:.2f} s CPU\n")
        hasil = [_cetak(html, folder, data) for _ in range(PUTARAN)]
        detik, cpu = min(h[0] for h in hasil), min(h[1] for h in hasil)
        halaman, pdf = len(PdfReader(BytesIO(hasil[0][3])).pages), hasil[0][3]
        sys.stdout.write(
            f"{halaman} halaman: {detik:.2f} s, {cpu:.2f} s CPU, {halaman / cpu:.1f} halaman/s CPU, puncak "
            f"{hasil[0][2] / 1024:.0f} MB, berkas {len(pdf) / 1024:.0f} kB, "
            f"{'bita selalu sama' if len({h[3] for h in hasil}) == 1 else 'BITA BERBEDA'}\n"
        )
        naif = _cetak(_naif(html), folder)
        sys.stdout.write(f"kotak flex di setiap sel: {naif[1] / cpu:.1f} kali CPU, puncak {naif[2] / 1024:.0f} MB\n")


if __name__ == "__main__":
    utama()
