"""What the open call refuses."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_CONTRIBUTIONS = {
    "call_closed": gettext_noop("The call is not open now."),
    "kind_not_taken": gettext_noop("The call does not take this kind."),
    "title_needed": gettext_noop("Give it a title of at least three letters."),
    "too_many_brought": gettext_noop("That is {count} already. Let others have their say, and come back tomorrow."),
    "not_from_here": gettext_noop("This cannot be done with it as it stands now."),
    "sentence_needed": gettext_noop("Write a sentence: whoever brought it will read it."),
    "account_for_support": gettext_noop("People with an account endorse. Sign in, or open an account first."),
    "discussion_closed": gettext_noop("The discussion is closed."),
}

OF_PAGES.update(OF_CONTRIBUTIONS)
