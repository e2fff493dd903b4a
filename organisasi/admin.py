from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisasi.models import AnggotaTim, Jabatan, Kantor, Pegawai, Penugasan, TimSakip, UnitKerja
from organisasi.sandi import BELUM_BERSANDI, beri_sandi_awal

admin.site.site_header = "Data acuan SAKIP"
admin.site.site_title = "Data acuan SAKIP"
admin.site.index_title = "Data acuan"


class PegawaiBaruForm(AdminUserCreationForm):
    class Meta:
        model = Pegawai
        fields = ("username", "nama", "nip")


class PenugasanInline(admin.TabularInline):
    model = Penugasan
    extra = 0
    autocomplete_fields = ["jabatan"]


class AnggotaTimInline(admin.TabularInline):
    model = AnggotaTim
    extra = 0
    autocomplete_fields = ["pegawai"]


class SandiFilter(admin.SimpleListFilter):
    """Who cannot log in yet; the checklist of a year leads here."""

    title = "kata sandi"
    parameter_name = "sandi"

    def lookups(self, request, model_admin):
        return [("belum", "Belum ada")]

    def queryset(self, request, queryset):
        return queryset.filter(BELUM_BERSANDI) if self.value() == "belum" else queryset


@admin.action(description="Buat kata sandi awal bagi yang belum mempunyainya", permissions=["change"])
def buat_sandi_awal(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Pegawai]) -> HttpResponse:
    # Shown in this answer alone: a message would travel through a cookie.
    daftar = beri_sandi_awal(pegawai=queryset, oleh=request.user)
    return render(request, "organisasi/pegawai_sandi_awal.html", {"daftar": daftar})


@admin.register(Pegawai)
class PegawaiAdmin(UserAdmin):
    add_form = PegawaiBaruForm
    list_display = ["nama", "username", "nip", "is_active"]
    list_filter = [SandiFilter, "is_active", "is_staff"]
    actions = [buat_sandi_awal]
    search_fields = ["nama", "username", "nip"]
    ordering = ["nama"]
    inlines = [PenugasanInline]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Kepegawaian", {"fields": ["nama", "nip", "pangkat", "golongan", "email"]}),
        ("Akses", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "nama", "nip", "usable_password", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None) -> bool:
        """A person who ever acted stays in the trail: accounts are switched off, not deleted."""
        return False


@admin.register(UnitKerja)
class UnitKerjaAdmin(admin.ModelAdmin):
    list_display = ["kode", "nama", "induk", "kuota_mb", "aktif"]
    search_fields = ["kode", "nama"]


@admin.register(Jabatan)
class JabatanAdmin(admin.ModelAdmin):
    list_display = ["nama", "unit", "tingkat", "eselon", "aktif"]
    list_filter = ["tingkat", "unit"]
    search_fields = ["nama", "unit__nama"]
    autocomplete_fields = ["unit", "atasan"]


@admin.register(Penugasan)
class PenugasanAdmin(admin.ModelAdmin):
    list_display = ["pegawai", "jabatan", "kapasitas", "mulai", "selesai"]
    list_filter = ["kapasitas"]
    date_hierarchy = "mulai"
    autocomplete_fields = ["pegawai", "jabatan"]


@admin.register(TimSakip)
class TimSakipAdmin(admin.ModelAdmin):
    list_display = ["tahun", "nomor_sk", "tanggal_sk"]
    inlines = [AnggotaTimInline]


@admin.register(Kantor)
class KantorAdmin(admin.ModelAdmin):
    list_display = ["nama", "nama_pemda"]

    def has_add_permission(self, request) -> bool:
        return not Kantor.objects.exists()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
