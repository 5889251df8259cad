"""The open data's own description: DCAT as JSON-LD (W3C DCAT 3)."""

from typing import Any

from django.urls import reverse

from balai.voices.rules.trends import day_after, first_day
from balai.voices.trends.reading import Trend

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dataset(trend: Trend, base: str) -> dict[str, Any]:
    slug = trend.office.slug
    page = base + reverse("voices:trends", args=[slug])
    table = base + reverse("voices:trends_table", args=[slug])
    about: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "dcat:Dataset",
        "@id": page,
        "dct:title": f"Suara warga {trend.city}",
        "dct:description": (
            "Jumlah suara warga menurut topik, jenis, saluran, akhir, lama dijawab, dan kelurahan. "
            f"Tanpa nama dan tanpa isi. {trend.hidden_words}"
        ),
        "dct:language": "id",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": trend.office.name},
        "dct:spatial": {"@type": "dct:Location", "dct:identifier": trend.city.code},
        "dct:accrualPeriodicity": {
            "@id": "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
        },
        "dcat:keyword": ["pelayanan publik", "pengaduan", "aspirasi"],
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": {
            "@type": "dcat:Distribution",
            "dcat:downloadURL": {"@id": table},
            "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        },
    }
    if trend.last:
        first, last = trend.months[0], trend.last
        about["dct:issued"] = last.frozen_at.isoformat()
        about["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": str(first_day(first.year, first.month)),
            "dcat:endDate": str(day_after(last.year, last.month)),
        }
    return about
