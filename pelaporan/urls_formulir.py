from django.urls import path

from pelaporan.views import formulir, rekapitulasi, salinan

urlpatterns = [
    path("<int:tahun>/tw/<int:nomor>/formulir/", formulir.formulir, name="formulir"),
    path("<int:tahun>/tw/<int:nomor>/formulir/semua/", formulir.formulir_semua, name="formulir_semua"),
    path("<int:tahun>/tw/<int:nomor>/formulir/pkp/", formulir.pkp_cetak, name="pkp_cetak"),
    path("<int:tahun>/tw/<int:nomor>/formulir/pkk/<str:kode>/", formulir.pkk_cetak, name="pkk_cetak"),
    path("<int:tahun>/tw/<int:nomor>/formulir/e81/", formulir.e81_cetak, name="e81_cetak"),
    path("laporan/<uuid:public_id>/batal/", salinan.laporan_batal, name="laporan_batal"),
    path("laporan/<uuid:public_id>/salinan/<str:format>/", salinan.salinan_minta, name="salinan_minta"),
    path("salinan/<uuid:public_id>/unduh/", salinan.salinan_unduh, name="salinan_unduh"),
    path("salinan/<uuid:public_id>/batal/", salinan.salinan_batal, name="salinan_batal"),
    path("rekapitulasi/<int:tahun>/", rekapitulasi.rekapitulasi_tahun, name="rekapitulasi"),
    path("rekapitulasi/<int:tahun>/unduh/", rekapitulasi.rekapitulasi_xlsx, name="rekapitulasi_xlsx"),
]
