"""OCB2 over AES-128, as Mumble puts around each UDP packet: one byte of the nonce, three of the tag, the ciphertext.

Written from Rogaway's description of OCB2; only what a listener needs: to be known to the server, and to hear it."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 16
_MASK = (1 << 128) - 1


class Crypt:
    """One connection's keys. Nonces are counters, least byte first."""

    def __init__(self, key: bytes, client_nonce: bytes, server_nonce: bytes) -> None:
        self._encrypt = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 - the block cipher OCB2 is made of
        self._decrypt = Cipher(algorithms.AES(key), modes.ECB()).decryptor()  # noqa: S305
        self._mine = int.from_bytes(client_nonce, "little")
        self._theirs = int.from_bytes(server_nonce, "little")

    def seal(self, plain: bytes) -> bytes:
        """A packet to the server."""
        self._mine += 1
        nonce = (self._mine & _MASK).to_bytes(BLOCK, "little")
        cipher, tag = self._sealed(plain, nonce)
        return nonce[:1] + tag[:3] + cipher

    def open(self, packet: bytes) -> bytes | None:
        """What the server said; None when the tag does not fit."""
        ahead = (packet[0] - self._theirs) & 0xFF
        self._theirs += ahead if ahead < 128 else ahead - 256
        plain, tag = self._opened(packet[4:], (self._theirs & _MASK).to_bytes(BLOCK, "little"))
        return plain if tag[:3] == packet[1:4] else None

    def _sealed(self, plain: bytes, nonce: bytes) -> tuple[bytes, bytes]:
        delta, checksum, out, at = self._first(nonce), 0, [], 0
        while len(plain) - at > BLOCK:
            delta, block = _double(delta), int.from_bytes(plain[at : at + BLOCK], "big")
            out.append(_bytes(self._e(block ^ delta) ^ delta))
            checksum, at = checksum ^ block, at + BLOCK
        delta, pad, size = self._last(delta, len(plain) - at)
        rest = plain[at:] + pad[size:]
        out.append(_xor(rest, pad)[:size])
        return b"".join(out), self._tag(delta, checksum ^ int.from_bytes(rest, "big"))

    def _opened(self, cipher: bytes, nonce: bytes) -> tuple[bytes, bytes]:
        delta, checksum, out, at = self._first(nonce), 0, [], 0
        while len(cipher) - at > BLOCK:
            delta = _double(delta)
            block = self._d(int.from_bytes(cipher[at : at + BLOCK], "big") ^ delta) ^ delta
            out.append(_bytes(block))
            checksum, at = checksum ^ block, at + BLOCK
        delta, pad, size = self._last(delta, len(cipher) - at)
        rest = _xor(cipher[at:] + bytes(BLOCK - size), pad)[:size]
        out.append(rest)
        return b"".join(out), self._tag(delta, checksum ^ int.from_bytes(rest + pad[size:], "big"))

    def _first(self, nonce: bytes) -> int:
        return self._e(int.from_bytes(nonce, "big"))

    def _last(self, delta: int, size: int) -> tuple[int, bytes, int]:
        delta = _double(delta)
        return delta, _bytes(self._e((size * 8) ^ delta)), size

    def _tag(self, delta: int, checksum: int) -> bytes:
        return _bytes(self._e(_double(delta) ^ delta ^ checksum))

    def _e(self, block: int) -> int:
        return int.from_bytes(self._encrypt.update(_bytes(block)), "big")

    def _d(self, block: int) -> int:
        return int.from_bytes(self._decrypt.update(_bytes(block)), "big")


def _double(block: int) -> int:
    return ((block << 1) & _MASK) ^ (0x87 if block >> 127 else 0)


def _bytes(block: int) -> bytes:
    return block.to_bytes(BLOCK, "big")


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
