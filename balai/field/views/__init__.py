"""Officers' pages, and the installable app."""
