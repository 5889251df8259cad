"""balai serve: the web server, with the live hub on the same port unless told otherwise."""

import argparse

HELP = "jalankan situs web (granian); layar antrean ikut menyala di alamat yang sama"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="alamat yang didengar (bawaan: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="nomor port (bawaan: 8000)")
    parser.add_argument("--workers", type=int, default=2, help="banyaknya proses (bawaan: 2)")
    parser.add_argument(
        "--only",
        choices=["web", "live"],
        help="web: halaman saja (WSGI); live: layar antrean saja (untuk dua proses di belakang satu proxy)",
    )


def run(args: argparse.Namespace) -> int:
    from balai.site import serving

    return serving.serve(host=args.host, port=args.port, workers=args.workers, only=args.only)
