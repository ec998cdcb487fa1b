"""A small believable world for an empty server, so that a newcomer can be the owner, a supervisor, a member or a visitor
within a minute. Not for a server that others can reach."""
