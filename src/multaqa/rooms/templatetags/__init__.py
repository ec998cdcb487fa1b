"""What the pages of rooms load: `{% load rooms %}`."""
