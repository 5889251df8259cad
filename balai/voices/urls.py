"""Addresses of voices: residents, outside bodies, officers."""

from django.urls import path, re_path

from balai.base import converters  # noqa: F401 - registers <token:…>
from balai.voices.views import person

app_name = "voices"

residents = [
    path("suara/", person.doors, name="doors"),
    path("suara/tulis/<slug:slug>/", person.write, name="write"),
    path("suara/lacak/", person.track, name="track"),
    path("suara/<token:token>/", person.own, name="own"),
    path("suara/<token:token>/balas/", person.reply, name="reply"),
    path("suara/<token:token>/belum/", person.not_yet, name="not_yet"),
    re_path(r"^suara/(?P<token>[A-Za-z0-9_-]{22})/(?P<how>beres|didengar|cabut)/$", person.end, name="end"),
    path("suara/<token:token>/tautan/", person.renew, name="renew"),
    path("suara/<token:token>/izin/<int:pk>/", person.take_back, name="take_back"),
    path("suara/<token:token>/kabar/", person.tell_me, name="tell_me"),
    path("suara/<token:token>/berkas/<int:pk>/", person.file, name="file"),
]

urlpatterns = residents
