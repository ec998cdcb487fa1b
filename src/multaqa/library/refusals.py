"""What only the pages of the library refuse. Joined to the sentences of `accounts.refusals`."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_LIBRARY = {"chapter_title_needed": gettext_noop("A chapter needs a title.")}

OF_PAGES.update(OF_LIBRARY)
