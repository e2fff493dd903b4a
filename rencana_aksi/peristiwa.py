"""What has just been written about a claim, told inside the same transaction to who listens further right.

The ladder must not know the inbox (imports run one way), yet a notice has to stand or fall with the step that it
tells of: a listener that raises undoes the step.
"""

from django.dispatch import Signal

putusan_ditulis = Signal()  # putusan: the rung, with its claim
pesan_ditulis = Signal()  # pesan: the message, with its claim
