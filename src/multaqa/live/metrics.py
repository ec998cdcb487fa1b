"""What the operator sees of the engine. Never labelled by person or room."""

from prometheus_client import Counter, Gauge, Histogram

CONNECTIONS = Gauge("multaqa_connections", "Sockets connected now")
GATHERINGS = Gauge("multaqa_gatherings", "Gatherings held on this node")
FRAMES_IN = Counter("multaqa_frames_in", "Frames from browsers", ["kind"])
FRAMES_OUT = Counter("multaqa_frames_out", "Frames to browsers", ["kind"])
DROPPED = Counter("multaqa_sound_dropped", "Frames of sound not sent to listeners who were behind")
REFUSED_SOUND = Counter("multaqa_sound_refused", "Frames of sound not taken from a connection", ["verdict"])
CLOSED = Counter("multaqa_closed", "Sockets closed by the node", ["code"])
DEEDS = Counter("multaqa_deeds", "Commands performed", ["deed", "result"])
DEED_SECONDS = Histogram(
    "multaqa_deed_seconds", "From a command to its answer", buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
)
RECORDING = Gauge("multaqa_recordings_open", "Turns being recorded now")
RECORDING_LOST = Counter("multaqa_recording_lost", "Frames of sound missing in a recording, and recordings that failed")
LOOP_LAG = Histogram(
    "multaqa_loop_lag_seconds", "How late the event loop wakes", buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
)
BUS_DROPPED = Counter("multaqa_bus_dropped", "Messages to or from other nodes that the bus could not carry")
BUS_MALFORMED = Counter("multaqa_bus_malformed", "Messages from other nodes that could not be read")
