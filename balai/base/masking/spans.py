"""What the masker finds: a piece of text and its type; what is written in its place."""

from enum import StrEnum
from typing import NamedTuple


class Type(StrEnum):
    NIK = "NIK"
    KK = "KK"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    PLATE = "PLATE"
    ACCOUNT = "ACCOUNT"
    ADDRESS = "ADDRESS"
    NAME = "NAME"
    BIRTH = "BIRTH"
    HANDLE = "HANDLE"


PLACEHOLDERS = {
    Type.NIK: "[NIK]",
    Type.KK: "[KK]",
    Type.PHONE: "[TELEPON]",
    Type.EMAIL: "[SUREL]",
    Type.PLATE: "[PELAT]",
    Type.ACCOUNT: "[REKENING]",
    Type.ADDRESS: "[ALAMAT]",
    Type.NAME: "[NAMA]",
    Type.BIRTH: "[KELAHIRAN]",
    Type.HANDLE: "[AKUN]",
}


class Span(NamedTuple):
    start: int
    end: int
    type: Type


class Masked(NamedTuple):
    text: str
    spans: list[Span]
