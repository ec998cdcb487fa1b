"""What the pages of alliances refuse. Joined to the sentences of `accounts.refusals`."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_ALLIANCES = {
    "alliance_needs_account": gettext_noop("Alliances are founded by people with an account. Open one first."),
    "too_many_alliances": gettext_noop("You coordinate {count} alliances. Hand one over before you found another."),
    "alliance_name_taken": gettext_noop("There is an alliance of this name already, or of one that looks the same."),
    "alliance_ended": gettext_noop("This alliance has ended."),
    "charter_empty": gettext_noop("Write the charter first."),
    "note_needed": gettext_noop("Say what changed, so that the rooms know what they accept."),
    "charter_changed": gettext_noop("The charter has a newer version. Read it, then press again."),
    "already_member_room": gettext_noop("The room has a seat in this alliance already."),
    "not_member_room": gettext_noop("The room has no seat in this alliance."),
    "application_over": gettext_noop("This application was answered already."),
    "last_coordinator": gettext_noop("Nobody else coordinates {alliance}. Name another coordinator first."),
    "series_ended": gettext_noop("This series of meetings has ended."),
    "already_mandated": gettext_noop("This person holds this mandate already."),
    "mandate_waits": gettext_noop("{name} has not answered yet. Withdraw that proposal first."),
    "mandate_over": gettext_noop("This proposal was answered or withdrawn already."),
    "mandate_not_active": gettext_noop("This mandate is not in force."),
    "mandate_taken": gettext_noop("Somebody else has been given this place meanwhile."),
    "holds_other_mandate": gettext_noop(
        "{name} holds a mandate of {room} in this series already. One person speaks for one room."
    ),
    "link_unreadable": gettext_noop("Write the whole address, beginning with https://"),
}

OF_PAGES.update(OF_ALLIANCES)
