"""What the catalogue's templates ask."""

from django import template

from balai.catalogue.models import NotServed, Service

register = template.Library()


@register.filter
def of_service(rows: dict[int, NotServed], service: Service) -> NotServed | None:
    """What is said of this service, if anything."""
    return rows.get(service.pk)
