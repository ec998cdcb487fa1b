"""What the doctor says of a PostgreSQL."""

from collections.abc import Iterator

from multaqa.config import Config
from multaqa.operate import postgresql
from multaqa.operate.findings import Finding, Verdict

MOST_SKEW_SECONDS = 1.0


def findings_of(config: Config) -> Iterator[Finding]:
    """Each thing the server could have wrong. Raises CannotOperate when it cannot be reached."""
    seen, ahead = postgresql.look(config)
    yield Finding("database", Verdict.OK, f"{postgresql.where(config)} can be reached.")
    reasons = postgresql.unfit(seen)
    for reason in reasons:
        yield Finding("PostgreSQL", Verdict.WRONG, reason)
    if not reasons:
        yield Finding("PostgreSQL", Verdict.OK, f"version {seen.version_text}, text in UTF-8, needs no extension.")
    if seen.synchronous_commit != "off":
        yield _durable(seen)
    yield _in_time(ahead)
    yield _room_for(seen, config.database_pool_number)


def _durable(seen: postgresql.Seen) -> Finding:
    thing = "durability"
    if not seen.survives_power:
        return Finding(
            thing, Verdict.WRONG, "fsync or full_page_writes is off: a power cut may spoil the database; set both to on."
        )
    if seen.synchronous_commit == "off":
        return Finding(thing, Verdict.WRONG, "synchronous_commit is off: the last seconds may be lost; set it to on.")
    if seen.standbys and seen.synchronous_commit != "local" and not seen.followers:
        sentence = f"no standby is connected, and every deed waits for one ({seen.standbys}); bring it back, or go on alone with "
        return Finding(thing, Verdict.WRONG, f"{sentence}ALTER SYSTEM SET synchronous_standby_names = '' and pg_reload_conf().")
    if seen.standbys and seen.synchronous_commit != "local":
        return Finding(thing, Verdict.OK, f"what is acknowledged is on the disk here and with a standby ({seen.standbys}).")
    return Finding(thing, Verdict.OK, "what is acknowledged is on the disk; no standby has it yet.")


def _in_time(ahead: float) -> Finding:
    thing, skew = "clock of the database", f"{abs(ahead):.1f} s {'ahead of' if ahead > 0 else 'behind'} this machine's"
    if abs(ahead) > MOST_SKEW_SECONDS:
        return Finding(thing, Verdict.WRONG, f"it is {skew}; let both follow the same time servers.")
    return Finding(thing, Verdict.OK, f"it is with this machine's, to {abs(ahead):.1f} s.")


def _room_for(seen: postgresql.Seen, pool: int) -> Finding:
    thing, free = "connections", seen.places - seen.taken
    if pool > seen.places:
        return Finding(thing, Verdict.WRONG, f"the server takes {seen.places}, this node may want {pool}; raise max_connections.")
    if pool > free:
        sentence = f"this node may want {pool}, and {seen.taken} of {seen.places} are taken; raise max_connections."
        return Finding(thing, Verdict.NOTE, sentence)
    return Finding(thing, Verdict.OK, f"the pool of {pool} has room: {seen.taken} of {seen.places} are taken.")
