"""What the engine decides: no I/O, no clock, no tasks. Every `now` is given, in ms unless its name says seconds."""
