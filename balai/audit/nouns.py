"""What deeds are about, as it is called on screen. A table that is missing here is shown as it is."""

NOUNS = {
    "cases.case": "laporan",
    "cases.referral": "rujukan",
    "cases.term": "batas waktu janji",
    "catalogue.service": "layanan",
    "catalogue.standard": "standar",
    "documents.file": "berkas",
    "documents.letter": "surat keluar",
    "documents.photo": "foto laporan",
    "documents.report": "laporan kegiatan",
    "engine.installation": "Balai ini",
    "engine.keyversion": "kunci",
    "field.device": "HP lapangan",
    "field.manifest": "daftar catatan HP",
    "field.submission": "kiriman lapangan",
    "notices.notice": "surat",
    "people.assignment": "tugas",
    "people.consent": "persetujuan",
    "people.identity": "identitas",
    "people.person": "petugas",
    "places.agency": "instansi",
    "places.counter": "loket",
    "places.holidayoverride": "koreksi hari libur",
    "places.holidayyear": "tahun libur",
    "places.office": "kantor",
    "places.place": "wilayah",
    "programs.desk": "meja instansi",
    "programs.program": "program",
    "programs.roster": "jaga",
    "programs.session": "jadwal",
    "queues.line": "antrean",
    "queues.sitting": "antrean hari",
    "queues.ticket": "tiket",
    "queues.wait": "daftar tunggu",
    "voices.deed": "tindak lanjut",
    "voices.period": "masa tren",
    "voices.proposal": "usulan Musrenbang",
}


def noun_for(subject_type: str) -> str:
    return NOUNS.get(subject_type, subject_type)
