"""Backup, restore and the drill. Words: backup (one tar file), manifest (what must be in it), drill.

A backup holds the database and a manifest: rows and a hash of every table, the head of the audit chain,
the marks of the keys that open it. It never holds a key, and it is only good once a restore was verified.
"""


class BackupBroken(Exception):
    """Not a backup, not whole, not ours, or not to be verified; says which in Indonesian."""
