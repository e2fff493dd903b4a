"""What looks inside an uploaded file, in a process of its own: `python -m organisasi.pengurai <ekstensi> <batas>`.

Nothing here knows Django or the database: the process that reads hostile bytes has no settings, no secret and no
connection, may write no file, and ends at its limits of memory and CPU.
"""
