"""What templates load: `{% load common %}`."""
