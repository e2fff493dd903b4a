from django.urls import path

from pelaporan import views

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
]
