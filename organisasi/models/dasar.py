import uuid

from django.db import models


class DenganIdPublik(models.Model):
    """A row that a URL may name: by a random id, so that nothing can be counted or guessed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
