"""Previews: what a file looks like, made once per file by the worker, in a process of its own."""
