"""Templates: all used, all known, Indonesian on screen, nothing inline that the security policy forbids.

A name that a template does not know fails its test by itself (FAIL_INVALID_TEMPLATE_VARS).
"""

import ast
import re
from functools import cache

from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from tests.house.tree import BALAI, ROOT, python_files, template_name, templates, tree_of

BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
NAMED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
HTML = [p for p in templates() if p.suffix == ".html"]


@cache
def named_in_python() -> tuple[set[str], list[str]]:
    """Names written whole, and patterns of names that an f-string puts together."""
    whole, patterns = set(), []
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                patterns.append("".join(_piece(value) for value in node.values))
    return whole, [p for p in patterns if re.search(r"\\\.(html|txt|svg|xml|ics)$", p)]


def _piece(value: ast.expr) -> str:
    return re.escape(str(value.value)) if isinstance(value, ast.Constant) else r"[\w/-]+"


@cache
def named_in_templates() -> set[str]:
    return {name for path in templates() for name in NAMED.findall(path.read_text())}


def overrides_a_library(name: str) -> bool:
    others = [d for d in get_app_template_dirs("templates") if not d.is_relative_to(BALAI)]
    return any((folder / name).exists() for folder in others)


def test_every_template_is_used() -> None:
    whole, patterns = named_in_python()
    known = whole | named_in_templates() | BY_DJANGO
    others = [name for path in templates() if (name := template_name(path)) not in known]
    found = [
        n for n in others if not any(re.fullmatch(p, n) for p in patterns) and not overrides_a_library(n)
    ]
    assert not found, f"nobody shows {found}"


def test_every_template_can_be_read() -> None:
    for path in templates():
        get_template(template_name(path))  # its complaint names the file and the line


def test_every_template_that_is_named_exists() -> None:
    whole, _ = named_in_python()
    names = {n for n in whole if re.fullmatch(r"[a-z_]+/[\w/-]+\.(html|txt)", n)} | named_in_templates()
    ours = {template_name(path) for path in templates()}
    assert not [n for n in names if n not in ours and not overrides_a_library(n)]


FORBIDDEN = {
    r"\sstyle\s*=": "no style attribute: a class of base.css",
    r"<style[\s>]": "no style element",
    r"\son[a-z]+\s*=": "no on… handler: a small script under static/",
    r"\shx-on[:-]": "no hx-on: it is evaluated, which the policy forbids",
    r"javascript:": "no javascript: address",
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)": "no inline script",
    r"<(?:script|link|img|iframe|audio|source)\b[^>]*(?:src|href)=.?(?:https?:)?//": "nothing from elsewhere",
    r"{%\s*(?:trans|blocktrans|translate|blocktranslate)\b": "templates say what they say, in Indonesian",
}


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    found = []
    for path in HTML:
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(), flags=re.DOTALL)
        wrong = [why for pattern, why in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]
        found += [f"{path.relative_to(ROOT)}: {why}" for why in wrong]
    assert not found, "\n".join(found)


ENGLISH = re.compile(
    r"\b(submit|cancel|log ?in|log ?out|sign (?:in|up|out)|search|error|save|delete|edit|update|back|next|"
    r"previous|welcome|password|username|please|click|loading|settings|help|close|open|yes|success|"
    r"failed|warning|required|invalid|not found|forbidden|your|the|and|with|queue|ticket|counter|booking)\b",
    re.IGNORECASE,
)


def shown(text: str) -> str:
    """What a person reads or hears: text between tags, and the attributes that are spoken."""
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"<(script|code|kbd)\b.*?</\1>", " ", text, flags=re.DOTALL)
    spoken = " ".join(re.findall(r"\b(?:alt|title|placeholder|aria-label)=\"([^\"]*)\"", text))
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL), flags=re.DOTALL)
    return plain + " " + re.sub(r"{%.*?%}|{{.*?}}", " ", spoken)


def test_no_english_on_screen() -> None:
    words = {path: ENGLISH.findall(shown(path.read_text())) for path in templates()}
    assert not [f"{path.relative_to(ROOT)}: {found}" for path, found in words.items() if found]


def messages() -> list[tuple[str, str]]:
    """What Python says to people: refusals, labels and help of forms."""
    found = []
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                said = [
                    k.value
                    for k in node.keywords
                    if k.arg in {"label", "help_text", "empty_label", "message"}
                ]
                said += node.args[1:2] if getattr(node.func, "id", "") == "RuleBroken" else []
                texts = [s.value for s in said if isinstance(s, ast.Constant) and isinstance(s.value, str)]
                found += [(f"{path.relative_to(ROOT)}:{node.lineno}", text) for text in texts]
    return [(where, text) for where, text in found if "/models" not in where]


def test_no_english_in_what_is_said_to_people() -> None:
    assert not [(where, text) for where, text in messages() if ENGLISH.search(text)]
