"""Addresses of voices: residents, outside bodies, officers."""

from django.urls import path, re_path

from balai.base import converters  # noqa: F401 - registers <token:…>, <code:…> and <isoday:…>
from balai.voices.views import (
    board,
    desk,
    moderating,
    opening,
    person,
    promises,
    referrals,
    room,
    spots,
    suggestion,
    trends,
)

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
    path("suara/<token:token>/nama/", person.keep_name_back, name="keep_name_back"),
    path("suara/<token:token>/kutipan/", person.stop_quoting, name="stop_quoting"),
    path("suara/<token:token>/data/", person.own_data, name="own_data"),
    path("suara/<token:token>/hapus/", person.erase, name="erase"),
    path("suara/<token:token>/kabar/", person.tell_me, name="tell_me"),
    path("suara/<token:token>/berkas/<int:pk>/", person.file, name="file"),
    path("janji/<slug:slug>/", promises.office, name="promises"),
]

board_pages = [
    path("tanya/aturan/", board.rules, name="board_rules"),
    path("tanya/<slug:slug>/<isoday:on>/", board.board, name="board"),
    path("tanya/<slug:slug>/<isoday:on>/kirim/", board.ask, name="ask"),
    path("tanya/<slug:slug>/<isoday:on>/mirip/", board.alike, name="board_alike"),
    path("tanya/<slug:slug>/<isoday:on>/hadir/", board.present, name="present"),
    path("tanya/<slug:slug>/<isoday:on>/dukung/", board.vote, name="vote"),
    path("tanya/<slug:slug>/<isoday:on>/layar/", board.screen, name="screen"),
    path("kelola/tanya/", moderating.boards, name="boards"),
    path("kelola/tanya/<int:session_id>/", moderating.moderate, name="moderate"),
    path("kelola/tanya/<int:session_id>/baru/", moderating.ask_for, name="ask_for"),
    path("kelola/tanya/<int:session_id>/<int:number>/", moderating.question, name="board_question"),
    path("kelola/tanya/<int:session_id>/<int:number>/<slug:name>/", moderating.deed, name="board_deed"),
]

spot_pages = [
    path("tempat-kotor/<slug:slug>/", spots.spots, name="spots"),
    path("tempat-kotor/<slug:slug>/lapor/", spots.report, name="report_spot"),
    path("kelola/tempat-kotor/", spots.desk, name="spot_desk"),
    path("kelola/tempat-kotor/baru/", spots.report_for, name="spot_for"),
    path("kelola/tempat-kotor/bersama/", spots.many, name="spots_many"),
    path("kelola/tempat-kotor/<int:pk>/", spots.spot, name="spot"),
    path("kelola/tempat-kotor/<int:pk>/<slug:name>/", spots.spot_deed, name="spot_deed"),
]

outside_bodies = [
    path("rujukan/<token:token>/", referrals.outside, name="outside"),
    path("rujukan/<token:token>/berkas/<int:file>/", referrals.outside_file, name="outside_file"),
    path("rujukan/<token:token>/<slug:name>/", referrals.outside_deed, name="outside_deed"),
]

officers = [
    path("kelola/suara/", desk.listing, name="inbox"),
    path("kelola/suara/baru/", desk.for_person, name="for_person"),
    path("kelola/suara/jawab-bersama/", desk.many, name="many"),
    path("kelola/suara/saringan/", desk.save_view, name="save_view"),
    path("kelola/suara/saringan/<int:pk>/hapus/", desk.drop_view, name="drop_view"),
    path("kelola/suara/saran/", suggestion.suggestion, name="suggest"),
    path("kelola/suara/<code:code>/", desk.case, name="case"),
    path(
        "kelola/suara/<code:code>/rujukan/<int:pk>/tarik/", desk.take_back_referral, name="take_back_referral"
    ),
    path("kelola/suara/<code:code>/rujukan/<int:pk>/hapus/", desk.deletion_asked, name="deletion_asked"),
    path("kelola/suara/<code:code>/berkas/<int:pk>/", desk.file, name="case_file"),
    path("kelola/suara/<code:code>/mirip/", desk.others_alike, name="alike"),
    path("kelola/suara/<code:code>/identitas/", opening.identity, name="identity"),
    path("kelola/suara/darurat/", opening.emergency, name="emergency"),
    path("kelola/pembukaan/", opening.glasses, name="glasses"),
    path("kelola/pembukaan/<int:pk>/dibaca/", opening.read_glass, name="read_glass"),
    path("kelola/suara/<code:code>/<slug:name>/", desk.deed, name="deed"),
    path("kelola/rujukan/", referrals.listing, name="referrals"),
    path("kelola/rujukan/<int:pk>/", referrals.ours, name="referral"),
    path("kelola/rujukan/<int:pk>/identitas/", referrals.our_identity, name="referral_identity"),
    path("kelola/rujukan/<int:pk>/berkas/<int:file>/", referrals.our_file, name="referral_file"),
    path("kelola/rujukan/<int:pk>/<slug:name>/", referrals.our_deed, name="referral_deed"),
    path("kelola/janji/", promises.head, name="ledger"),
]

listeners = [
    path("kelola/dengar/", room.start, name="listen"),
    path("kelola/dengar/<int:pk>/", room.hearing, name="hearing"),
    path("kelola/dengar/<int:pk>/jawaban/", room.answer, name="may_record"),
    path("kelola/dengar/<int:pk>/simpan/", room.keep, name="keep_draft"),
    path("kelola/dengar/<int:pk>/bacakan/", room.read_back, name="read_back"),
    path("kelola/dengar/<int:pk>/selesai/", room.leave, name="leave_untold"),
    path("kelola/dengar/<int:pk>/slip/", room.slip, name="slip"),
    path("kelola/dengar/bantuan/<slug:slug>/", room.help_numbers, name="help_numbers"),
]

trend_pages = [
    path("tren/<slug:slug>/", trends.trends, name="trends"),
    path("tren/<slug:slug>/tren.csv", trends.table, name="trends_table"),
    path("tren/<slug:slug>/tren.jsonld", trends.catalogue, name="trends_catalogue"),
    path("kelola/tren/", trends.manage, name="manage_trends"),
    path("kelola/tren/<slug:slug>/", trends.manage_trend, name="manage_trend"),
    path("kelola/tren/<slug:slug>/tren.csv", trends.manage_table, name="manage_trend_table"),
    path("kelola/tren/<slug:slug>/tindak-lanjut/", trends.tell, name="tell"),
    path("kelola/tren/<slug:slug>/usulan/", trends.propose, name="propose"),
    path("kelola/tren/<slug:slug>/usulan/<int:pk>/", trends.proposal, name="proposal"),
]

urlpatterns = [*residents, *outside_bodies, *officers, *listeners, *trend_pages, *board_pages, *spot_pages]
