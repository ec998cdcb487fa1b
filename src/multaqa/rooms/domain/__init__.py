"""What can be done in a room. Each deed refuses, locks, writes, records and announces, in that order and in one transaction."""
