from django.urls import path

from balai.places import views

app_name = "places"
urlpatterns = [
    path("kelola/kantor/<slug:slug>/", views.office, name="office"),
    path("kelola/kantor/<slug:slug>/jam/<slug:season>/", views.hours, name="hours"),
    path("kelola/kantor/<slug:slug>/loket/", views.add_counter, name="add_counter"),
    path("kelola/kantor/<slug:slug>/loket/<int:number>/", views.change_counter, name="change_counter"),
    path("kelola/kantor/<slug:slug>/pastikan/", views.confirm, name="confirm"),
    path("kelola/kantor/<slug:slug>/tampil/", views.show, name="show"),
    path("kelola/kantor/<slug:slug>/rt-rw/", views.neighbourhoods, name="neighbourhoods"),
    path("kelola/instansi/", views.agencies, name="agencies"),
    path("kelola/hari-libur/<int:year>/", views.calendar, name="calendar"),
    path("kelola/hari-libur/<int:year>/ubahan/", views.override, name="override"),
    path("kelola/hari-libur/<int:year>/ubahan/<int:pk>/cabut/", views.withdraw, name="withdraw"),
]
