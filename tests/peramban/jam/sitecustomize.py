"""Moves the clock of every Python process of a service under test by `UJI_GESER_DETIK` seconds, when that is set.

Python imports this module by its name at start, so putting its folder on PYTHONPATH is all that a test does: the
web, worker and printing processes agree on the time, and the application knows nothing of it.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

if geser := os.environ.get("UJI_GESER_DETIK"):
    time_machine.travel(datetime.now(UTC) + timedelta(seconds=int(geser)), tick=True).start()
