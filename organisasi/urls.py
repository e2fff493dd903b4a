from django.contrib.auth import views as auth_views
from django.urls import path

from organisasi import views, views_tim

urlpatterns = [
    path("masuk/", views.Masuk.as_view(), name="masuk"),
    path("keluar/", auth_views.LogoutView.as_view(), name="keluar"),
    path("sandi/", views.GantiSandi.as_view(), name="ganti_sandi"),
    path(
        "sandi/selesai/",
        auth_views.PasswordChangeDoneView.as_view(template_name="registration/ganti_sandi_selesai.html"),
        name="ganti_sandi_selesai",
    ),
    path("perencanaan/<int:tahun>/tim/", views_tim.tim, name="tim"),
    path("perencanaan/<int:tahun>/tim/unduh/", views_tim.tim_xlsx, name="tim_xlsx"),
    path("perencanaan/<int:tahun>/tim/ubah/", views_tim.tim_ubah, name="tim_ubah"),
]
