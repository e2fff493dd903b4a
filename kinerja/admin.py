from django.contrib import admin

from kinerja.models import (
    EdisiNomenklatur,
    Indikator,
    Kegiatan,
    KelasCapaian,
    Ketentuan,
    Program,
    Renstra,
    Sasaran,
    SubKegiatan,
    TargetTahunan,
)


class SasaranInline(admin.TabularInline):
    model = Sasaran
    extra = 0


class KelasCapaianInline(admin.TabularInline):
    model = KelasCapaian
    extra = 0


class TargetTahunanInline(admin.TabularInline):
    model = TargetTahunan
    extra = 0


@admin.register(Renstra)
class RenstraAdmin(admin.ModelAdmin):
    list_display = ["nama", "tahun_awal", "tahun_akhir"]
    inlines = [SasaranInline]


@admin.register(EdisiNomenklatur)
class EdisiNomenklaturAdmin(admin.ModelAdmin):
    list_display = ["nama", "tanggal"]


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    list_display = ["kode", "nama", "edisi"]
    list_filter = ["edisi"]
    search_fields = ["kode", "nama"]


@admin.register(Kegiatan)
class KegiatanAdmin(admin.ModelAdmin):
    list_display = ["kode", "nama"]
    list_filter = ["program"]
    search_fields = ["kode", "nama"]


@admin.register(SubKegiatan)
class SubKegiatanAdmin(admin.ModelAdmin):
    list_display = ["kode", "nama"]
    list_filter = ["kegiatan__program"]
    search_fields = ["kode", "nama"]


@admin.register(Indikator)
class IndikatorAdmin(admin.ModelAdmin):
    list_display = ["nama", "level", "unit", "satuan", "polaritas", "akumulasi"]
    list_filter = ["level", "unit", "polaritas"]
    search_fields = ["nama"]
    list_select_related = ["unit"]
    autocomplete_fields = ["sub_kegiatan", "kegiatan", "program", "program_sumber", "unit"]
    inlines = [TargetTahunanInline]


@admin.register(Ketentuan)
class KetentuanAdmin(admin.ModelAdmin):
    list_display = ["berlaku_sejak", "batas_rata_rata", "batas_koreksi", "hari_tindak_lanjut"]
    inlines = [KelasCapaianInline]
