"""Token buckets: so many at once, then so many a second. No clock inside; whoever asks says what time it is (seconds)."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Bucket:
    """Holds at most `burst` tokens, full at first, refilled at `per_second`. A clock that steps back refills nothing."""

    __slots__ = ("_at", "_tokens", "burst", "per_second")

    def __init__(self, burst: float, per_second: float, now: float) -> None:
        if burst < 1 or per_second <= 0:
            raise ValueError("a bucket holds at least one token and refills")
        self.burst, self.per_second = burst, per_second
        self._tokens, self._at = float(burst), now

    def take(self, now: float, tokens: float = 1) -> bool:
        """Takes the tokens if they are there, all or none."""
        self._refill(now)
        if self._tokens < tokens:
            return False
        self._tokens -= tokens
        return True

    def wait(self, now: float, tokens: float = 1) -> float:
        """Seconds until that many tokens are there; 0 when they are. Infinite for more than the bucket can hold."""
        self._refill(now)
        if tokens > self.burst:
            return float("inf")
        return max(0.0, (tokens - self._tokens) / self.per_second)

    def is_full(self, now: float) -> bool:
        """Whether it stands as a new one would."""
        self._refill(now)
        return self._tokens >= self.burst

    def _refill(self, now: float) -> None:
        if now > self._at:
            self._tokens = min(float(self.burst), self._tokens + (now - self._at) * self.per_second)
        self._at = max(now, self._at)


class Buckets(Generic[Key]):
    """One bucket for each key. Full buckets are forgotten, being as good as new.

    Past `most_keys` the one longest untouched goes too: somebody who makes up keys without end gains a fresh bucket for
    each either way, and must not gain the memory of the house."""

    def __init__(self, burst: float, per_second: float, most_keys: int = 10_000) -> None:
        self.burst, self.per_second, self.most_keys = burst, per_second, most_keys
        self._buckets: OrderedDict[Key, Bucket] = OrderedDict()

    def take(self, key: Key, now: float, tokens: float = 1) -> bool:
        """Takes from the key's bucket, all or none."""
        bucket = self._buckets.get(key)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[key] = Bucket(self.burst, self.per_second, now)
        self._buckets.move_to_end(key)
        return bucket.take(now, tokens)

    def wait(self, key: Key, now: float, tokens: float = 1) -> float:
        """Seconds until the key's bucket has that many."""
        bucket = self._buckets.get(key) or Bucket(self.burst, self.per_second, now)
        return bucket.wait(now, tokens)

    def forget(self, key: Key) -> None:
        """The key starts anew."""
        self._buckets.pop(key, None)

    def __len__(self) -> int:
        return len(self._buckets)

    def _make_room(self, now: float) -> None:
        # The longest untouched stand first, so the walk ends at the first that is not full.
        while self._buckets:
            oldest = next(iter(self._buckets))
            if len(self._buckets) < self.most_keys and not self._buckets[oldest].is_full(now):
                return
            del self._buckets[oldest]
