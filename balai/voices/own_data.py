"""Everything about one matter, for its own person: UU 27/2022 art. 7 (copy) and 13 (portable form)."""

from typing import Any

from balai.documents.models import File
from balai.people.own_data import export_identity
from balai.people.rules import WORDINGS, Purpose
from balai.voices.board_readings import question_of
from balai.voices.models import Voice
from balai.voices.readings import story, who_looked


def export_voice(voice: Voice) -> dict[str, Any]:
    """Plain values, the same number of queries however long the story; notes of the office are not theirs."""
    case = voice.case
    return {
        "laporan": {
            "kode": case.code,
            "jenis": case.get_kind_display(),
            "kantor": case.office.name,
            "diterima": case.opened_at.isoformat(),
            "keadaan": case.get_outcome_display() or case.get_state_display(),
            "lewat": voice.get_channel_display(),
            "penyebutan_nama": voice.get_naming_display(),
            "topik": str(voice.topic or ""),
            "tempat": str(voice.area or ""),
            "kata_kata": voice.text,
            "boleh_dikutip": voice.may_quote,
            "disimpan_sampai": voice.keep_until.isoformat() if voice.keep_until else None,
        },
        "papan_pertanyaan": _on_board(voice),
        "identitas": export_identity(voice.identity) if voice.identity else None,
        "perjalanan": [
            {"waktu": line.at.isoformat(), "oleh": line.said_by, "isi": line.words} for line in story(voice)
        ],
        "berkas": [
            {"jenis": file.get_kind_display(), "dikirim": file.made_at.isoformat(), "byte": file.size}
            for file in File.objects.about(case).order_by("made_at", "pk")
        ],
        "izin_ke_instansi": [_sharing(row) for row in voice.shared_with.select_related("office")],
        "dibuka_oleh": [
            {
                "waktu": row.opened_at.isoformat(),
                "sebagai": row.role,
                "kantor": row.office.name,
                "untuk": row.purpose,
                "darurat": row.is_emergency,
            }
            for row in who_looked(voice)
        ],
    }


def _on_board(voice: Voice) -> dict[str, Any] | None:
    """What everybody reads of it, and who cannot be told: votes are counted, never whose they are."""
    question = question_of(voice)
    if question is None:
        return None
    return {
        "nomor": question.number,
        "keadaan": question.get_state_display(),
        "alasan_disembunyikan": question.get_hidden_reason_display(),
        "kata_kata_di_papan": question.words,
        "jawaban_di_papan": question.answer,
    }


def _sharing(row: Any) -> dict[str, Any]:
    return {
        "kantor": str(row),
        "kata_kata": WORDINGS[(Purpose.SHARING, row.text_version)],
        "dengan_nama": row.with_identity,
        "disetujui": row.agreed_at.isoformat(),
        "ditarik": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }
