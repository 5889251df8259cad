"""Complaints that nobody wrote: hard ones, so that ways of suggesting can be compared where there is no public set.

    python -m bench.complaints 9000 > complaints.jsonl

Twenty agencies; matters that two of them share; a second matter in the same message; daily spelling, typing mistakes; one label in ten
wrong; matters that come and go over the months. A figure measured on it ranks ways of learning. It says nothing about real messages.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

FROM, DAYS = date(2024, 1, 1), 730
NOISE = 0.10

# agency: matters, each a row of ways to say it
MATTERS: dict[str, list[str]] = {
    "disdukcapil": ["ktp belum jadi|blangko ktp kosong|rekam e-ktp ditolak", "kartu keluarga salah nama|kk belum dicetak|nama anak keliru di kk", "akta lahir lama|urus akta kelahiran bolak balik", "nik tidak ditemukan|nik tidak aktif|data tidak online", "surat pindah domisili susah|pindah datang ditolak loket"],
    "dinkes": ["puskesmas tutup|antre puskesmas lama|dokter puskesmas datang siang", "perawat judes|petugas puskesmas membentak", "obat kosong|obat hipertensi habis", "demam berdarah merebak|minta fogging|jentik nyamuk banyak", "posyandu tidak jalan|imunisasi anak kosong"],
    "rsud": ["igd penuh|igd lambat menangani", "kamar rawat inap kotor|kamar inap penuh", "antrean poli spesialis|jadwal dokter spesialis berubah", "pasien ditolak rumah sakit|rujukan ditolak", "biaya rumah sakit mahal|tagihan rawat inap salah"],
    "bpjs": ["bpjs nonaktif|kartu bpjs mati", "pindah faskes|ganti faskes susah", "iuran terpotong dua kali|tunggakan iuran keliru", "pbi dicoret|kis tidak berlaku", "rujukan online gagal|aplikasi mobile jkn error"],
    "disdik": ["pungutan sekolah|uang seragam mahal|sumbangan komite dipaksa", "zonasi ppdb tidak adil|ppdb error|anak tidak diterima sekolah negeri", "atap kelas bocor|bangku kelas rusak", "guru sering tidak masuk|guru memukul murid", "ijazah ditahan|raport belum dibagikan"],
    "dinsos": ["bansos salah sasaran|pkh tidak cair|tidak dapat bantuan pangan", "data dtks tidak masuk|desil keliru", "lansia terlantar|orang dengan gangguan jiwa terlantar", "pengemis di lampu merah|anak jalanan mengamen", "kartu sembako kosong saldo|blt tidak sampai"],
    "pupr": ["jalan berlubang|aspal rusak|jalan ambles", "drainase mampet|selokan meluap", "jembatan retak|jembatan hampir putus", "banjir tiap hujan|genangan di jalan", "trotoar rusak|gorong gorong ambrol"],
    "dlh": ["sampah menumpuk|sampah tidak diangkut|truk sampah jarang datang", "bau limbah pabrik|limbah dibuang ke sungai", "pohon tumbang|pohon rawan tumbang minta dipangkas", "tps liar|orang buang sampah sembarangan", "asap pembakaran sampah|polusi debu pabrik"],
    "dishub": ["parkir liar|juru parkir memaksa", "lampu merah mati|traffic light rusak", "angkot ngetem|bus tidak berhenti di halte", "rambu hilang|marka jalan pudar", "truk besar lewat jalan kampung|macet di simpang"],
    "pdam": ["air mati|air tidak mengalir", "air keruh|air pdam bau kaporit", "tagihan air melonjak|meteran air salah catat", "pipa bocor|pipa pdam pecah", "minta sambungan baru|pemasangan air lama"],
    "pln": ["listrik padam|listrik mati tiap malam", "tegangan turun|tegangan naik turun alat rusak", "tiang listrik miring|kabel menjuntai", "token listrik gagal|meteran listrik rusak", "trafo meledak|gardu berbunyi"],
    "satpolpp": ["pedagang kaki lima di trotoar|lapak liar", "karaoke buka sampai subuh|musik keras tengah malam", "warung jual miras|pesta miras", "bangunan tanpa izin|reklame liar", "orang mabuk ribut|pengamen memaksa"],
    "bpn": ["sertifikat tanah lama|sertipikat tidak jadi", "batas tanah diserobot|sengketa tanah", "ptsl diminta uang|program ptsl berhenti", "balik nama sertifikat|roya sertifikat", "ukur tanah tidak datang|peta bidang keliru"],
    "disnaker": ["upah di bawah umr|gaji belum dibayar", "dipecat sepihak|phk tanpa pesangon", "lowongan palsu|calo tenaga kerja", "pelatihan kerja penuh|kartu kuning ak1", "lembur tidak dibayar|thr tidak dibayar"],
    "dpmptsp": ["izin usaha lama|nib tidak terbit", "oss error|akun oss terkunci", "izin bangunan pbg|imb ditolak", "izin praktik bidan|izin apotek menunggu", "berkas perizinan hilang|retribusi izin tidak jelas"],
    "bapenda": ["pbb salah|sppt pbb tidak keluar", "pajak restoran|pajak warung makan memberatkan", "denda pajak|tunggakan pajak keliru", "bphtb mahal|validasi bphtb lama", "pajak reklame|bayar pajak daerah gagal"],
    "samsat": ["pajak motor antre|pajak kendaraan naik", "stnk hilang|stnk belum jadi", "balik nama kendaraan|mutasi motor", "calo samsat|biro jasa di loket kendaraan", "plat nomor kosong|ganti plat lama"],
    "polisi": ["pencurian motor|maling masuk rumah", "balap liar|geng motor", "penipuan online|ditipu jual beli", "tawuran pelajar|dibegal di jalan", "laporan kehilangan|skck antre"],
    "kelurahan": ["surat pengantar rt|surat keterangan usaha lama", "lurah tidak di tempat|pegawai kelurahan pulang awal", "surat tidak mampu ditolak|sktm dipersulit", "ketua rt minta uang|iuran rt tidak jelas", "gotong royong|posko ronda tidak jalan"],
    "disdag": ["harga minyak goreng naik|harga beras mahal", "gas melon langka|elpiji tiga kilo mahal", "pasar becek|kios pasar bocor", "timbangan curang|takaran bensin kurang", "retribusi pasar|pembagian kios tidak adil"],
}  # fmt: skip
# What two could do, and how often the first is the one.
SHARED: list[tuple[str, str, float, str]] = [
    ("pupr", "pdam", 0.6, "galian pipa bikin jalan rusak|bekas galian tidak diaspal lagi"), ("dlh", "pupr", 0.55, "got penuh sampah jadi banjir|kali dangkal penuh sampah"),
    ("dishub", "pln", 0.6, "lampu jalan mati|lampu pju padam|penerangan jalan gelap"), ("bpjs", "dinsos", 0.6, "bpjs pbi dinonaktifkan padahal miskin|kis dari pemerintah mati"),
    ("rsud", "bpjs", 0.55, "berobat pakai bpjs ditolak|bpjs disuruh bayar obat"), ("satpolpp", "dishub", 0.55, "pkl bikin macet|parkir di trotoar"),
    ("disdik", "dinsos", 0.6, "kip tidak cair|bantuan siswa miskin belum masuk"), ("kelurahan", "disdukcapil", 0.5, "pengantar pindah tidak dilayani|urus kk di kantor lurah lama"),
    ("satpolpp", "polisi", 0.5, "orang mabuk bikin onar|keributan tiap malam minggu"), ("bapenda", "bpn", 0.55, "balik nama pbb tanah warisan|nama di sppt beda dengan sertifikat"),
    ("bapenda", "samsat", 0.35, "denda pajak kendaraan|bayar pajak tahunan antre"), ("dpmptsp", "satpolpp", 0.5, "pabrik tanpa izin|kos kosan tanpa izin"),
    ("pln", "dlh", 0.5, "ranting kena kabel listrik|pohon menyentuh kabel"), ("dinkes", "rsud", 0.5, "minta ambulans lambat|dokter tidak ada"),
    ("disdag", "satpolpp", 0.5, "pedagang tumpah ke jalan|lapak pasar liar"), ("kelurahan", "dinsos", 0.5, "rt tidak mendata bansos|nama saya dicoret rt dari bantuan"),
    ("disnaker", "bpjs", 0.6, "perusahaan tidak bayar bpjs karyawan|jht belum cair"), ("pdam", "dlh", 0.5, "air sumur bau|air sungai hitam"),
]  # fmt: skip
VAGUE = "pelayanan lambat|petugas kurang ramah|sudah lapor tidak ditanggapi|dimintai uang|disuruh bolak balik|tidak ada kejelasan|antre dari subuh|loket tutup sebelum jam|dioper sana sini|nomor telepon tidak diangkat|diminta menunggu terus|berkas saya hilang".split(
    "|"
)
OPEN = "selamat pagi pak|mohon maaf min|assalamualaikum|yth bapak walikota|halo admin|tolong dong|ijin lapor|mau tanya|saya mau mengadu||||".split(
    "|"
)
WHERE = "di gang kami|dekat pasar|depan masjid|sekitar sekolah|di perumahan|di kampung|dekat terminal|depan kantor|di jalan utama|dekat jembatan|samping puskesmas|dekat gardu listrik|sebelah kantor pajak|seberang rumah sakit|dekat sungai||||".split(
    "|"
)
WHEN = "sudah dua minggu|dari bulan lalu|sejak kemarin|tiap hari|sudah lama|berkali kali|sampai hari ini|dari tahun lalu|||".split(
    "|"
)
CLOSE = "tolong ditindaklanjuti|mohon segera|terima kasih|kasihan warga|anak saya jadi sakit|kami sudah bayar pajak|jangan cuma janji|mohon solusinya|apa harus viral dulu|kami orang kecil||||".split(
    "|"
)
SHORT = {"tidak": "gak tdk ga nggak", "yang": "yg", "sudah": "udah sdh", "jalan": "jln", "belum": "blm", "saya": "sy", "sampai": "smp", "karena": "krn", "dengan": "dgn", "petugas": "ptgs", "tolong": "tlg", "mohon": "mhn", "kami": "kmi", "lama": "lamaaa", "mati": "matiii"}  # fmt: skip


def complaints(count: int, *, seed: int = 7) -> Iterator[dict[str, str]]:
    draw = random.Random(seed)
    agencies = list(MATTERS)
    weights = [1 / (place + 3) for place in range(len(agencies))]
    draw.shuffle(weights)
    begins = {(a, m): draw.uniform(-0.7, 0.9) for a in agencies for m in range(len(MATTERS[a]))}
    for _ in range(count):
        when = draw.random()
        agency, said = _matter(draw, agencies, weights, begins, when)
        label = draw.choice(agencies) if draw.random() < NOISE else agency
        day = FROM + timedelta(days=int(when * DAYS))
        yield {"text": _typed(draw, said), "agency": label, "date": day.isoformat()}


def _matter(draw: random.Random, agencies: list[str], weights: list[float], begins: dict, when: float):
    """What is brought at this moment; matters rise in their time and fade."""
    if draw.random() < 0.16:
        one, other, share, ways = draw.choice(SHARED)
        agency, said = (one if draw.random() < share else other), draw.choice(ways.split("|"))
    else:
        agency = draw.choices(agencies, weights)[0]
        matters = MATTERS[agency]
        now = [0.15 + max(0.0, 1 - abs(when - begins[agency, m]) * 1.6) for m in range(len(matters))]
        said = draw.choice(draw.choices(matters, now)[0].split("|"))
    parts = [said]
    if draw.random() < 0.22:  # another matter, in passing
        parts.append(draw.choice(draw.choice(MATTERS[draw.choice(agencies)]).split("|")))
    parts += draw.sample(VAGUE, draw.choice([0, 1, 1, 2]))
    draw.shuffle(parts)
    return agency, [draw.choice(OPEN), *parts, draw.choice(WHERE), draw.choice(WHEN), draw.choice(CLOSE)]


def _typed(draw: random.Random, parts: list[str]) -> str:
    words = [_mistyped(draw, word) for part in parts for word in part.split() if draw.random() > 0.12]
    return draw.choice([" ".join(words), " ".join(words).capitalize() + ".", " ".join(words).upper()])


def _mistyped(draw: random.Random, word: str) -> str:
    if word in SHORT and draw.random() < 0.5:
        return draw.choice(SHORT[word].split())
    if len(word) > 3 and draw.random() < 0.13:
        at = draw.randrange(1, len(word) - 1)
        return draw.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    return word


if __name__ == "__main__":
    for row in complaints(int(sys.argv[1]) if len(sys.argv) > 1 else 9000):
        print(json.dumps(row, ensure_ascii=False))
