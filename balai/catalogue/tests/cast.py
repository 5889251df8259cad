"""What several tests of the catalogue need."""

from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).parent


def questions(file: str) -> list[list[str]]:
    rows = (HERE / file).read_text().splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")]


def filled(editor_page: str) -> dict[str, str]:
    """The fields of the page's form as a browser would send them back, untouched."""

    class Fields(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.data: dict[str, str] = {}
            self.select = self.area = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            name = values.get("name") or ""
            if tag == "input" and name and (values.get("type") != "checkbox" or "checked" in values):
                self.data[name] = values.get("value") or "on"
                if values.get("type") != "checkbox":
                    self.data[name] = values.get("value") or ""
            if tag == "textarea":
                self.area, self.data[name] = name, ""
            if tag == "select":
                self.select, self.data[name] = name, ""
            if tag == "option" and self.select and "selected" in values:
                self.data[self.select] = values.get("value") or ""

        def handle_data(self, data: str) -> None:
            if self.area:
                self.data[self.area] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.data[self.area] = self.data[self.area].removeprefix("\n")
                self.area = ""
            if tag == "select":
                self.select = ""

    fields = Fields()
    fields.feed(editor_page)
    return fields.data
