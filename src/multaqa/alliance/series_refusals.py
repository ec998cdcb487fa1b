"""What series of meetings refuse. Joined to the sentences of `accounts.refusals`."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_SERIES = {
    "rule_unreadable": gettext_noop("This part of the rule is not understood: {part}"),
    "rule_from": gettext_noop("The first day lies outside the years our calendars know, 1925 to 2077."),
    "rule_never": gettext_noop("No day of any year fits this rule."),
    "too_many_series": gettext_noop("An alliance has at most {count} series of meetings. End one first."),
    "series_title_taken": gettext_noop("There is a series of this title already."),
    "series_days": gettext_noop("The call opens first: its days are the most."),
    "quorum_wrong": gettext_noop("A quorum is a part of all rooms, and more than none."),
    "not_a_rule_date": gettext_noop("The series does not meet on this day. Choose one of its days."),
    "date_taken": gettext_noop("The series meets on this day anyway. Choose another one."),
    "month_unknown": gettext_noop("The tables do not reach this month."),
    "month_start_far": gettext_noop("This is more than two days from the computed day. Look at the month and the year again."),
    "month_length": gettext_noop(
        "A month would have {days} days. A Hijri month has 29 or 30: announce the month before it first."
    ),
}

OF_PAGES.update(OF_SERIES)
