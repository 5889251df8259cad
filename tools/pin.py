"""Pin every requirements/*.in into its .txt: hashes, all platforms, no registry's address."""

import subprocess
import sys

from tools.bootstrap import REQUIREMENTS, ROOT, find_uv

OPTIONS = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "--upgrade"]


def main() -> int:
    for source in sorted(REQUIREMENTS.glob("*.in")):
        pinned = source.with_suffix(".txt").relative_to(ROOT)
        command = [find_uv(), "pip", "compile", *OPTIONS, "--python-version", "3.11"]
        subprocess.run([*command, str(source.relative_to(ROOT)), "-o", str(pinned)], cwd=ROOT, check=True)
        print(f"{pinned} is pinned anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
