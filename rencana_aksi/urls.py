from django.urls import path

from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.views import berkas, isian, telaah, tugas

urlpatterns = [
    path("", tugas.beranda, name="beranda"),
    path("triwulan/", tugas.triwulan, name="triwulan"),
    path("<int:tahun>/tw/<int:nomor>/", tugas.triwulan_rinci, name="triwulan_rinci"),
    path("capaian/<uuid:public_id>/", telaah.capaian, name="capaian"),
    path("capaian/<uuid:public_id>/isi/", isian.isi, name="capaian_isi"),
    path("capaian/<uuid:public_id>/simpan/", isian.simpan, name="capaian_simpan"),
    path("capaian/<uuid:public_id>/periksa/", isian.periksa, name="capaian_periksa"),
    path("capaian/<uuid:public_id>/ajukan/", isian.ajukan, name="capaian_ajukan"),
    path("capaian/<uuid:public_id>/terkirim/", isian.terkirim, name="capaian_terkirim"),
    *(
        path(f"capaian/<uuid:public_id>/{t.value}/", telaah.putus, {"tindakan": t}, name=f"capaian_{t.value}")
        for t in (Tindakan.TERUSKAN, Tindakan.SAHKAN, Tindakan.KEMBALIKAN, Tindakan.TARIK, Tindakan.BATALKAN)
    ),
    path("data-dukung/<uuid:public_id>/", berkas.lihat, name="data_dukung"),
    path("data-dukung/<uuid:public_id>/unduh/", berkas.unduh, name="data_dukung_unduh"),
    path("data-dukung/<uuid:public_id>/tarik/", berkas.tarik, name="data_dukung_tarik"),
]
