"""Files in, reports and signed letters out. A file is made harmless, then scanned, then shown; never else.

Words: File, later Report and Letter. Why it is as it is: docs/decisions/files.md.
"""
