"""Workbooks in and out, generic and pure: schemas, reading, templates, annotated copies, exports (issue 3)."""
