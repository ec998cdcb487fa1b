"""Why a file cannot become a paper. The codes are those of `refusals.NOT_PREPARED`."""


class CannotPrepare(Exception):
    """`code` is one of encrypted, broken, no_pages, too_many_pages, too_heavy, no_text, not_text, no_printing."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
