from balai.catalogue.actions.services import create_service, edit_service, serve_again, stop_serving
from balai.catalogue.actions.standards import discard_draft, edit_standard, publish_standard, start_draft

__all__ = [
    "create_service",
    "discard_draft",
    "edit_service",
    "edit_standard",
    "publish_standard",
    "serve_again",
    "start_draft",
    "stop_serving",
]
