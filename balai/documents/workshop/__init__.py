"""Where bytes from strangers are opened: a process of its own, with little memory, little time, and no files.

Nothing here knows Django or the rest of Balai: `python -I -m balai.documents.workshop FORM` reads the file on
its standard input and writes what it made of it, or one word saying why not.
"""
