"""What leads out of the office: proof of a document, its signed copies, delivery, guests."""

from django.urls import path

from pelaporan.views import paket, pengiriman, tamu, verifikasi

urlpatterns = [
    path("periksa/", verifikasi.periksa_awal, name="periksa_awal"),
    path("periksa/<str:kode>/", verifikasi.periksa, name="periksa"),
    path("laporan/<uuid:public_id>/bertanda/", verifikasi.bertanda_unggah, name="bertanda_unggah"),
    path("laporan/<uuid:public_id>/bertanda/lepas/", verifikasi.bertanda_lepas, name="bertanda_lepas"),
    path("laporan/bertanda/<uuid:public_id>/unduh/", verifikasi.bertanda_unduh, name="bertanda_unduh"),
    path("laporan/bertanda/<uuid:public_id>/resmikan/", verifikasi.bertanda_resmikan, name="bertanda_resmikan"),
    path("laporan/<uuid:public_id>/paket/", paket.paket_minta, name="paket_minta"),
    path("laporan/<uuid:public_id>/paket/terbatas/", paket.paket_terbatas, name="paket_terbatas"),
    path("paket/<uuid:public_id>/unduh/", paket.paket_unduh, name="paket_unduh"),
    path("paket/<uuid:public_id>/batal/", paket.paket_batal, name="paket_batal"),
    path("pengiriman/", pengiriman.pengiriman_kini, name="pengiriman_kini"),
    path("pengiriman/<int:tahun>/", pengiriman.pengiriman, name="pengiriman"),
    path("pengiriman/penerima/", pengiriman.penerima, name="penerima_laporan"),
    path("pengiriman/penerima/tambah/", pengiriman.penerima_tambah, name="penerima_tambah"),
    path("pengiriman/penerima/<uuid:public_id>/", pengiriman.penerima_ubah, name="penerima_ubah"),
    path(
        "laporan/<uuid:public_id>/kirim/<uuid:penerima_id>/", pengiriman.pengiriman_catat, name="pengiriman_catat"
    ),
    path("pengiriman/<uuid:public_id>/", pengiriman.pengiriman_rinci, name="pengiriman_rinci"),
    path("pengiriman/<uuid:public_id>/surat/", pengiriman.pengiriman_surat, name="pengiriman_surat"),
    path(
        "pengiriman/<uuid:public_id>/tanda-terima/",
        pengiriman.pengiriman_tanda_terima,
        name="pengiriman_tanda_terima",
    ),
    path("tamu/", tamu.tamu, name="tamu"),
    path("tamu/keluar/", tamu.tamu_keluar, name="tamu_keluar"),
    path("tamu/masuk/<str:token>/", tamu.tamu_masuk, name="tamu_masuk"),
    path("tamu/laporan/<uuid:public_id>/", tamu.tamu_laporan, name="tamu_laporan"),
    path("tamu/laporan/<uuid:public_id>/unduh/", tamu.tamu_unduh, name="tamu_unduh"),
    path("tamu/bertanda/<uuid:public_id>/unduh/", tamu.tamu_bertanda, name="tamu_bertanda"),
    path("tamu/paket/<uuid:public_id>/unduh/", tamu.tamu_paket, name="tamu_paket"),
    path("tamu/undangan/", tamu.undangan, name="undangan_tamu"),
    path("tamu/undangan/<uuid:public_id>/cabut/", tamu.undangan_cabut, name="undangan_tamu_cabut"),
]
