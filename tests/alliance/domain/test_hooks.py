"""News for the apps above."""

from multaqa.alliance.domain.hooks import Hook


def test_whoever_registers_twice_is_told_once():
    hook, heard = Hook(), []

    @hook
    def hear(fact, *, by):
        heard.append((fact, by))

    hook(hear)
    hook.tell("seat", by="سامي")
    assert heard == [("seat", "سامي")]
