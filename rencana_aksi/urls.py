from django.urls import path

from rencana_aksi.kedudukan import Tindakan
from rencana_aksi.perencanaan import Langkah
from rencana_aksi.views import (
    anggaran,
    antrian,
    berkas,
    bukti,
    excel,
    impor,
    isian,
    jadwal,
    percakapan,
    rencana,
    rkt,
    tahun,
    telaah,
    tugas,
    umpan,
    unggahan,
    usulan,
)

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
    path("capaian/<uuid:public_id>/pesan/", percakapan.tulis, name="pesan_tulis"),
    path("pesan/<uuid:public_id>/jawab/", percakapan.jawaban, name="pesan_jawab"),
    path("pesan/<uuid:public_id>/tarik/", percakapan.tarik, name="pesan_tarik"),
    path("data-dukung/<uuid:public_id>/", berkas.lihat, name="data_dukung"),
    path("data-dukung/<uuid:public_id>/unduh/", berkas.unduh, name="data_dukung_unduh"),
    path("data-dukung/<uuid:public_id>/tarik/", berkas.tarik, name="data_dukung_tarik"),
    path("data-dukung/<uuid:public_id>/lembar/<int:nomor>/", bukti.lembar, name="dokumen_lembar"),
    *(
        path(
            f"data-dukung/<uuid:public_id>/lembar/<int:nomor>/{ukuran}/",
            bukti.gambar,
            {"ukuran": ukuran},
            name=f"lembar_{ukuran}",
        )
        for ukuran in ("kecil", "besar")
    ),
    path("data-dukung/<uuid:public_id>/nilai/", bukti.nilai, name="dokumen_nilai"),
    path("slot/<uuid:public_id>/", unggahan.slot, name="slot_isian"),
    path("slot/<uuid:public_id>/unggahan/", unggahan.unggahan_baru, name="unggahan_baru"),
    path("unggahan/<uuid:public_id>/", unggahan.unggahan, name="unggahan"),
    path("tidak-ada/<uuid:public_id>/cabut/", unggahan.cabut, name="tidak_ada_cabut"),
    path("perencanaan/<int:tahun>/awal-tahun/", tahun.awal_tahun, name="awal_tahun"),
    path("perencanaan/<int:tahun>/buka/", tahun.buka_tahun, name="buka_tahun"),
    path("perencanaan/<int:tahun>/anggaran/", anggaran.anggaran, name="anggaran"),
    path("perencanaan/<int:tahun>/rkt/ubah/", rkt.rkt_ubah, name="rkt_ubah"),
    path("perencanaan/<int:tahun>/anggaran/<str:kode>/pagu/", anggaran.pagu_ubah, name="pagu_ubah"),
    path("perencanaan/<int:tahun>/anggaran/unduh/", anggaran.anggaran_unduh, name="anggaran_unduh"),
    path(
        "perencanaan/<int:tahun>/anggaran/<str:kode>/tw/<int:nomor>/", anggaran.realisasi, name="realisasi_anggaran"
    ),
    path("<int:tahun>/tw/<int:nomor>/unduh/", excel.triwulan_xlsx, name="triwulan_xlsx"),
    path("tugas/unduh/", excel.tugas_xlsx, name="tugas_xlsx"),
    path("antrian/", antrian.antrian, name="antrian"),
    path("antrian/sekaligus/", antrian.sekaligus, name="sekaligus"),
    path("impor/", impor.impor, name="impor"),
    path("impor/unduh/", excel.impor_xlsx, name="impor_xlsx"),
    path("impor/templat/<str:jenis>/<int:tahun>/kosong/", impor.impor_templat, {"isi": "kosong"}, name="impor_templat"),
    path(
        "impor/templat/<str:jenis>/<int:tahun>/berisi/",
        impor.impor_templat,
        {"isi": "berisi"},
        name="impor_templat_berisi",
    ),
    path("impor/<uuid:public_id>/", impor.impor_rinci, name="impor_rinci"),
    path("impor/<uuid:public_id>/kemajuan/", impor.impor_kemajuan, name="impor_kemajuan"),
    path("impor/<uuid:public_id>/terapkan/", impor.impor_terapkan, name="impor_terapkan"),
    path("impor/<uuid:public_id>/ulang/", impor.impor_ulang, name="impor_ulang"),
    path("impor/<uuid:public_id>/catatan/", impor.impor_catatan, name="impor_catatan"),
    path("perencanaan/<int:tahun>/rencana-aksi/", rencana.daftar, name="rencana_daftar"),
    path("perencanaan/<int:tahun>/rencana-aksi/unduh/", excel.rencana_daftar_xlsx, name="rencana_daftar_xlsx"),
    path("perencanaan/<int:tahun>/rencana-aksi/ajukan/", rencana.ajukan_semua, name="rencana_ajukan_semua"),
    path("perencanaan/<int:tahun>/rencana-aksi/tetapkan/", rencana.tetapkan_semua, name="rencana_tetapkan_semua"),
    path("perencanaan/<int:tahun>/rencana-aksi/matriks/", rencana.matriks_tahun, name="rencana_matriks"),
    path("perencanaan/<int:tahun>/rencana-aksi/matriks/unduh/", rencana.matriks_unduh, name="rencana_unduh"),
    path("rencana-aksi/<int:tahun>/<uuid:public_id>/", rencana.rinci, name="rencana_rinci"),
    path("rencana-aksi/<int:tahun>/<uuid:public_id>/kembalikan/", rencana.kembalikan, name="rencana_kembalikan"),
    *(
        path(
            f"rencana-aksi/<int:tahun>/<uuid:public_id>/{langkah.value}/",
            rencana.langkah,
            {"langkah": langkah},
            name=f"rencana_{langkah.value}",
        )
        for langkah in (Langkah.AJUKAN, Langkah.TETAPKAN)
    ),
    *(
        path(
            f"rencana-aksi/<int:tahun>/<uuid:public_id>/{nama}/",
            rencana.isi,
            {"langkah": langkah},
            name=f"rencana_{nama}",
        )
        for nama, langkah in (("isi", Langkah.SIMPAN), ("ubah", Langkah.UBAH), ("usulkan", Langkah.USULKAN))
    ),
    path("jadwal/", jadwal.jadwal, name="jadwal"),
    path("jadwal/<int:tahun>/", jadwal.tahun, name="jadwal_tahun"),
    path("jadwal/<int:tahun>/unduh/", jadwal.unduh, name="jadwal_xlsx"),
    path("jadwal/<int:tahun>/tw/<int:nomor>/tahan/", jadwal.tahan, name="jadwal_tahan"),
    path("jadwal/<int:tahun>/tw/<int:nomor>/perpanjangan/", jadwal.perpanjang, name="perpanjangan_beri"),
    path("jadwal/<int:tahun>/tw/<int:nomor>/<slug:tahap>/geser/", jadwal.geser, name="jadwal_geser"),
    path("jadwal/<int:tahun>/<slug:butir>/geser/", jadwal.geser_tahunan, name="jadwal_geser_tahunan"),
    path("perpanjangan/<uuid:public_id>/akhiri/", jadwal.akhiri, name="perpanjangan_akhiri"),
    path("kalender-saya/", umpan.tautan, name="kalender_saya"),
    path("kalender-saya/buat/", umpan.buat, name="kalender_buat"),
    path("kalender-saya/cabut/", umpan.cabut, name="kalender_cabut"),
    path("kalender/<slug:token>.ics", umpan.ics, name="kalender_ics"),
    path("usulan/<uuid:public_id>/", usulan.rinci, name="usulan"),
    path("usulan/<uuid:public_id>/setujui/", usulan.setujui, name="usulan_setujui"),
    path("usulan/<uuid:public_id>/tolak/", usulan.tolak, name="usulan_tolak"),
    path("usulan/<uuid:public_id>/tarik/", usulan.tarik, name="usulan_tarik"),
]
