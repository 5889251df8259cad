"""Addresses of officers. The library's own names are kept, since it looks its pages up by them."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.usersessions import views as sign_ins
from django.urls import include, path

from balai.base.audience import public, signed_in
from balai.people.views import calls, officers, offices, record, signing_in

NEW_CODES, CODES_FILE = "mfa_generate_recovery_codes", "mfa_download_recovery_codes"

own = [
    path("akun/mulai/", signing_in.begin, name="begin"),
    path("akun/perangkat/<int:pk>/akhiri/", signing_in.end_sign_in, name="end_sign_in"),
    path("kelola/kabar/", calls.listing, name="calls"),
    path("kelola/kabar/<int:pk>/", calls.call, name="call"),
    path("kelola/kabar/<int:pk>/<slug:deed>/", calls.deed, name="call_deed"),
    path("kelola/kantor/", offices.offices, name="offices"),
    path("kelola/kantor/baru/", offices.create, name="create_office"),
    path("kelola/kantor/<slug:slug>/kepala/", offices.first_head, name="first_head"),
    path("kelola/petugas/", officers.listing, name="officers"),
    path("kelola/petugas/baru/", officers.create, name="create"),
    path("kelola/petugas/<slug:pseudonym>/", officers.officer, name="officer"),
    path("kelola/petugas/<slug:pseudonym>/tugas/", officers.give, name="give"),
    path("kelola/petugas/<slug:pseudonym>/tugas/<int:pk>/akhiri/", officers.end, name="end"),
    path("kelola/petugas/<slug:pseudonym>/atur-ulang/", officers.reset, name="reset"),
]


def ours(view: Any) -> Any:
    """A library's view under our audience."""
    return signed_in(view)


urlpatterns = [
    path("masuk/", signing_in.sign_in, name="account_login"),
    path("masuk/kode/", public(codes.authenticate), name="mfa_authenticate"),
    path("keluar/", signing_in.sign_out, name="account_logout"),
    path("akun/", signing_in.account, name="mfa_index"),
    path("akun/kata-sandi/", ours(account.password_change), name="account_change_password"),
    path("akun/konfirmasi/", ours(account.reauthenticate), name="account_reauthenticate"),
    path("akun/konfirmasi/kode/", ours(codes.reauthenticate), name="mfa_reauthenticate"),
    path("akun/kode/pasang/", ours(signing_in.SetUpCode.as_view()), name="mfa_activate_totp"),
    path("akun/kode/ganti/", ours(signing_in.ReplaceCode.as_view()), name="mfa_deactivate_totp"),
    path("akun/kode-cadangan/", ours(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "akun/kode-cadangan/baru/", ours(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "akun/kode-cadangan/unduh/",
        ours(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("akun/perangkat/", ours(sign_ins.list_usersessions), name="usersessions_list"),
    path("", include((own, "people"))),
    path("", include(([path("kelola/catatan/", record.entries, name="entries")], "audit"))),
]
