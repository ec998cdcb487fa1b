"""Words and figures of the month, for templates."""
