"""Why a file is not taken, and what to do instead: in plain words, one place."""

from balai.base.errors import RuleBroken

SEND = "Kirim foto (JPEG, PNG, WebP, atau HEIC) atau PDF."
WORDS: dict[str, str] = {
    "empty": "Berkas ini kosong. Pilih lagi berkasnya.",
    "kind": f"Jenis berkas ini belum bisa diterima. {SEND}",
    "picture": "Jenis gambar ini belum bisa diterima. Kirim sebagai JPEG atau PNG, atau tangkapan layarnya.",
    "office": "Berkas Word, Excel, atau ZIP belum bisa diterima. Simpan sebagai PDF, atau foto halamannya.",
    "sound": "Rekaman suara belum bisa diterima. Tuliskan isinya di kotak cerita.",
    "film": "Video belum bisa diterima. Kirim beberapa fotonya.",
    "program": f"Berkas program tidak diterima. {SEND}",
    "packed": "Berkas terkompresi tidak diterima. Kirim foto atau PDF-nya satu per satu.",
    "page": f"Halaman web dan gambar SVG tidak diterima. {SEND}",
    "large": "Berkas ini terlalu besar.",
    "broken": "Berkas ini rusak atau terpotong. Ambil fotonya sekali lagi, atau simpan ulang PDF-nya.",
    "pixels": "Gambar ini terlalu besar ukurannya. Kirim tangkapan layarnya.",
    "tiny": "Gambar ini terlalu kecil untuk dibaca. Ambil fotonya sekali lagi.",
    "locked": "PDF ini terkunci kata sandi. Simpan dulu tanpa kata sandi, atau foto halamannya.",
    "pages": "PDF ini terlalu tebal: paling banyak 200 halaman. Kirim bagian yang perlu saja.",
    "costly": "Berkas ini terlalu berat untuk dibuka. Kirim foto halamannya.",
    "busy": "Sedang banyak berkas yang masuk. Tunggu sebentar, lalu kirim lagi.",
    "no_room": "Tempat penyimpanan kantor sedang penuh. Coba lagi nanti, atau datang langsung.",
    "many": "Berkasnya sudah cukup banyak. Hapus satu dulu, atau sampaikan sisanya di kantor.",
}


def refusal(code: str, words: str = "") -> RuleBroken:
    known = code if code in WORDS else "broken"
    return RuleBroken(f"document.{known}", words or WORDS[known])
