"""Every code a refusal may carry, with its English sentence. The sentence is the message id of its translation;
`{facts}` are filled in by whoever shows it."""

REFUSALS: dict[str, str] = {
    # the wire
    "malformed": "This message could not be read.",
    "unknown_command": "This command is not known.",
    "too_long": "This is longer than allowed.",
    "too_fast": "Too fast. Try again in {seconds} seconds.",
    "hello_first": "The connection has not been opened yet.",
    "unavailable": "This could not be saved now. Nothing was lost; try again.",
    # who one is
    "name_needed": "Choose a name first.",
    "not_allowed": "This is not open to you here.",
    "members_only": "This is open to members of the room.",
    "visitors_listen": "In this room visitors listen. Sign in to take part.",
    # the gathering
    "not_live": "The room is not open now.",
    "gathering_closed": "The gathering has ended.",
    "gathering_suspended": "The gathering is suspended until {until}.",
    # the floor
    "line_closed": "The list of speakers is closed since {at}.",
    "already_waiting": "You already have a place in line.",
    "on_the_floor": "You have the floor already.",
    "voice_stopped": "Your voice is stopped until {until}. The reason: {why}",
    "kind_not_offered": "This kind of turn is not offered here.",
    "text_needed": "Write the contribution first.",
    "no_place": "You have no place in line.",
    "not_called": "You have not been called, or the time to answer has passed.",
    "no_floor": "You do not have the floor.",
    "nothing_kept": "There is no turn of yours to come back to.",
    "no_microphone_free": "Every microphone is taken.",
    "turn_over": "This turn is already over.",
    "turn_not_waiting": "This request is no longer waiting.",
    "turn_not_speaking": "This person does not have the floor now.",
    "not_written": "Only a written contribution is read out.",
    # words
    "text_stopped": "Your writing is stopped until {until}. The reason: {why}",
    "slow_mode": "One message every {seconds} seconds here. Try again in {wait} seconds.",
    "links_not_allowed": "Links are not allowed here for you.",
    "no_such_message": "This message is not here.",
    "empty": "Write something first.",
    # order
    "no_such_person": "This person is not known here.",
    "cannot_sanction_staff": "Those who keep order here are not sanctioned this way; the owner changes their office.",
    "end_needed": "Say when it ends.",
    "word_needed": "Choose the word that opens the room.",
    "already_in_force": "This is already in force until {until}.",
    "already_lifted": "This was already lifted.",
    "already_undone": "This was already undone.",
    "cannot_undo": "This cannot be undone.",
    "too_late_to_undo": "The line has moved on; this cannot be undone any more.",
}
