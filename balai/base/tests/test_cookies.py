"""Over https every cookie of ours belongs to this host alone; over http its name is plain."""

import ast
from http.cookies import Morsel

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import RequestFactory

from balai.base.cookies import forget_cookie, keep_cookie, read_cookie
from tests.house.tree import python_files, spelled, tree_of


def kept(name: str) -> Morsel[str]:
    response = HttpResponse()
    keep_cookie(response, "kantor", "plaju", seconds=60)
    return response.cookies[name]


def test_over_https_only_this_host_may_set_it(settings: LazySettings):
    settings.SECURE_COOKIES = True
    cookie = kept("__Host-kantor")
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_over_http_the_name_is_plain(settings: LazySettings):
    settings.SECURE_COOKIES = False
    assert not kept("kantor")["secure"]


@pytest.mark.parametrize(("secure", "read"), [(True, "kita"), (False, "tetangga")])
def test_what_a_neighbour_planted_is_not_read(settings: LazySettings, secure: bool, read: str):
    """A site on a sister domain can set `kantor` for us, but never `__Host-kantor`."""
    settings.SECURE_COOKIES = secure
    request = RequestFactory().get("/", HTTP_COOKIE="kantor=tetangga; __Host-kantor=kita")
    assert read_cookie(request, "kantor") == read


def test_a_browser_agrees_to_forget_it(settings: LazySettings):
    settings.SECURE_COOKIES = True
    response = HttpResponse()
    forget_cookie(response, "kantor")
    cookie = response.cookies["__Host-kantor"]
    assert (cookie["max-age"], cookie["secure"], cookie["path"]) == (0, True, "/")


def test_no_cookie_is_set_past_this_module():
    calls = {
        path.name
        for path in python_files()
        if "_cookie(" in path.read_text()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and spelled(node.func).endswith((".set_cookie", ".delete_cookie"))
    }
    assert calls == {"cookies.py"}
