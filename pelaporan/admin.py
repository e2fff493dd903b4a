from django.contrib import admin

from pelaporan.lkjip_forms import PengaturanLaporanForm
from pelaporan.models import KomponenAkip, KriteriaAkip, PengaturanLaporan, SubKomponenAkip


@admin.register(KomponenAkip)
class KomponenAkipAdmin(admin.ModelAdmin):
    list_display = ["berlaku_sejak", "urutan", "nama", "bobot", "dasar"]
    list_filter = ["berlaku_sejak"]


@admin.register(SubKomponenAkip)
class SubKomponenAkipAdmin(admin.ModelAdmin):
    list_display = ["komponen", "urutan", "nama", "bagian"]
    list_select_related = ["komponen"]
    list_filter = ["komponen__berlaku_sejak"]


@admin.register(KriteriaAkip)
class KriteriaAkipAdmin(admin.ModelAdmin):
    list_display = ["sub", "urutan", "uraian"]
    list_select_related = ["sub__komponen"]
    list_filter = ["sub__komponen__berlaku_sejak", "sub__nama"]
    search_fields = ["uraian"]


@admin.register(PengaturanLaporan)
class PengaturanLaporanAdmin(admin.ModelAdmin):
    list_display = ["berlaku_sejak", "label", "kertas"]
    form = PengaturanLaporanForm
