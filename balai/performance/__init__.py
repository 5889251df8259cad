"""Whether it helped: what those who were there say right after a session, whether they used it a month later,
and what they kept of a short lesson. Counted, never kept by person.
"""
