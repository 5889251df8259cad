"""What people bring: curhat, complaints, aspirations, questions, and what a crowd of them says together.

A Voice is one thing that one person said; its Case says what becomes of it. A Trend is a count of many, and
is shown only where nobody can be recognised in it.
"""
