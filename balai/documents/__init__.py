"""Files in, reports and signed letters out; its tables come with the first file.

Words: File, Report, Letter.
"""
