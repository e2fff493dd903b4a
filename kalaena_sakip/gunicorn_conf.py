"""Gunicorn: two processes of four threads, so that slow uploads do not stop the rest; loaded once and then frozen."""

import gc
from importlib import import_module
from typing import Any

from gunicorn.glogging import Logger

from kalaena_sakip.penyelia import die_with_parent

wsgi_app = "kalaena_sakip.wsgi:application"
workers = 2
threads = 4
worker_class = "gthread"
preload_app = True
timeout = 60  # seconds without a heartbeat of the process; a slow upload holds a thread, not the heartbeat
graceful_timeout = 10
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108  the heartbeat file must not wait for a disk
control_socket_disable = True


class logger_class(Logger):
    """Hands every record to Django's logging, which writes one line an event."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def when_ready(arbiter: Any) -> None:
    from django.conf import settings

    import_module(settings.ROOT_URLCONF)
    # What is loaded by now lives for ever: shared by the processes, and never walked by the collector again.
    gc.collect()
    gc.freeze()


def post_fork(arbiter: Any, worker: Any) -> None:
    die_with_parent(arbiter.pid)
