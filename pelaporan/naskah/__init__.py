"""The words of each printed document: plain dataclasses of ready strings, the same for page and PDF."""
