"""What the pages of months refuse. Joined to the sentences of `accounts.refusals`."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_MONTHS = {
    "no_date": gettext_noop("The rule of this series has no further day."),
    "after_preparatory": gettext_noop("The call and the papers end before the preparatory meeting begins."),
    "date_past": gettext_noop("That day has passed already."),
    "month_taken": gettext_noop("A month of this series is planned for that day already."),
    "host_elsewhere": gettext_noop("This room lives elsewhere; no sitting can be held in it."),
    "not_in_this_state": gettext_noop("The month is not at a point where this can be done."),
    "no_topic": gettext_noop("Name the topic of the month first."),
}

for _code, _sentence in OF_MONTHS.items():
    OF_PAGES.setdefault(_code, _sentence)
