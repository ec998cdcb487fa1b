"""What has no domain word inside: names and Arabic text, digits, dates, buckets. Imports none of us."""
