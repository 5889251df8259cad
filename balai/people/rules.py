"""Roles and what may be given to whom; start codes, limits of signing in; what residents agree to."""

import re
import secrets
from datetime import timedelta

from django.db.models import TextChoices

from balai.base.codes import ALPHABET
from balai.base.errors import RuleBroken


class Role(TextChoices):
    FRONT_DESK = "front_desk", "petugas loket"
    COORDINATOR = "coordinator", "koordinator layanan"
    LISTENER = "listener", "pendengar"
    LIAISON = "liaison", "pejabat penghubung"
    ANALYST = "analyst", "analis"
    EDITOR = "editor", "penyusun standar"
    PROGRAM_LEAD = "program_lead", "pengelola program"
    OFFICE_HEAD = "office_head", "kepala kantor"
    ADMIN = "admin", "pengelola sistem"


# Who may give (and end) a role at an office: a system administrator makes no heads and no equals.
OPERATIVE = frozenset(Role) - {"office_head", "admin"}
GIVES: dict[str, frozenset[Role]] = {Role.OFFICE_HEAD: frozenset(Role), Role.ADMIN: OPERATIVE}

START_CODE_LASTS = timedelta(days=3)
START_CODE_LENGTH = 12
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")

# How often a password or a code may be tried. `own` counts one account from one client; a client that has
# signed in before shows a device mark and has its own count, so nobody else can lock that officer out.
TRY_WINDOW = timedelta(minutes=15)
TRIES_OWN = 8
TRIES_ADDRESS = 200  # mobile carriers and office networks share one address
CODE_WINDOW = timedelta(hours=1)
CODE_TRIES_ACCOUNT = 30  # behind a right password only: guesses of the second factor

ABSOLUTE = timedelta(hours=12)


def roles_that_give(role: str) -> list[str]:
    return [giver for giver, given in GIVES.items() if role in given]


def new_start_code() -> str:
    """'7K4M-Q2XP-9TWH': 59 bits, read out or handed over once."""
    letters = [secrets.choice(ALPHABET) for _ in range(START_CODE_LENGTH)]
    return "-".join("".join(letters[n : n + 4]) for n in range(0, START_CODE_LENGTH, 4))


def read_start_code(typed: str) -> str:
    """As it was made, however it was typed: spaces, small letters, no hyphens."""
    letters = "".join(c for c in typed.upper() if c in ALPHABET)
    return "-".join(letters[n : n + 4] for n in range(0, len(letters), 4))


def read_username(typed: str) -> str:
    name = typed.strip().lower()
    if not USERNAME.fullmatch(name):
        raise RuleBroken(
            "person.username",
            "Nama pengguna: 3 sampai 60 huruf kecil, angka, titik, atau tanda hubung.",
            field="username",
        )
    return name


FINISH_WITHIN = timedelta(days=3)  # 3 × 24 hours: UU 27/2022, penarikan persetujuan


class Purpose(TextChoices):
    """The matter itself rests on the office's public duty (UU 27/2022 art. 20 (2) e), not on consent."""

    CONTACT = "contact", "dikabari lewat pesan"
    SHARING = "sharing", "disampaikan ke instansi lain"
    SHARING_NAMED = "sharing_named", "nama ikut disampaikan"
    QUOTING = "quoting", "kata-katanya dikutip"
    FOLLOW_UP = "follow_up", "ditanya sekali lagi setelah acara"


# (purpose, version) -> the words as they were agreed to. A version that was used is never changed: add one.
WORDINGS: dict[tuple[str, str], str] = {
    (Purpose.CONTACT, "1"): "Kantor boleh mengirim kabar laporan ini ke nomor atau surel (e-mail) saya.",
    (Purpose.SHARING, "1"): "Kantor boleh menyampaikan laporan ini ke instansi yang saya sebut.",
    (
        Purpose.SHARING_NAMED,
        "1",
    ): "Nama dan nomor saya boleh dibuka oleh petugas instansi itu, dengan alasan.",
    (Purpose.QUOTING, "1"): "Kata-kata saya boleh dikutip tanpa nama untuk memperbaiki layanan.",
    (
        Purpose.FOLLOW_UP,
        "1",
    ): "Kantor boleh bertanya satu kali, 30 hari sesudah acara, apakah layanannya sudah saya gunakan. "
    "Nomor atau surel (e-mail) saya dihapus begitu saya menjawab, paling lambat 45 hari sesudah acara.",
}


def newest_wording(purpose: str) -> str:
    require_wording(purpose)
    return max((version for of, version in WORDINGS if of == purpose), key=int)


def newest_words(purpose: str) -> str:
    """What stands beside the box that the person ticks."""
    return WORDINGS[(purpose, newest_wording(purpose))]


def require_wording(purpose: str, version: str = "") -> None:
    if purpose not in Purpose.values or (version and (purpose, version) not in WORDINGS):
        raise RuleBroken("consent.unknown", f"Persetujuan '{purpose}' (versi '{version}') tidak dikenal.")
