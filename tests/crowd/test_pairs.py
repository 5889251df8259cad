"""Publishing beside covering anew: what is public was seen by whoever said so, whichever came first."""

import pytest

from balai.base.errors import RuleBroken
from balai.field import actions as field_actions
from balai.programs import actions, field
from balai.programs.models import Copy, Pair, Shot
from balai.programs.pairs import pairs_of
from tests import make
from tests.crowd.together import tally, threads

pytestmark = [pytest.mark.crowd, pytest.mark.django_db(transaction=True)]


def test_what_is_covered_anew_while_somebody_publishes_is_never_public_unseen():
    pair = make.pair(make.session())
    by, seen = make.head(pair.session.program.office), list(Copy.objects.values_list("pk", flat=True))
    shot = Shot.objects.get(pair=pair, side="before")

    def publish():
        return actions.publish_pair(pair=pair, seen=seen, stated=True, by=by, now=make.NOW)

    answers = tally(threads([publish, lambda: make.copy(shot, by=by, after=1)] * 4))
    assert {"ok", "cover.changed"} <= set(answers)
    assert Copy.objects.filter(shot=shot, file__state="clean").count() == 1
    assert pairs_of(pair.session) == []
    with pytest.raises(RuleBroken, match="ditutup ulang"):
        publish()


def test_six_phones_at_one_new_spot_make_one_pair_with_one_chosen_photo():
    session = make.session()
    phones = [make.phone_of(session.program.office, now=session.starts_at) for _ in range(6)]
    about = field.about_of(session)
    for phone in phones:
        id = phone.record("foto", about=about, photos=[make.picture()], titik="Gang Damai", sisi="sebelum")
        field_actions.receive(client_id=id, sender=phone.uid, raw=phone.made[id], now=session.starts_at)
    threads([lambda: field_actions.apply_due(now=session.starts_at)] * 4)
    standings = sorted(Pair.objects.get().shots.values_list("standing", flat=True))
    assert standings == ["chosen", *["rival"] * 5]
