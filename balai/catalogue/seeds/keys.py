"""What may stand in a service file: the Indonesian keys, and the fields that they fill."""

from dataclasses import dataclass

from django.db.models import Model

from balai.catalogue.models import Condition, Fee, Requirement, Step, TimeLimit
from balai.catalogue.rules import Form, Unit
from balai.catalogue.rules.content import ConditionRow, FeeRow, RequirementRow, StepRow, TimeLimitRow

TEXT_KEYS = {
    "dikerjakan": "does",
    "tidak_dikerjakan": "does_not",
    "tambahan": "note",
    "produk": "products",
    "pengaduan": "complaint_channels",
    "dasar_hukum": "legal_bases",
    "sarana": "facilities",
    "kompetensi": "competences",
    "pengawasan": "supervision",
    "jumlah_pelaksana": "staffing",
    "jaminan": "service_guarantee",
    "keamanan": "safety_guarantee",
    "evaluasi": "evaluation",
    "sumber": "sources",
    "perlu_dikonfirmasi": "to_confirm",
}
SERVICE_KEYS = {
    "nama",
    "ringkas",
    "peristiwa",
    "peran",
    "penerbit",
    "kata",
    "pemberitahuan",
    "instansi",
    "berlaku_dari",
}


@dataclass(frozen=True)
class Key:
    """One key of a table: the field that it fills, and what it may hold."""

    field: str
    kind: type = str
    needed: bool = False
    choices: tuple[str, ...] = ()


CONFIRM = {"perlu_dikonfirmasi": Key("confirm")}
TABLES: dict[str, tuple[type, type[Model], dict[str, Key]]] = {
    "keadaan": (
        ConditionRow,
        Condition,
        {
            "kunci": Key("key", needed=True),
            "pertanyaan": Key("question", needed=True),
            "jawaban": Key("answer"),
            "sebutan": Key("phrase", needed=True),
            "saran": Key("advice"),
            "berhenti": Key("is_stop", bool),
        },
    ),
    "syarat": (
        RequirementRow,
        Requirement,
        {
            "kunci": Key("key", needed=True),
            "dokumen": Key("document", needed=True),
            "bentuk": Key("form", needed=True, choices=tuple(Form.values)),
            "keadaan": Key("condition"),
            "dasar": Key("legal_basis"),
            "dari": Key("where_to_get"),
        }
        | CONFIRM,
    ),
    "langkah": (
        StepRow,
        Step,
        {
            "pelaku": Key("actor", needed=True),
            "tindakan": Key("action", needed=True),
            "menit": Key("minutes", int),
        }
        | CONFIRM,
    ),
    "waktu": (
        TimeLimitRow,
        TimeLimit,
        {
            "jumlah": Key("amount", int, needed=True),
            "satuan": Key("unit", needed=True, choices=tuple(Unit.values)),
            "mulai": Key("starts"),
            "dasar": Key("legal_basis"),
        }
        | CONFIRM,
    ),
    "biaya": (
        FeeRow,
        Fee,
        {
            "untuk": Key("purpose", needed=True),
            "rupiah": Key("amount", int, needed=True),
            "bukan_ke_kantor": Key("is_elsewhere", bool),
            "dasar": Key("legal_basis"),
        }
        | CONFIRM,
    ),
}
RANGE = {"jumlah": (1, 9_999), "rupiah": (0, 100_000_000), "menit": (0, 9_999)}
KINDS: dict[type, str] = {str: "teks", int: "bilangan bulat", bool: "true atau false"}
