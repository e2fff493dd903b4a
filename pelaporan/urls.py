from django.urls import path

from pelaporan import views, views_cetakan, views_perencanaan, views_rencana

urlpatterns = [
    path("laporan/", views.laporan, name="laporan"),
    path("<int:tahun>/tw/<int:nomor>/laporan/", views.laporan_triwulan, name="laporan_triwulan"),
    path("<int:tahun>/tw/<int:nomor>/laporan/konsep/", views.minta_konsep, name="laporan_konsep"),
    path("<int:tahun>/tw/<int:nomor>/laporan/final/", views.minta_final, name="laporan_final"),
    path("<int:tahun>/tw/<int:nomor>/buka-kembali/", views.buka_kembali, name="buka_kembali"),
    path("laporan/<uuid:public_id>/", views.laporan_rinci, name="laporan_rinci"),
    path("laporan/<uuid:public_id>/kemajuan/", views.laporan_kemajuan, name="laporan_kemajuan"),
    path("laporan/<uuid:public_id>/unduh/", views.laporan_unduh, name="laporan_unduh"),
    path("laporan/<uuid:public_id>/ulang/", views.laporan_ulang, name="laporan_ulang"),
    path("perjanjian/<uuid:public_id>/cetak/", views_cetakan.perjanjian_cetak, name="perjanjian_cetak"),
    path("perencanaan/<int:tahun>/iku/cetak/", views_perencanaan.iku_cetak, name="iku_cetak"),
    path("perencanaan/<int:tahun>/tim/cetak/", views_perencanaan.sk_tim_cetak, name="sk_tim_cetak"),
    path("perencanaan/<int:tahun>/rencana-aksi/cetak/", views_rencana.rencana_cetak, name="rencana_cetak"),
]
