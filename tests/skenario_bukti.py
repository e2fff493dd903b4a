"""The office of the journey tests with a claim at the Kasi's desk: five documents of five kinds, one of them replaced.

`python -m tests.skenario_bukti` writes it into the database that the environment names.
"""

import os
from datetime import UTC, date, datetime
from decimal import Decimal

import django

from tests import skenario

DIAJUKAN = datetime(2023, 6, 23, 2, tzinfo=UTC)
DOKUMEN = ("laporan-skm.pdf", "foto-loket.jpg", "foto-ponsel.heic", "rekap-kuesioner.xlsx", "notula.docx")


def bangun() -> None:
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile

    from organisasi.models import Pegawai
    from organisasi.peran import peran
    from rencana_aksi.kedudukan import Tindakan, kedudukan
    from rencana_aksi.models import Capaian, DataDukung, SyaratDataDukung
    from rencana_aksi.services import Keterangan, nyatakan_tidak_ada, unggah
    from rencana_aksi.workflow import putuskan
    from tests.berkas_bukti import buku, foto_heic, foto_miring, pdf_berhalaman, surat

    isi = (pdf_berhalaman(3), foto_miring(), foto_heic(), buku(12), surat("Notula rapat", "Dihadiri 12 orang."))
    uraian = ("Laporan SKM semester", "Foto loket", "Foto kotak saran", "Rekap kuesioner", "Notula rapat tindak lanjut")
    staf = Pegawai.objects.get(username="staf")
    klaim = Capaian.objects.lengkap().get(target_triwulan__triwulan__nomor=2)
    tw = klaim.target_triwulan
    Capaian.objects.filter(pk=klaim.pk).update(
        realisasi=Decimal("85.4"), tanggal_data=date(2023, 6, 19), analisis="Survei 150 responden, April sampai Juni."
    )

    def kirim(berkas: bytes, nama: str, syarat: SyaratDataDukung, **lain) -> DataDukung:
        keterangan = Keterangan(nomor_dokumen="000.8/12/KEC-KLN/2023", tanggal_dokumen=date(2023, 6, 18))
        unggahan = SimpleUploadedFile(nama, berkas)
        tempat = {"capaian": klaim, "syarat": syarat, "batas": settings.BATAS_UKURAN_BERKAS, "oleh": staf}
        return unggah(berkas=unggahan, keterangan=keterangan, **tempat, **lain)

    for nomor, (satu, nama, kata) in enumerate(zip(isi, DOKUMEN, uraian, strict=True), 1):
        syarat = tw.syarat.first() if nomor == 1 else tw.syarat.create(urutan=nomor, uraian=kata, jenis="lainnya")
        lama = kirim(pdf_berhalaman(1), "laporan-skm-lama.pdf", syarat) if nomor == 1 else None
        kirim(satu, nama, syarat, menggantikan=lama)
    tanpa = tw.syarat.create(urutan=6, uraian="Daftar hadir", jenis="lainnya")
    nyatakan_tidak_ada(
        capaian=klaim, syarat=tanpa, alasan="Daftar hadir hilang saat kantor pindah ruang.", oleh=staf, jabatan=""
    )
    klaim = Capaian.objects.lengkap().get(pk=klaim.pk)
    sidik = kedudukan(klaim, peran(staf, DIAJUKAN.date())).sidik
    putuskan(Tindakan.AJUKAN, capaian=klaim, oleh=staf, sidik=sidik, pada=DIAJUKAN)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")
    django.setup()
    from django.core.management import call_command

    call_command("siapkan", tanpa_contoh=True)
    skenario.bangun()
    bangun()
