"""A deed that says no. Pure, so that the engine may catch it too; the sentence is made at the door, in the reader's
language, by `accounts.refusals.sentence`."""

Fact = str | int | bool | None


class Refused(Exception):
    """`code` is one of wire.refusals; `facts` fill its sentence. Times among the facts are ms since the epoch."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Fact] = dict(facts)
