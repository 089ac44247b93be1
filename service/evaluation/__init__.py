"""How right extraction is, measured against articles labelled by hand."""
