"""Every write of this app."""

from balai.documents.actions.keeping import discard, erase
from balai.documents.actions.receiving import count_try, receive
from balai.documents.actions.scanning import refuse, scan_again, scan_waiting
from balai.documents.actions.sweeping import sweep

__all__ = ["count_try", "discard", "erase", "receive", "refuse", "scan_again", "scan_waiting", "sweep"]
