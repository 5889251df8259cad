"""Every write of places: offices, holidays, regions."""

from balai.places.actions.holidays import override_holiday, record_holiday_year, withdraw_override
from balai.places.actions.neighbourhoods import set_neighbourhoods
from balai.places.actions.offices import (
    add_counter,
    change_counter,
    change_office,
    confirm_office,
    create_agency,
    create_office,
    hide_office,
    set_hours,
    show_office,
)
from balai.places.actions.regions import Imported, import_regions, record_place

__all__ = [
    "Imported",
    "add_counter",
    "change_counter",
    "change_office",
    "confirm_office",
    "create_agency",
    "create_office",
    "hide_office",
    "import_regions",
    "override_holiday",
    "record_holiday_year",
    "record_place",
    "set_hours",
    "set_neighbourhoods",
    "show_office",
    "withdraw_override",
]
