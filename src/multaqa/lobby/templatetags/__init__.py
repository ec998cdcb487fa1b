"""What the templates of the lobby load: `{% load lobby %}`."""
