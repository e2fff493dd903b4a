from django.contrib import admin
from django.urls import include, path

from kalaena_sakip import kesehatan

urlpatterns = [
    path("", include("organisasi.urls")),
    path("", include("kinerja.urls")),
    path("", include("rencana_aksi.urls")),
    path("", include("pelaporan.urls")),
    path("hidup/", kesehatan.hidup, name="hidup"),
    path("siap/", kesehatan.siap, name="siap"),
    path("kelola/", admin.site.urls),
]

handler500 = "organisasi.views.galat_server"
