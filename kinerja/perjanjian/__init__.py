"""Perjanjian Kinerja: its wording, rows and budget, the steps from draft to signature, and how versions differ."""
