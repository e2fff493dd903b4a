from django.urls import path

from pelaporan.views import cetakan, laporan, perencanaan, rencana

urlpatterns = [
    path("laporan/", laporan.laporan, name="laporan"),
    path("<int:tahun>/tw/<int:nomor>/laporan/", laporan.laporan_triwulan, name="laporan_triwulan"),
    path("<int:tahun>/tw/<int:nomor>/laporan/konsep/", laporan.minta_konsep, name="laporan_konsep"),
    path("<int:tahun>/tw/<int:nomor>/laporan/final/", laporan.minta_final, name="laporan_final"),
    path("<int:tahun>/tw/<int:nomor>/buka-kembali/", laporan.buka_kembali, name="buka_kembali"),
    path("laporan/<uuid:public_id>/", laporan.laporan_rinci, name="laporan_rinci"),
    path("laporan/<uuid:public_id>/kemajuan/", laporan.laporan_kemajuan, name="laporan_kemajuan"),
    path("laporan/<uuid:public_id>/unduh/", laporan.laporan_unduh, name="laporan_unduh"),
    path("laporan/<uuid:public_id>/ulang/", laporan.laporan_ulang, name="laporan_ulang"),
    path("perjanjian/<uuid:public_id>/cetak/", cetakan.perjanjian_cetak, name="perjanjian_cetak"),
    path("perencanaan/<int:tahun>/iku/cetak/", perencanaan.iku_cetak, name="iku_cetak"),
    path("perencanaan/<int:tahun>/tim/cetak/", perencanaan.sk_tim_cetak, name="sk_tim_cetak"),
    path("perencanaan/<int:tahun>/rencana-aksi/cetak/", rencana.rencana_cetak, name="rencana_cetak"),
]
