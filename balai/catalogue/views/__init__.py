from balai.catalogue.views import manage, public, services

__all__ = ["manage", "public", "services"]
