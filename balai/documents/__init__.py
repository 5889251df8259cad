"""Files in, reports and signed letters out. Words: File, Report, Letter. Its tables come with the first file."""
