"""An office with one edition, one Renstra and a small tree; and the way a workbook goes through an import."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja.models import EdisiNomenklatur, Indikator, Kegiatan, Program, Sasaran, SubKegiatan
from rencana_aksi.impor import services
from rencana_aksi.impor.pratinjau import bandingkan, templat
from rencana_aksi.models import Impor
from rencana_aksi.tasks import baca_impor
from tests import factories
from tests.buku_berantakan import buku, ke_berkas
from tests.factories import KantorLengkap

EDISI = "Kepmendagri 050-5889/2021"
TAHUN = factories.TAHUN


@dataclass(frozen=True)
class Pohon:
    """7.01.01 with one kegiatan and one sub kegiatan, sasaran 1, and two indicators with targets for the year."""

    office: KantorLengkap
    edisi: EdisiNomenklatur
    sasaran: Sasaran
    program: Program
    kegiatan: Kegiatan
    sub_kegiatan: SubKegiatan
    ikm: Indikator
    dokumen: Indikator


@pytest.fixture(autouse=True)
def _data_sementara(settings, tmp_path):
    """The worker's scratch folder and the queue lie in the test's own folder."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def pohon(office) -> Pohon:
    factories.aturan_jadwal()
    edisi = factories.edisi(nama=EDISI, tanggal=date(2021, 12, 27))
    sasaran = factories.sasaran(urutan=1, uraian="Meningkatnya pelayanan publik")
    program = factories.program(edisi=edisi, kode="7.01.01", nama="PROGRAM PENUNJANG")
    kegiatan = factories.kegiatan(program=program, kode="7.01.01.2.01", nama="Perencanaan")
    sub = factories.sub_kegiatan(kegiatan=kegiatan, kode="7.01.01.2.01.0001", nama="Penyusunan Dokumen")
    ikm = factories.indikator(
        sasaran=sasaran, nama="Indeks Kepuasan Masyarakat", satuan="Indeks", akumulasi="akhir", presisi=2,
        unit=office.pelayanan,
    )  # fmt: skip
    dokumen = factories.indikator(
        sub_kegiatan=sub, nama="Jumlah Dokumen Perencanaan", satuan="Dokumen", unit=office.subbag
    )
    factories.target_tahunan(indikator=ikm, nilai=Decimal(87))
    factories.target_tahunan(indikator=dokumen, nilai=Decimal(3))
    return Pohon(office, edisi, sasaran, program, kegiatan, sub, ikm, dokumen)


@pytest.fixture
def baca() -> Callable:
    """Compare sheets {name: rows} with the database: the lines of the preview and the findings."""

    def _baca(jenis: str, lembar: dict[str, list], tahun: int = TAHUN):
        return banding(jenis, berkas(lembar), tahun)

    return _baca


def banding(jenis: str, isi: io.BytesIO, tahun: int = TAHUN):
    bacaan, bandingan = bandingkan(isi, jenis, tahun)
    rancangan = bandingan()
    return rancangan.butir, bacaan.temuan


def berkas(lembar: dict[str, list]) -> io.BytesIO:
    hasil = None
    for nama, baris in lembar.items():
        if hasil is None:
            hasil = buku(baris, nama)
        else:
            lain = hasil.create_sheet(nama)
            for satu in baris:
                lain.append(list(satu))
    return ke_berkas(hasil)


@pytest.fixture
def impor(office) -> Callable[..., Impor]:
    """Upload sheets (or a finished workbook) and let the worker read them."""

    def _impor(jenis: str, isi: dict[str, list] | bytes, tahun: int = TAHUN) -> Impor:
        bita = isi if isinstance(isi, bytes) else berkas(isi).getvalue()
        unggahan = SimpleUploadedFile("data.xlsx", bita)
        baru = services.unggah(
            berkas=unggahan, jenis=jenis, tahun=tahun, batas=10**8, oleh=office.kasubag, jabatan="Kasubag"
        )
        baca_impor(baru.pk)
        baru.refresh_from_db()
        return baru

    return _impor


@pytest.fixture
def isian() -> Callable[..., bytes]:
    """The template with the year's data in it."""
    return lambda jenis, tahun=TAHUN: templat(jenis, tahun, isi=True)
