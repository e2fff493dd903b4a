"""A refusal on its way to the person: what is wrong with the file, and what to do now."""

MB = 1024 * 1024
POTONGAN = 64 * 1024  # bytes read or unpacked at a time


class Tolak(Exception):
    """A check's reason and remedy; the gate adds the file's name."""

    def __init__(self, alasan: str, saran: str) -> None:
        super().__init__(alasan)
        self.alasan, self.saran = alasan, saran
