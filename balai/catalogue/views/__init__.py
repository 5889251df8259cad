from balai.catalogue.views import manage, public

__all__ = ["manage", "public"]
