"""What phones recorded without a network, exactly once.

Words: a *Device* is a phone that an officer enrolled; an *envelope* is one record as the device signed it,
byte for byte; a *Submission* is an envelope that arrived; a *Manifest* is what a device says it has recorded.
Why it is as it is: docs/decisions/field.md.
"""
