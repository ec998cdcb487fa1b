"""What the pages of minutes refuse. Joined to the sentences of `accounts.refusals`."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_MINUTES = {
    "minutes_not_there": gettext_noop("The minutes are not at a point where this can be done."),
    "minutes_approved": gettext_noop(
        "The minutes are approved. Publish them; after that they are corrected for everybody to see."
    ),
    "remarks_over": gettext_noop("The time for remarks is over."),
    "approval_waits": gettext_noop(
        "The delegates have not approved them yet: it is done in their sitting, or in a written round."
    ),
    "sitting_approves": gettext_noop("A preparatory sitting comes within a month; the minutes are on its agenda."),
    "round_open": gettext_noop("The rooms are approving this text. End the round first; what they said is kept."),
    "round_over": gettext_noop("No written round is open."),
    "action_over": gettext_noop("This action is over."),
}

for _code, _sentence in OF_MINUTES.items():
    OF_PAGES.setdefault(_code, _sentence)
