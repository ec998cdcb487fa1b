"""People: who somebody is, how they sign in, how they wish to be addressed, and how they leave with what is theirs.

Owns persons and personal links. Does not know rooms: offices and memberships are told above."""
