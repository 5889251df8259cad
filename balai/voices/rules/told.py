"""What a resident reads of each step: plain words, from their side."""

from balai.cases.rules.states import Kind, Outcome

KINDS: dict[str, str] = {
    Kind.CURHAT: "Ada yang ingin diceritakan. Kami mendengar, dan membantu bila Anda mau.",
    Kind.COMPLAINT: "Layanan atau keadaan yang tidak beres. Kami periksa dan jawab.",
    Kind.ASPIRATION: "Harapan untuk kampung atau layanan kami.",
    Kind.SUGGESTION: "Usul supaya layanan menjadi lebih baik.",
    Kind.PRAISE: "Ucapan terima kasih untuk yang sudah baik.",
    Kind.INFORMATION: "Bertanya tentang layanan, syarat, atau jadwal.",
    Kind.PPID: "Meminta dokumen badan publik menurut UU Keterbukaan Informasi Publik.",
}

STEPS: dict[str, str] = {
    "case.verified": "Kami sudah membacanya.",
    "case.forwarded": "Diteruskan ke {note}.",
    "case.followed_up": "Sedang ditindaklanjuti oleh kantor kami.",
    "case.taken_on": "Ditindaklanjuti oleh {note}.",
    "case.asked": "Kami bertanya kepada Anda. Selama menunggu, hitungan hari berhenti.",
    "case.replied": "Anda membalas. Hitungan hari berjalan lagi.",
    "case.answered": "Kami sudah menjawab.",
    "case.reopened": "Anda menyatakan belum beres. Kami kerjakan lagi.",
    "case.confirmed": "Anda menyatakan selesai.",
    "case.withdrawn": "Anda mencabutnya.",
    "case.lapsed": "Ditutup oleh sistem karena tidak ada balasan. Ini tidak kami hitung sebagai beres.",
    "referral.received": "{note} sudah menerima.",
    "referral.day_named": "{note}: hari yang dijanjikan.",
    "referral.refused": "Dikembalikan: bukan kewenangan mereka. {note}",
    "referral.answered": "{note} sudah menjawab kantor kami.",
    "referral.deletion_asked": "Kami sudah meminta {note} menghapus yang disimpannya tentang Anda.",
    "referral.taken_back": "Ditarik kembali dari {note}.",
}

ENDINGS: dict[str, str] = {
    Outcome.SOLVED: "Beres.",
    Outcome.HEARD: "Didengar. Tidak ada tindak lanjut yang diminta.",
    Outcome.MOVED: "Dipindahkan ke pihak yang berwenang.",
    Outcome.CANNOT: "Tidak dapat dilakukan.",
    Outcome.NO_REPLY: "Ditutup karena pertanyaan kami tidak terjawab.",
    Outcome.WITHDRAWN: "Anda cabut.",
    Outcome.LAPSED: "Ditutup oleh sistem. Tidak kami hitung sebagai beres.",
}


def step_words(verb: str, *, outcome: str, note: str) -> str:
    if verb == "case.closed":
        return f"Ditutup: {ENDINGS[outcome]} {note}".strip() if outcome else f"Ditutup. {note}".strip()
    return STEPS.get(verb, "Ada perkembangan.").format(note=note).strip()
