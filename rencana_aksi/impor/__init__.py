"""Workbooks in: four kinds, each read, compared with the database, shown, and written once it is confirmed."""
