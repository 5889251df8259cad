"""What may be done with a resident's data because they agreed. A withdrawal holds from this reading on."""

from balai.base.sealing import keyed_hashes
from balai.people.models import Consent, Identity


def may_contact(identity: Identity) -> bool:
    """Who left an address is told of their own matter, until they say that they do not want it."""
    return identity.quiet_since is None


def agrees(identity: Identity | None, purpose: str) -> bool:
    """Asked and agreed, and not withdrawn: what nobody does without (quoting, sharing)."""
    return identity is not None and Consent.objects.live().filter(identity=identity, purpose=purpose).exists()


def marks_of_identity(identity: Identity) -> list[bytes]:
    """How the outbox knows this person: mail and telephone, under every key still kept."""
    mail = keyed_hashes(identity.email, "email") if identity.email_sealed else []
    return mail + (keyed_hashes(identity.phone, "phone") if identity.phone_sealed else [])
