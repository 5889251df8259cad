from balai.catalogue.actions.standards import discard_draft, edit_standard, publish_standard, start_draft

__all__ = ["discard_draft", "edit_standard", "publish_standard", "start_draft"]
