"""What account pages load: `{% load dressing %}`."""
