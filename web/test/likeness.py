"""How much a recording sounds like its source: normalised cross-correlation, a second at a time."""

import numpy as np

RATE = 48_000


def windows_alike(
    source: np.ndarray, heard: np.ndarray, *, step: float = 0.5, loud: float = 0.01
) -> list[tuple[float, float, float]]:
    """For each loud second of `heard`: its time (s), the best correlation with `source`, and where in it (s)."""
    found = []
    size = RATE
    padded = 1 << int(np.ceil(np.log2(len(source) + size)))
    spectrum = np.fft.rfft(source, padded)
    energy = np.concatenate([[0.0], np.cumsum(source.astype(np.float64) ** 2)])
    norms = np.sqrt(np.maximum(energy[size:] - energy[:-size], 1e-9))
    for start in range(0, len(heard) - size, int(step * RATE)):
        window = heard[start : start + size].astype(np.float64)
        if np.sqrt(np.mean(window**2)) < loud:
            continue
        product = np.fft.irfft(spectrum * np.conj(np.fft.rfft(window, padded)), padded)[: len(norms)]
        scores = product / (norms * np.linalg.norm(window))
        best = int(np.argmax(scores))
        found.append((start / RATE, float(scores[best]), best / RATE))
    return found
