"""What the open call refuses."""

from django.utils.translation import gettext_noop

from multaqa.accounts.refusals import OF_PAGES

OF_CONTRIBUTIONS = {
    "call_closed": gettext_noop("The call is not open now."),
    "kind_not_taken": gettext_noop("The call does not take this kind."),
    "title_needed": gettext_noop("Give it a title of at least three letters."),
    "too_many_brought": gettext_noop("That is {count} already. Let others have their say, and come back tomorrow."),
    "not_from_here": gettext_noop("This cannot be done with it as it stands now."),
    "no_such_contribution": gettext_noop("No other contribution of this call has this number."),
    "merge_refused": gettext_noop("Its author has said already that the two stay apart."),
    "sentence_needed": gettext_noop("Write a sentence: whoever brought it will read it."),
    "account_for_support": gettext_noop("People with an account endorse. Sign in, or open an account first."),
    "discussion_closed": gettext_noop("The discussion is closed."),
    "papers_closed": gettext_noop("Working papers are not taken now."),
    "too_many_papers": gettext_noop("That is {count} already: more are not taken."),
    "paper_not_ready": gettext_noop("Its pages are not prepared yet."),
    "paper_has_its_own": gettext_noop("A working paper is approved or given back by its revision, on its page."),
    "file_needed": gettext_noop("Choose the file of the paper."),
    "file_empty": gettext_noop("The file is empty."),
    "file_too_large": gettext_noop("The file is larger than {most} MB."),
    "file_kind_not_taken": gettext_noop("This file is no PDF, no Word file (DOCX) and no plain text."),
    "file_not_as_named": gettext_noop("What is in the file is not what its name says. Save it again under its right kind."),
}

# Why a paper could not be prepared: for its author, beside the form for another file.
NOT_PREPARED = {
    "encrypted": gettext_noop("The file is protected by a password or by restrictions. Save it without them."),
    "broken": gettext_noop("The file is damaged and cannot be opened. Save it again, best as PDF."),
    "no_pages": gettext_noop("The file has no pages."),
    "too_many_pages": gettext_noop("The file has more than 200 pages."),
    "too_heavy": gettext_noop("The file is too heavy to be drawn. Make its pictures smaller, or shorten it."),
    "no_text": gettext_noop("There is no text in the file."),
    "not_text": gettext_noop("The text cannot be read. Save it as UTF-8."),
    "no_printing": gettext_noop("This house can draw only PDF files for now. Save the paper as PDF."),
    "lost": gettext_noop("The file is not there any more."),
}

OF_PAGES.update(OF_CONTRIBUTIONS)
