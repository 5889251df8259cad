"""The provinces and their time zones (Keppres 41/1987: no daylight saving), by Kemendagri code."""

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"

PROVINCES: dict[str, tuple[str, str]] = {
    "11": ("Aceh", JAKARTA),
    "12": ("Sumatera Utara", JAKARTA),
    "13": ("Sumatera Barat", JAKARTA),
    "14": ("Riau", JAKARTA),
    "15": ("Jambi", JAKARTA),
    "16": ("Sumatera Selatan", JAKARTA),
    "17": ("Bengkulu", JAKARTA),
    "18": ("Lampung", JAKARTA),
    "19": ("Kepulauan Bangka Belitung", JAKARTA),
    "21": ("Kepulauan Riau", JAKARTA),
    "31": ("Daerah Khusus Ibukota Jakarta", JAKARTA),
    "32": ("Jawa Barat", JAKARTA),
    "33": ("Jawa Tengah", JAKARTA),
    "34": ("Daerah Istimewa Yogyakarta", JAKARTA),
    "35": ("Jawa Timur", JAKARTA),
    "36": ("Banten", JAKARTA),
    "51": ("Bali", MAKASSAR),
    "52": ("Nusa Tenggara Barat", MAKASSAR),
    "53": ("Nusa Tenggara Timur", MAKASSAR),
    "61": ("Kalimantan Barat", JAKARTA),
    "62": ("Kalimantan Tengah", JAKARTA),
    "63": ("Kalimantan Selatan", MAKASSAR),
    "64": ("Kalimantan Timur", MAKASSAR),
    "65": ("Kalimantan Utara", MAKASSAR),
    "71": ("Sulawesi Utara", MAKASSAR),
    "72": ("Sulawesi Tengah", MAKASSAR),
    "73": ("Sulawesi Selatan", MAKASSAR),
    "74": ("Sulawesi Tenggara", MAKASSAR),
    "75": ("Gorontalo", MAKASSAR),
    "76": ("Sulawesi Barat", MAKASSAR),
    "81": ("Maluku", JAYAPURA),
    "82": ("Maluku Utara", JAYAPURA),
    "91": ("Papua", JAYAPURA),
    "92": ("Papua Barat", JAYAPURA),
    "93": ("Papua Selatan", JAYAPURA),
    "94": ("Papua Tengah", JAYAPURA),
    "95": ("Papua Pegunungan", JAYAPURA),
    "96": ("Papua Barat Daya", JAYAPURA),
    "99": ("Provinsi Contoh", JAKARTA),  # invented: demo and tests alone use it
}


def zone_of(code: str) -> str:
    """The zone of the province that this code lies in; '' when the province is not known."""
    return PROVINCES.get(code[:2], ("", ""))[1]
