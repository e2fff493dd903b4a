"""Queries and median CPU time of the review page: 100 indicators x 4 quarters x 5 documents of 12 pages each.

`python -m tests.bench.bench_telaah` builds its own database in a temporary folder (SQLite, or the server of
DATABASE_URL's test database). It asks for a claim without documents, with five, and one page image, in turns, and
prints how many queries are the evidence's own.
"""

from decimal import Decimal

from tests.bench.bench_halaman import kueri, masuk, ukur  # sets Django up in a data folder of its own

from django.conf import settings  # isort: skip
from django.core.management import call_command  # isort: skip
from django.db import transaction  # isort: skip

from organisasi.models import HalamanPratinjau, Pratinjau
from organisasi.peran import peran
from rencana_aksi.bukti import susun_bukti
from rencana_aksi.kedudukan import kedudukan
from rencana_aksi.models import Capaian, PenilaianDokumen
from rencana_aksi.models.capaian import Status
from tests import factories as f
from tests.berkas_contoh import pdf

INDIKATOR, DOKUMEN, HALAMAN = 100, 5, 12


@transaction.atomic
def bangun() -> f.KantorLengkap:
    """Every claim lies on the Camat's desk with five documents, judged below; one claim more has none."""
    kantor = f.kantor_lengkap()
    f.ketentuan()
    gambar = f.berkas(b"RIFF webp")
    for nomor_indikator in range(INDIKATOR):
        indikator = f.indikator(unit=kantor.pelayanan)
        for nomor in range(1, 5):
            target = f.target_triwulan(indikator=indikator, nomor=nomor, nilai=Decimal(3))
            syarat = [f.syarat(target_triwulan=target) for _ in range(DOKUMEN)]
            klaim = f.capaian_terajukan(target_triwulan=target, status=Status.DI_CAMAT, diajukan_oleh=kantor.staf)
            for urutan, slot in enumerate(syarat):
                isi = f.berkas(pdf(ekor=b"\n%% %d %d %d\n" % (nomor_indikator, nomor, urutan)))
                dokumen = f.data_dukung(capaian=klaim, syarat=slot, berkas=isi, diunggah_oleh=kantor.staf)
                _beri_pratinjau(isi, gambar, kantor)
                PenilaianDokumen.objects.create(
                    dokumen=dokumen,
                    meja="eselon_iii",
                    putaran=1,
                    hasil="sesuai",
                    oleh=kantor.sekcam,
                    nama=kantor.sekcam.nama,
                    jabatan="Sekretaris Camat",
                )
    kosong = f.target_triwulan(indikator=f.indikator(unit=kantor.pelayanan), nilai=Decimal(3))
    f.capaian_terajukan(target_triwulan=kosong, status=Status.DI_CAMAT, diajukan_oleh=kantor.staf)
    return kantor


def _beri_pratinjau(isi, gambar, kantor: f.KantorLengkap) -> None:
    hasil = {"keadaan": "selesai", "jumlah_halaman": HALAMAN, "selesai_pada": f.SAAT}
    pratinjau = Pratinjau.objects.create(sumber=isi, diminta_oleh=kantor.staf, **hasil)
    HalamanPratinjau.objects.bulk_create(
        HalamanPratinjau(
            pratinjau=pratinjau, nomor=n, kecil=gambar, besar=gambar, lebar_kecil=640, lebar=1400, tinggi=1982
        )
        for n in range(1, HALAMAN + 1)
    )


def main() -> None:
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    kantor = bangun()
    camat = masuk(kantor.camat)
    penuh = Capaian.objects.filter(data_dukung__isnull=False).first()
    tanpa = Capaian.objects.filter(data_dukung=None).get()
    dokumen = penuh.data_dukung.first()
    halaman = {
        "telaah tanpa dokumen": lambda: camat.get(tanpa.get_absolute_url()),
        "telaah, 5 dokumen": lambda: camat.get(penuh.get_absolute_url()),
        "satu gambar halaman": lambda: b"".join(
            camat.get(f"/data-dukung/{dokumen.public_id}/lembar/1/kecil/").streaming_content
        ),
    }
    k = kedudukan(Capaian.objects.lengkap().get(pk=penuh.pk), peran(kantor.camat))
    print(f"kueri bukti saja: {kueri(lambda: susun_bukti(k))}")
    for panggil in halaman.values():
        panggil()
    isi = halaman["telaah, 5 dokumen"]().content
    print(f"HTML telaah, 5 dokumen x {HALAMAN} halaman: {len(isi) / 1000:.1f} kB")
    jumlah = {nama: kueri(panggil) for nama, panggil in halaman.items()}
    for nama, ms in ukur(halaman).items():
        print(f"{nama:28} {jumlah[nama]:4} kueri {ms:8.2f} ms CPU")


if __name__ == "__main__":
    main()
