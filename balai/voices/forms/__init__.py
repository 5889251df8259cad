"""Forms of voices, a file for each part."""
