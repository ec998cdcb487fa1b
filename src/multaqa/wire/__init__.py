"""The words of the wire: every message between a browser and a node, typed once.

Owns the commands, the events, the views inside them, the audio header, the close codes, the codec, and the
generator that writes the browser's TypeScript types and the protocol page from them. Knows nothing of Django,
of the engine, or of what a command does.
"""
