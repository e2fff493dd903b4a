import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kalaena_sakip.settings")

app = Celery("kalaena_sakip")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
