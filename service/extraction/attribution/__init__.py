"""Attribution: which cue brings a quote in, and whose words they are."""
