"""The front of the house: the first page, the welcome of a new house, and the door of every live room.

It joins rooms and accounts into pages and owns no rows. What happens inside a room is `rooms`; who somebody is,
`accounts`."""
