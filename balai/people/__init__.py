"""Who people are and who may do what.

Words: Person (an officer who signs in), Identity (sealed), Assignment (role, office, time), Consent.
"""
