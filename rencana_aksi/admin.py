from django.contrib import admin

from rencana_aksi.models import AturanJadwal, AturanJadwalTahunan, HariLibur


@admin.register(AturanJadwal)
class AturanJadwalAdmin(admin.ModelAdmin):
    list_display = ["berlaku_sejak", "triwulan", "tahap", "hari", "geser_bulan", "dasar"]
    list_filter = ["berlaku_sejak", "triwulan"]


@admin.register(AturanJadwalTahunan)
class AturanJadwalTahunanAdmin(admin.ModelAdmin):
    list_display = ["berlaku_sejak", "butir", "bulan", "hari", "keluar", "dasar"]
    list_filter = ["berlaku_sejak"]


@admin.register(HariLibur)
class HariLiburAdmin(admin.ModelAdmin):
    list_display = ["tanggal", "nama", "jenis"]
    list_filter = ["jenis"]
    date_hierarchy = "tanggal"
