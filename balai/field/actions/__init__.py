from balai.field.actions.applying import apply_due, apply_one
from balai.field.actions.deciding import accept, refuse, try_again
from balai.field.actions.devices import (
    Invitation,
    change_device,
    count_code_try,
    enrol,
    invite_again,
    invite_device,
    invited_before,
    revoke_device,
)
from balai.field.actions.importing import forget_files, read_files, take_file
from balai.field.actions.manifests import say_for_device, take_manifest
from balai.field.actions.photos import receive_photo
from balai.field.actions.receiving import count_arrival, count_stranger, receive
from balai.field.actions.sweeping import forget_bytes

__all__ = [
    "Invitation",
    "accept",
    "apply_due",
    "apply_one",
    "change_device",
    "count_arrival",
    "count_code_try",
    "count_stranger",
    "enrol",
    "forget_bytes",
    "forget_files",
    "invite_again",
    "invite_device",
    "invited_before",
    "read_files",
    "receive",
    "receive_photo",
    "refuse",
    "revoke_device",
    "say_for_device",
    "take_file",
    "take_manifest",
    "try_again",
]
