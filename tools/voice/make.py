"""Render the clips of the calling voice: `python -m tools.voice.make` (needs espeak-ng, sox, lame).

The clips are committed; this file says how they came to be and makes them anew. espeak-ng (GPL-3.0+) is a
tool of the workshop and is not shipped; its output carries no licence of its own. Where its Indonesian
reads an e wrongly ("empat", "loket"), the word is spelled in its phonemes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

OUT = Path(__file__).parents[2] / "balai/queues/static/queues/suara"
LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "a bé cé dé [['e]] ef gé ha i jé ka el em en o pé ki er es té u fé wé [[,eks]] yé zet".split(" "),
        strict=True,
    )
)
DIGITS = "nol satu dua tiga [[@mp'at]] lima [[@n'am]] tujuh delapan sembilan".split(" ")
TEENS = ["sepuluh", "sebelas", *(f"{word} belas" for word in DIGITS[2:10])]
TENS = [f"{word} puluh" for word in DIGITS[2:10]]
SPEECH = ["-v", "id", "-s", "132", "-p", "52", "-a", "170", "-g", "1"]
# Rumble off, presence up, evened out for a hall's loudspeaker; silence cut at both ends.
SHAPE = (
    "gain -7 highpass 110 equalizer 2800 1.2q 3 compand 0.01,0.12 -60,-60,-30,-16,-8,-6,0,-4 "
    "silence 1 0.005 0.4% reverse silence 1 0.005 0.4% fade t 0.012 reverse fade t 0.004 norm -2"
).split(" ")


def texts() -> dict[str, str]:
    """Clip -> what is said. A comma keeps the voice up, a full stop lets it fall: `loket-…` ends a call."""
    said = {"nomor-antrean": "nomor antrean,", "silakan-ke-loket": "silakan ke [[lok'et]],"}
    said |= {f"huruf-{letter}": f"{name}," for letter, name in LETTERS.items()}
    said |= {f"angka-{n}": f"{word}," for n, word in enumerate(DIGITS)}
    said |= {f"loket-{n}": f"{word}." for n, word in enumerate([*DIGITS, *TEENS]) if n}
    said |= {f"loket-{n}0": f"{word}." for n, word in enumerate(TENS, 2)}
    said |= {f"puluh-{n}": f"{word}," for n, word in enumerate(TENS, 2)}  # another word follows
    return said


def clips_of(number: str, counter: int) -> list[str]:
    """What `queues/speech.js` lays end to end for a call; "" is a short pause."""
    signs = [f"angka-{sign}" if sign.isdigit() else f"huruf-{sign.lower()}" for sign in number]
    tens, ones = divmod(counter, 10)
    last = [f"loket-{counter}"] if counter < 20 or not ones else [f"puluh-{tens}", f"loket-{ones}"]
    return ["nomor-antrean", *signs, "", "silakan-ke-loket", *last]


def render(name: str, text: str, folder: Path) -> int:
    raw, shaped, clip = folder / f"{name}.wav", folder / f"{name}.s.wav", OUT / f"{name}.mp3"
    subprocess.run(["espeak-ng", *SPEECH, "-w", raw, text], check=True)
    subprocess.run(["sox", raw, "-c", "1", "-r", "22050", shaped, *SHAPE], check=True)
    lame = ["lame", "--quiet", "-m", "m", "-b", "32", "--noreplaygain", "-t", str(shaped), str(clip)]
    subprocess.run(lame, check=True)
    return clip.stat().st_size


def main(names: list[str]) -> int:
    """All of them, or those that are named."""
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = {name: text for name, text in texts().items() if not names or name in names}
    with tempfile.TemporaryDirectory() as folder:
        sizes = [render(name, text, Path(folder)) for name, text in wanted.items()]
    sys.stdout.write(f"{len(sizes)} clips, {sum(sizes) / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
