"""What only the pages of rooms refuse; the wire never carries these. Joined to the sentences of `accounts.refusals`."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_ROOMS = {
    "account_needed": gettext_noop("Rooms are made by people with an account. Open one first."),
    "too_many_rooms": gettext_noop("You own {count} rooms. Close one for good before you make another."),
    "room_name_taken": gettext_noop("There is a room of this name already, or of one that looks the same."),
    "room_name_office": gettext_noop("A room is not named after an office."),
    "room_name_not_typed": gettext_noop("This is not the name of the room as it is written here."),
    "picture_unreadable": gettext_noop("This is not a picture we can read. Send a PNG, JPEG or WebP."),
    "picture_too_large": gettext_noop("This picture is too large. Send one of at most {megabytes} MB."),
    "lives_elsewhere": gettext_noop("This room lives elsewhere and meets under its own link."),
    "zone_unknown": gettext_noop("This time zone is not known."),
    "too_many_lines": gettext_noop("A programme has at most {count} lines."),
    "line_twice": gettext_noop("The programme has a line at this day and hour already."),
    "no_such_account": gettext_noop("No account has this address. Send its owner a personal link instead."),
    "already_member": gettext_noop("This person belongs to the room already."),
    "not_member": gettext_noop("This person does not belong to the room."),
    "already_supervisor": gettext_noop("This person keeps order here already."),
    "not_supervisor": gettext_noop("This person does not keep order here."),
    "owner_stays": gettext_noop("An owner gives the room to somebody else before going."),
    "needs_account": gettext_noop("An office in a room is held by somebody with an account."),
    "ban_stands": gettext_noop("A ban or bounce keeps this person out. Lift it first."),
    "not_guest_link": gettext_noop("This link is not one of this room."),
}

OF_PAGES.update(OF_ROOMS)
