"""What only the pages of sittings and guests refuse; the wire never carries these."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_SITTINGS = {
    "no_host": gettext_noop("The sitting has no host room yet."),
    "room_busy": gettext_noop("Another sitting is being held in this room."),
    "already_answered": gettext_noop("The guest has answered already. Make a new link if the old one was lost."),
    "not_sent_yet": gettext_noop("The invitation has not been sent yet."),
    "not_coming": gettext_noop("The guest has not said that they will attend."),
}

OF_PAGES.update(OF_SITTINGS)
