"""What is wrong with a page, for eyes, fingers and readers: each finding is one line."""

import re
from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async options => (await axe.run(document, options)).violations.flatMap(
    v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)} ${(n.any.concat(n.all, n.none)[0] || {}).message}`
))"""
# What is not asked for takes as long as what is: selectors of each node, frames and styles fetched again.
LEAN = {"resultTypes": ["violations"], "selectors": False, "iframes": False, "preload": False}
WHOLE: dict[str, object] = {"runOnly": {"type": "tag", "values": TAGS}, **LEAN}
# Asked in a quicker way: SMALL is stricter than axe's targets, `pale` asks for contrast where it is new.
PLAIN = {**WHOLE, "rules": {rule: {"enabled": False} for rule in ("target-size", "color-contrast")}}
# What a page may get wrong though each of its pieces is right.
TOGETHER: dict[str, object] = {
    "runOnly": {
        "type": "rule",
        "values": [
            "aria-valid-attr-value", "bypass", "document-title", "duplicate-id-aria", "heading-order",
            "html-has-lang", "label", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo",
            "landmark-no-duplicate-main", "landmark-one-main", "landmark-unique", "page-has-heading-one",
            "region",
        ],
    },
    **LEAN,
}  # fmt: skip
CONTRAST: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **LEAN}

# How each text stands on its ground: ink, size, weight, and all that is painted below it.
COLOURS = """() => {
    const look = e => getComputedStyle(e);
    const bare = s => s.backgroundColor === 'rgba(0, 0, 0, 0)' && s.backgroundImage === 'none' && s.opacity === '1';
    const paint = s => bare(s) ? '' : `${s.backgroundColor} ${s.backgroundImage} ${s.opacity} `;
    const ground = e => e ? paint(look(e)) + ground(e.parentElement) : '';
    const ink = s => `${s.color} ${s.fontSize} ${s.fontWeight} on `;
    const speaks = e => e.matches('input, select, textarea')
        || [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    return [...new Set([...document.body.querySelectorAll('*')]
        .filter(e => speaks(e) && e.checkVisibility()).map(e => ink(look(e)) + ground(e)))];
}"""  # noqa: E501
seen: set[str] = set()

# How each element is built and what it stands in: what axe's rules on single pieces can ask for.
BUILT = """() => {
    const tells = /^(role|type|tabindex|aria-(hidden|current|expanded|pressed|selected|checked|live))$/;
    const told = a => tells.test(a.name) || !a.value ? `${a.name}=${a.value}` : a.name;
    const piece = e => e && `${e.localName} ${[...e.attributes].map(told).sort()} ${!e.textContent.trim()}`;
    return [...new Set([...document.querySelectorAll('*')].map(
        e => `${piece(e)} in ${piece(e.parentElement)}`))];
}"""
built: set[str] = set()

WIDER = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const out = [...document.body.querySelectorAll('*')].filter(
        e => e.getBoundingClientRect().right > page.clientWidth + 0.5 && !e.closest('.scroll'));
    return [`wider than the screen: ${page.scrollWidth} > ${page.clientWidth}: ` +
        out.slice(-3).map(e => e.outerHTML.slice(0, 90)).join(' | ')];
}"""

# Exempt as in WCAG 2.5.8: links within a sentence, and what is not shown; a box counts with its label.
SMALL = """([least, selector]) => {
    const within = e => e.matches('a') && getComputedStyle(e).display === 'inline' &&
        [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 1);
    const area = e => e.matches('[type=radio], [type=checkbox]') && e.closest('label') || e;
    return [...document.querySelectorAll(selector)]
        .filter(e => e.checkVisibility({visibilityProperty: true}) && !within(e))
        .filter(e => !e.matches('.skip, [tabindex="-1"]'))
        .map(area).map(e => [e, e.getBoundingClientRect()])
        .filter(([e, r]) => r.width > 1 && (r.height < least - 0.5 || (least < 44 && r.width < least - 0.5)))
        .map(([e, r]) => `small target (${Math.round(r.width)}×${Math.round(r.height)} < ${least}): ` +
            e.outerHTML.slice(0, 120));
}"""
ANY_TARGET = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
MAIN_CONTROLS = """.button:not(.small), .chips a, .choice, .tick, .time, .day, .pages a, .tabs a, select,
    .field input:not([type=radio], [type=checkbox]), .roof a, .ground a, summary, .linklist a"""


def armed(page: "Page") -> "Page":
    """Every page that it opens from now on brings axe along."""
    page.context.add_init_script(AXE_SCRIPT)
    return page


def violations(page: "Page", rules: dict[str, object]) -> list[str]:
    found: list[str] = page.evaluate(AXE, rules)
    return found


def ill_built(page: "Page") -> list[str]:
    """All rules where something is built as on no page before; else those on the page as a whole."""
    new = set(page.evaluate(BUILT)) - built
    built.update(new)
    return violations(page, PLAIN if new else TOGETHER)


def pale(page: "Page") -> list[str]:
    """Contrast takes two thirds of axe's time: asked where a text stands on its ground as none did before."""
    new = set(page.evaluate(COLOURS)) - seen
    seen.update(new)
    return violations(page, CONTRAST) if new else []


def faults(page: "Page", *, is_public: bool, by_night: bool) -> list[str]:
    """At 320 px, which is 1280 px at 400 %."""
    found = ill_built(page) + pale(page)
    found += page.evaluate(WIDER)
    found += page.evaluate(SMALL, [24, ANY_TARGET])
    if is_public:
        found += page.evaluate(SMALL, [44, MAIN_CONTROLS])
    if not by_night:
        return found
    page.emulate_media(color_scheme="dark")
    found += [f"by night {line}" for line in pale(page)]
    page.emulate_media(color_scheme="light")
    return found


def wide_faults(page: "Page") -> list[str]:
    return [f"at {page.viewport_size['width']} px {line}" for line in page.evaluate(WIDER)]  # type: ignore[index]


WORDS = """() => {
    document.querySelectorAll('code').forEach(e => { e.hidden = true }); // our names
    const said = [...document.querySelectorAll('[placeholder], [aria-label], [alt], [title]')]
        .flatMap(e => ['placeholder', 'aria-label', 'alt', 'title'].map(a => e.getAttribute(a) || ''));
    return [document.title, document.body.innerText, ...said].join('\\n');
}"""


def words(page: "Page") -> str:
    return str(page.evaluate(WORDS))


# No Indonesian word is spelled like one of these.
ENGLISH = re.compile(
    r"(?<![-.\w/])(the|and|of|is|are|this|that|your|you|please|with|from|save|submit|required|sign in|log ?in"
    r"|log ?out|delete|page|not found|field|enter|choose|password|username|user|invalid|search|next|previous"
    r"|back|home|cancel|close|error|loading|settings|ticket|slot|booking|queue|token|link|upload|download|desk"
    r")(?![\w-]|\.\w)",
    re.IGNORECASE,
)


def english(text: str) -> list[str]:
    return [f"English: {line.strip()[:120]!r}" for line in text.splitlines() if ENGLISH.search(line)]


LONGEST = 15  # words, on average
SENTENCES = """() => [...document.querySelectorAll('main p, main li, main dd, main summary, .ground p')]
    .filter(e => e.checkVisibility() && !e.querySelector('p, li, dl')).map(e => e.innerText)"""


def long_winded(page: "Page") -> list[str]:
    sentences = [
        s for text in page.evaluate(SENTENCES) for s in re.split(r"(?<=[.!?])\s+", text) if s[-1:] in ".!?"
    ]
    counts = [len(s.split()) for s in sentences]
    mean = sum(counts) / max(1, len(counts))
    longest = max(sentences, key=lambda s: len(s.split()), default="")
    return [f"{mean:.1f} words a sentence; the longest: {longest}"] if mean > LONGEST else []
