"""Rehearses the big night over the real wire: simulated people join, ask, are called, speak, chat, stall, drop and come
back, and everything acknowledged is counted against everything heard."""
