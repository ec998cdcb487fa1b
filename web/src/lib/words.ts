/** Every word the browser says, in one place: the translators' file. It is long because it is a dictionary.
 *  Functions, not constants: the catalogue may be loaded after this file is read. */

import { number } from "./digits";
import { gettext, interpolate, ngettext, pgettext } from "./gettext";

type Values = Readonly<Record<string, string | number>>;

function fill(pattern: string, values: Values): string {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? number(value) : value,
  ]);
  return interpolate(pattern, Object.fromEntries(shown) as Record<string, string>);
}

function counted(pattern: string, count: number): string {
  return fill(pattern, { count });
}

// ── everywhere ──

export const site = {
  close: () => gettext("Close"),
  cancel: () => gettext("Cancel"),
  more: () => gettext("More"),
  sending: () => gettext("Sending"),
  loading: () => gettext("Loading"),
  copied: () => gettext("Copied"),
  undo: () => gettext("Undo"),
  tryAgain: () => gettext("Try again"),
  switchTheme: () => gettext("Switch light and dark"),
  listenNow: (room: string) => fill(gettext("Listen now: %(room)s"), { room }),
  pause: (room: string) => fill(gettext("Pause: %(room)s"), { room }),
  listenShort: () => gettext("Listen now"),
  pauseShort: () => gettext("Pause"),
  player: () => gettext("Player"),
  enterRoom: () => gettext("Enter the room"),
  leave: () => gettext("Leave the room"),
  toDock: () => gettext("To asking for the floor"),
  signIn: () => gettext("Sign in"),
};

export const spans = {
  minutes: (count: number) => counted(ngettext("%(count)s minute", "%(count)s minutes", count), count),
  seconds: (count: number) => counted(ngettext("%(count)s second", "%(count)s seconds", count), count),
  hours: (count: number) => counted(ngettext("%(count)s hour", "%(count)s hours", count), count),
  listeners: (count: number) => counted(ngettext("%(count)s listener", "%(count)s listeners", count), count),
  waiting: (count: number) => counted(ngettext("%(count)s waiting", "%(count)s waiting", count), count),
};

/** 3 minutes, or 90 seconds where minutes do not come out even. */
export function length(seconds: number): string {
  return seconds % 60 === 0 ? spans.minutes(seconds / 60) : spans.seconds(seconds);
}

// ── the connection ──

export const connection = {
  title: () => gettext("Connection"),
  good: () => gettext("Connection: good"),
  weak: () => gettext("Connection: weak"),
  lost: () => gettext("Connection: lost"),
  lostTitle: () => gettext("Connection lost, reconnecting now."),
  lastHeard: (count: number) =>
    counted(ngettext("Last heard %(count)s second ago.", "Last heard %(count)s seconds ago.", count), count),
  placeKept: () => gettext("Your place in line is kept."),
  delay: (ms: number) => fill(gettext("Delay: %(ms)s ms"), { ms }),
  buffer: (ms: number) => fill(gettext("Held back to smooth the sound: %(ms)s ms"), { ms }),
  gaps: (count: number) =>
    counted(ngettext("%(count)s gap in the sound", "%(count)s gaps in the sound", count), count),
  lightStream: () => gettext("Light stream"),
  lightHint: () => gettext("The same sound, a few seconds later, for weak connections and for players."),
  forPlayers: () => gettext("For players (Ogg)"),
  noSound: () =>
    gettext("This browser cannot play the room's sound here. Follow as text, or take the light stream."),
};

/** Why the room is not open before you, by the name of the close code. */
export function endedBecause(name: string): string {
  switch (name) {
    case "removed":
      return gettext("The supervisors have taken you out of the room for now.");
    case "gathering_ended":
      return gettext("The gathering has ended.");
    case "replaced":
      return gettext("The room is open in another page of yours.");
    case "not_welcome":
      return gettext("The doors of this room are closed to you now.");
    case "bad_version":
      return gettext("The room was renewed. Load the page again.");
    default:
      return gettext("The room could not be opened. Nothing of yours was lost.");
  }
}

export const ended = {
  back: () => gettext("To the room's page"),
  reload: () => gettext("Load again"),
  useHere: () => gettext("Use it here"),
};

// ── the stage ──

export const stage = {
  now: () => gettext("Speaking now"),
  onAir: () => gettext("You are on air"),
  nobody: () => gettext("Nobody is speaking now"),
  nobodyHint: () => gettext("Whoever asks first speaks at once."),
  chaired: () => gettext("The supervisors give the floor, in the order of the list."),
  timeLeft: () => gettext("Time left in this turn"),
  called: () => gettext("Called to speak"),
  interrupted: () => gettext("Connection lost, the place is kept"),
  volumeOf: (name: string) => fill(gettext("Volume: %(name)s"), { name }),
  suspendedRegion: () => gettext("Sitting suspended"),
  suspended: () => gettext("The sitting is suspended"),
  break: () => gettext("Break"),
  resumes: (time: string, minutes: number) =>
    fill(gettext("It resumes at %(time)s, in %(length)s. The order of the line is kept."), {
      time,
      length: spans.minutes(minutes),
    }),
  resumesSoon: () => gettext("It resumes shortly. The order of the line is kept."),
  happenings: () => gettext("What happened just now"),
  nothingYet: () => gettext("Nothing yet."),
};

// ── the line ──

export function kind(name: string): string {
  switch (name) {
    case "question":
      return gettext("Question for the guest");
    case "order":
      return gettext("Point of order");
    case "reply":
      return gettext("Right of reply");
    case "written":
      return gettext("Written contribution");
    case "notice":
      return gettext("Technical notice");
    case "interposed":
      return gettext("Interposed question");
    case "presenter":
      return gettext("Presenter");
    default:
      return gettext("Contribution");
  }
}

export function reason(name: string, mine = false): string {
  switch (name) {
    case "order":
      return gettext("Point of order");
    case "reply":
      return gettext("Right of reply");
    case "notice":
      return gettext("Technical notice");
    case "interposed":
      return gettext("Interposed question");
    case "presenter":
      return gettext("Presenter");
    case "room_not_heard":
      return mine ? gettext("Your room not heard yet") : gettext("Room not heard yet");
    case "by_chair":
      return gettext("By the chair");
    case "not_heard_yet":
      return gettext("Not heard yet");
    case "written":
      return gettext("Written contribution");
    case "by_supervisor":
      return gettext("By the supervisors");
    case "kept":
      return mine ? gettext("Your place is kept") : gettext("Place kept");
    case "skipped_once":
      return gettext("Absent when called");
    case "yielded":
      return gettext("Gave way");
    default:
      return gettext("In order of request");
  }
}

export const line = {
  title: () => gettext("List of speakers"),
  closed: () => pgettext("the list of speakers", "Closed"),
  why: () => gettext("Why this order?"),
  you: () => gettext("You"),
  next: () => gettext("Next"),
  empty: () => gettext("Nobody has asked yet. Whoever asks first speaks at once."),
  emptyChaired: () => gettext("Nobody has asked yet. The supervisors give the floor in order."),
  emptyClosed: () => gettext("Nobody is waiting, and the list is closed."),
  spoke: () => gettext("Spoke in this gathering"),
  nowPlace: (place: number) => fill(gettext("You are now number %(place)s"), { place }),
  youAreNext: () => gettext("You are next"),
};

export const rule = {
  first: () => gettext("Points of order go ahead, then the right of reply, then everybody else."),
  fair: () => gettext("Among the others, those who have not spoken in this gathering go first."),
  thenFirst: () => gettext("Then whoever asked first, by the server's clock."),
  written: () => gettext("Written contributions are read out after those who wait to speak."),
  kept: () => gettext("A place is kept when the connection drops, and one press restores it."),
  absent: (count: number) =>
    counted(
      ngettext(
        "Whoever is called has %(count)s second to press. Absent once, one stands second; absent twice, one leaves the line.",
        "Whoever is called has %(count)s seconds to press. Absent once, one stands second; absent twice, one leaves the line.",
        count,
      ),
      count,
    ),
  microphones: (count: number) =>
    counted(
      ngettext("%(count)s microphone is open at a time.", "%(count)s microphones are open at a time.", count),
      count,
    ),
  seconds: (what: string, seconds: number) =>
    fill(gettext("%(kind)s: %(length)s."), { kind: what, length: length(seconds) }),
  cut: () => gettext("When the time is over the microphone closes by itself."),
  soft: () => gettext("When the time is over the supervisors may extend it."),
  chair: () =>
    gettext("The supervisors may change the order; each such act is seen by everybody and kept in the log."),
};

// ── the dock ──

export const dock = {
  region: {
    listening: () => gettext("Asking for the floor"),
    waiting: () => gettext("Your place in line"),
    next: () => gettext("Your place in line"),
    called: () => gettext("The floor is yours"),
    air: () => gettext("You are on air"),
    dotted: () => gettext("Your voice is stopped"),
    reconnecting: () => gettext("Reconnecting"),
    closed: () => gettext("List of speakers closed"),
    nomic: () => gettext("Microphone permission"),
    textonly: () => gettext("Following as text"),
    lobby: () => gettext("Green room"),
    adjourned: () => gettext("The sitting is adjourned"),
    suspended: () => gettext("Asking for the floor"),
  },
  ask: () => gettext("Ask for the floor"),
  sound: () => gettext("Sound"),
  soundOn: () => gettext("Turn sound on"),
  withdraw: () => gettext("Withdraw"),
  micCheck: () => gettext("Mic check"),
  finishCheck: () => gettext("Finish check"),
  changeMic: () => gettext("Change mic"),
  start: () => gettext("Start speaking"),
  letNext: () => gettext("Let the next one go first"),
  endTurn: () => gettext("End turn"),
  checkAgain: () => gettext("Check again"),
  makeWritten: () => gettext("Make it written"),
  sendWritten: () => gettext("Send a written contribution"),
  appeal: () => gettext("Appeal"),
  whisper: () => gettext("Whisper to supervisors"),
  restore: () => gettext("Take the floor again"),
  place: (place: number, total: number) => fill(gettext("You are %(place)s of %(total)s"), { place, total }),
  placeKept: (place: number) => fill(gettext("You are %(place)s, and your place is kept"), { place }),
  before: (count: number, minutes: number) =>
    fill(
      ngettext(
        "%(count)s person before you, about %(length)s.",
        "%(count)s people before you, about %(length)s.",
        count,
      ),
      {
        count,
        length: spans.minutes(minutes),
      },
    ),
  firstSoon: (minutes: number) =>
    fill(gettext("Nobody before you, about %(length)s."), { length: spans.minutes(minutes) }),
  keptAnyway: () => gettext("Your place is kept even if the connection drops."),
  next: () => gettext("You are next"),
  nextHint: () => gettext("Check the mic now: nobody hears you until you start speaking."),
  checkHint: () => gettext("Say a short sentence and watch the meter. Nobody hears you now."),
  clear: () => gettext("We hear you clearly"),
  faint: () => gettext("Your voice is faint: come nearer to the mic"),
  loud: () => gettext("Your voice is too loud: move away from the mic"),
  silent: () => gettext("We hear nothing yet"),
  calledHint: (count: number) =>
    counted(
      ngettext(
        "Your mic opens only by your own press. After %(count)s second the turn passes and you are second.",
        "Your mic opens only by your own press. After %(count)s seconds the turn passes and you are second.",
        count,
      ),
      count,
    ),
  kept: () => gettext("Your turn was interrupted, and your place is kept"),
  keptHint: () => gettext("One press brings you back when a microphone is free."),
  writtenHint: () => gettext("Your text is read out by the supervisors when its turn comes."),
  hold: () => gettext("Hold to talk"),
  lock: () => gettext("Lock mic"),
  mute: () => gettext("Mute"),
  unmute: () => gettext("Unmute"),
  holdHint: () => gettext("You are heard while you hold the button"),
  lockedHint: () => gettext("Your mic is open until you mute it"),
  or: () => gettext("or"),
  space: () => gettext("Space"),
  stoppedUntil: (time: string) => fill(gettext("Your voice is stopped until %(time)s"), { time }),
  stoppedOpen: () => gettext("Your voice is stopped until it is lifted"),
  stoppedWhy: (why: string, time: string) =>
    fill(
      gettext(
        "The reason: %(why)s. By the supervisors (red dot), at %(time)s. You can still listen and write.",
      ),
      { why, time },
    ),
  lostHint: () => gettext("If your turn comes before you are back it is not lost: one press restores it."),
  lostNoPlace: () => gettext("We are bringing you back. What you write meanwhile is kept and sent then."),
  closedTitle: () => gettext("The list of speakers is closed"),
  closedHint: (by: string, time: string) =>
    fill(gettext("Closed by %(by)s at %(time)s. Whoever asked before then keeps their place."), { by, time }),
  supervisors: () => gettext("the supervisors"),
  noMic: () => gettext("The browser did not allow the mic"),
  noMicMissing: () => gettext("No microphone was found on this device"),
  noMicBusy: () => gettext("Another program is using the microphone"),
  noMicPlace: (place: number) =>
    fill(gettext("You are %(place)s, and your place is kept until you allow it."), { place }),
  noMicCalled: () => gettext("You have been called; your place is kept until you allow it."),
  stepLock: () => gettext("Press the lock beside the page address."),
  stepAllow: () => gettext("Choose “Microphone”, then “Allow”."),
  stepBack: () => gettext("Come back here and press “Check again”."),
  stepPlug: () => gettext("Connect a microphone or headset."),
  stepClose: () => gettext("Close the other program or call."),
  listensOnly: () => gettext("In this room visitors listen."),
  left30: () => gettext("30 seconds left"),
  left10: () => gettext("10 seconds left"),
  overTime: () => gettext("Your time is over"),
};

export const meter = {
  name: () => gettext("Your level"),
  none: () => pgettext("microphone level", "none"),
  faint: () => pgettext("microphone level", "faint"),
  clear: () => pgettext("microphone level", "clear"),
  loud: () => pgettext("microphone level", "too loud"),
};

// ── the sheets ──

export const ask = {
  title: () => gettext("What kind of turn?"),
  contribution: (time: string, place: number) =>
    fill(gettext("%(length)s, you would be %(place)s in line."), { length: time, place }),
  question: (time: string) => fill(gettext("%(length)s, for the guest to answer."), { length: time }),
  order: () => gettext("Goes ahead of the line. For the conduct of the sitting, not for opinions."),
  reply: (time: string) =>
    fill(gettext("For whoever was named in an earlier turn. %(length)s."), { length: time }),
  written: () => gettext("Read out by the supervisors when your turn comes."),
  placeFirst: () => gettext("Your place is taken first, then we ask for the microphone."),
  yourText: () => gettext("Your contribution"),
  send: () => gettext("Send"),
};

export const name = {
  title: () => gettext("What shall we call you?"),
  field: () => gettext("Your name"),
  hint: () => gettext("It is seen beside what you say and write here."),
  enter: () => gettext("Go on"),
  orSignIn: () => gettext("Or sign in to take part as a member."),
};

export const people = {
  title: () => gettext("Who is here"),
  doors: (live: number, http: number, text: number) =>
    fill(gettext("%(live)s on the live page, %(http)s on the light stream, %(text)s in text."), {
      live,
      http,
      text,
    }),
  search: () => gettext("Search for a name"),
  named: () => gettext("With a name"),
  more: () => gettext("Show more"),
  nobody: () => gettext("No such name here."),
  wait: () => gettext("Asking for the names"),
};

export const sound = {
  title: () => gettext("Sound"),
  all: () => gettext("Volume"),
  doors: () => gettext("How do you follow?"),
  live: () => gettext("Live page"),
  liveHint: () => gettext("Voice within a second, and everything else."),
  light: () => gettext("Light stream"),
  lightHint: () => gettext("A few seconds later, in any player and with the screen off."),
  text: () => gettext("Text only"),
  textHint: () => gettext("No sound, to save data. Words and the line go on."),
  pause: () => gettext("Pause"),
  textTitle: () => gettext("Sound is off to save data"),
};

export const devices = {
  title: () => gettext("Change mic"),
  usual: () => gettext("The device's own choice"),
  unnamed: (place: number) => fill(gettext("Microphone %(place)s"), { place }),
};

// ── the chat ──

export const chat = {
  title: () => gettext("Chat"),
  log: () => gettext("Chat messages"),
  field: () => gettext("Message to the chat"),
  placeholder: () => gettext("Write a message"),
  send: () => gettext("Send"),
  opener: (count: number) =>
    count === 0
      ? gettext("Chat")
      : counted(ngettext("Chat, %(count)s new message", "Chat, %(count)s new messages", count), count),
  newBelow: (count: number) =>
    counted(ngettext("%(count)s new message", "%(count)s new messages", count), count),
  earlier: () => gettext("Show earlier messages"),
  empty: () => gettext("No message yet. The first word is yours."),
  sending: () => gettext("Sending"),
  kept: () => gettext("Kept, and sent when the connection is back"),
  notSent: () => gettext("Not sent. Your text is kept."),
  resend: () => gettext("Send again"),
  discard: () => gettext("Discard"),
  hidden: () => gettext("Hidden by the supervisors."),
  pinned: () => gettext("Pinned message"),
  unpin: () => gettext("Take the pin away"),
  whisper: () => gettext("Whisper"),
  whisperTo: () => gettext("To the supervisors alone"),
  whisperOff: () => gettext("Back to everybody"),
  options: (who: string) => fill(gettext("Message options: %(name)s"), { name: who }),
  reply: () => gettext("Reply"),
  mention: () => gettext("Mention"),
  hide: () => gettext("Hide"),
  pin: () => gettext("Pin"),
  replyingTo: () => gettext("Replying to"),
  stopReply: () => gettext("Do not reply"),
  slow: (seconds: number) =>
    fill(gettext("Slow mode: one message every %(length)s."), { length: length(seconds) }),
  stoppedUntil: (time: string) => fill(gettext("Your writing is stopped until %(time)s"), { time }),
  stoppedOpen: () => gettext("Your writing is stopped until it is lifted"),
  visitorsListen: () => gettext("In this room members write. Sign in to take part."),
  visitor: () => gettext("Visitor"),
  guest: () => gettext("Guest"),
};

export function role(value: string | null): string {
  switch (value) {
    case "owner":
      return gettext("Owner");
    case "supervisor":
      return gettext("Supervision");
    default:
      return "";
  }
}

// ── keeping order ──

export const order = {
  tools: () => gettext("Keeping order"),
  give: () => gettext("Give the floor"),
  giveTo: (who: string) => fill(gettext("Give the floor: %(name)s"), { name: who }),
  read: () => gettext("Read the contribution"),
  readOf: (who: string) => fill(gettext("Read the contribution: %(name)s"), { name: who }),
  readDone: () => gettext("It was read out"),
  optionsOf: (who: string) => fill(gettext("Options: %(name)s"), { name: who }),
  extend: () => gettext("Extend one minute"),
  pause: () => gettext("Pause"),
  resume: () => gettext("Call back"),
  withdrawFloor: () => gettext("Withdraw the floor"),
  closeList: () => gettext("Close the list"),
  openList: () => gettext("Open the list"),
  lowerAll: () => gettext("Lower all hands"),
  changeOrder: () => gettext("Change the order"),
  orderDone: () => gettext("Order is done"),
  up: (who: string) => fill(gettext("Move up: %(name)s"), { name: who }),
  down: (who: string) => fill(gettext("Move down: %(name)s"), { name: who }),
  toFirst: () => gettext("Move to the front"),
  remove: () => gettext("Take out of the line"),
  sanction: () => gettext("Sanction"),
  doors: () => gettext("Who may come in?"),
  door: {
    open: () => pgettext("who may come in", "Everyone"),
    members: () => gettext("Members only"),
    locked: () => gettext("Whoever knows the word"),
    closed: () => pgettext("who may come in", "Nobody"),
  },
  doorHint: () => gettext("Those inside stay inside."),
  word: () => gettext("The word that opens the room"),
  setWord: () => gettext("Lock with this word"),
  microphones: () => gettext("Microphones open at a time"),
  slow: () => gettext("Slow mode"),
  slowOff: () => gettext("Off"),
  slowEvery: (seconds: number) => fill(gettext("One message every %(length)s"), { length: length(seconds) }),
  suspend: () => gettext("Suspend"),
  suspendFor: (minutes: number) =>
    fill(gettext("Suspend for %(length)s"), { length: spans.minutes(minutes) }),
  reconvene: () => gettext("Resume the sitting"),
  end: () => gettext("Close the gathering"),
  endSure: () => gettext("Close it for everybody?"),
  endConfirm: () => gettext("Yes, close the gathering"),
  endHint: () => gettext("Everybody leaves, and the line ends. What was said stays kept."),
  why: () => gettext("The reason"),
  whyHint: () => gettext("The person and the log see it."),
  confirm: () => gettext("Do it"),
  voice: () => gettext("Stop the voice (red dot)"),
  text: () => gettext("Stop the writing (red dot)"),
  bounce: () => gettext("Send out for a while (bounce)"),
  ban: () => gettext("Ban"),
  whichSanction: () => gettext("Which sanction?"),
  howLong: () => gettext("For how long?"),
  untilLifted: () => gettext("Until it is lifted"),
  until: () => gettext("Until which day?"),
  banConfirm: () => gettext("Confirm the ban"),
  inForce: () => gettext("Sanctions in force"),
  lift: () => gettext("Lift"),
  liftOf: (who: string) => fill(gettext("Lift: %(name)s"), { name: who }),
  log: () => gettext("Log of acts"),
  logEmpty: () => gettext("No act yet."),
  undoOf: (act: string) => fill(gettext("Undo: %(act)s"), { act }),
  undone: (time: string) => fill(gettext("undone at %(time)s"), { time }),
  keys: () => gettext("Keys"),
  keysHint: () => gettext("G gives the floor to the first, E extends, P pauses. Each has its button too."),
};

/** What the toast says when an act is done: the log's own sentence with the name in it. */
export function acted(what: string, name = "", facts: Values = {}): string {
  return fill(act(what, facts), { name });
}

/** The sentence of an act in the log. `%(name)s` stays in it for the view to isolate. */
export function act(what: string, facts: Values): string {
  switch (what) {
    case "called_out_of_order":
      return gettext("%(name)s was called out of order");
    case "extended":
      return fill(gettext("The turn of %(name)s was extended by %(length)s"), {
        length: length(Number(facts.seconds ?? 60)),
      });
    case "paused":
      return gettext("The turn of %(name)s was paused");
    case "revoked":
      return gettext("The floor was withdrawn from %(name)s");
    case "removed":
      return gettext("%(name)s was taken out of the line");
    case "moved":
      return fill(gettext("%(name)s was moved to place %(place)s"), { place: Number(facts.place ?? 1) });
    case "line_closed":
      return gettext("The list of speakers was closed");
    case "line_opened":
      return gettext("The list of speakers was opened");
    case "hands_lowered":
      return counted(
        ngettext("%(count)s hand was lowered", "%(count)s hands were lowered", Number(facts.count ?? 0)),
        Number(facts.count ?? 0),
      );
    case "suspended":
      return fill(gettext("The sitting was suspended for %(length)s"), {
        length: spans.minutes(Number(facts.minutes ?? 0)),
      });
    case "reconvened":
      return gettext("The sitting was resumed");
    case "sitting_opened":
      return gettext("The sitting was opened");
    case "sitting_adjourned":
      return gettext("The sitting was adjourned");
    case "ballot_opened":
      return gettext("The vote was opened");
    case "ballot_closed":
      return gettext("The vote was closed");
    case "ballot_published":
      return gettext("The result of the vote was declared");
    case "ballot_voided":
      return gettext("The vote was voided");
    case "hidden":
      return gettext("A message of %(name)s was hidden");
    case "pinned":
      return gettext("A message was pinned");
    case "unpinned":
      return gettext("The pin was taken away");
    case "doors":
      return gettext("The doors were changed");
    case "microphones":
      return gettext("The number of microphones was changed");
    case "slow":
      return gettext("Slow mode was changed");
    case "sanctioned":
      return sanctioned(String(facts.kind ?? ""));
    case "lifted":
      return gettext("The sanction of %(name)s was lifted");
    default:
      return kept(what);
  }
}

/** Acts of the room itself rather than of its floor. */
function kept(what: string): string {
  switch (what) {
    case "opened":
      return gettext("The gathering was opened");
    case "closed":
      return gettext("The gathering was closed");
    case "made":
      return gettext("The room was made");
    case "face":
      return gettext("The room's page was changed");
    case "rule":
      return gettext("The rule of the floor was changed");
    case "member_added":
      return gettext("%(name)s became a member");
    case "member_ended":
      return gettext("The membership of %(name)s ended");
    case "staff_named":
      return gettext("%(name)s was named to keep order");
    case "staff_relieved":
      return gettext("%(name)s was relieved of keeping order");
    case "given":
      return gettext("The room was given to %(name)s");
    default:
      return gettext("Something was changed by the supervisors");
  }
}

/** The sentence of a sanction, `%(name)s` left for the view. */
export function sanctioned(kindOf: string): string {
  switch (kindOf) {
    case "voice":
      return gettext("The voice of %(name)s was stopped");
    case "text":
      return gettext("The writing of %(name)s was stopped");
    case "bounce":
      return gettext("%(name)s was sent out for a while");
    case "ban":
      return gettext("%(name)s was banned");
    default:
      return gettext("%(name)s was sanctioned");
  }
}

/** What just happened on the floor, for the list under the stage; `%(name)s` left for the view. "" for what is not news. */
export function happening(what: string): string {
  switch (what) {
    case "asked":
      return gettext("%(name)s asked for the floor");
    case "called":
      return gettext("%(name)s was called to speak");
    case "started":
      return gettext("%(name)s began to speak");
    case "finished":
      return gettext("%(name)s spoke for %(length)s");
    case "time_up":
      return gettext("The time of %(name)s is over");
    case "withdrawn":
      return gettext("%(name)s withdrew the request");
    case "declined":
      return gettext("%(name)s let the next one go first");
    case "skipped":
      return gettext("%(name)s was absent when called");
    case "interrupted":
      return gettext("%(name)s lost the connection; the place is kept");
    case "returned":
      return gettext("%(name)s is back");
    case "restored":
      return gettext("%(name)s took the floor again");
    case "paused":
      return gettext("The turn of %(name)s was paused");
    case "revoked":
      return gettext("The floor was withdrawn from %(name)s");
    case "removed":
      return gettext("%(name)s was taken out of the line");
    case "moved":
      return gettext("The place of %(name)s was changed");
    case "extended":
      return gettext("The turn of %(name)s was extended");
    case "read_out":
      return gettext("The contribution of %(name)s was read out");
    case "handed_over":
      return gettext("%(name)s took over the seat's place in line");
    case "interposed_declined":
      return gettext("The question of %(name)s was declined");
    case "line_closed":
      return gettext("The list of speakers was closed");
    case "line_opened":
      return gettext("The list of speakers was opened");
    case "hands_lowered":
      return gettext("All hands were lowered");
    case "undone":
      return gettext("An act of the supervisors was undone");
    default:
      return "";
  }
}

/** The same as one string, with the name in it. */
export function happened(what: string, name: string): string {
  return fill(happening(what), { name });
}

/** The sentence of a refusal; `facts` must already be shown as words (times as hours). */
export function refusal(code: string, facts: Readonly<Record<string, string>>): string {
  const sentence = SENTENCES[code]?.() ?? gettext("This could not be done now.");
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}

export const untilLifted = () => gettext("it is lifted");

export const SENTENCES: Readonly<Record<string, () => string>> = {
  malformed: () => gettext("This message could not be read."),
  unknown_command: () => gettext("This command is not known."),
  too_long: () => gettext("This is longer than allowed."),
  too_fast: () => gettext("Too fast. Try again in {seconds} seconds."),
  hello_first: () => gettext("The connection has not been opened yet."),
  unavailable: () => gettext("This could not be saved now. Nothing was lost; try again."),
  name_needed: () => gettext("Choose a name first."),
  not_allowed: () => gettext("This is not open to you here."),
  members_only: () => gettext("This is open to members of the room."),
  barred: () => gettext("You are kept out of this room until {until}. The reason: {why}"),
  doors_closed: () => gettext("The room is locked. Nobody new may come in now."),
  word_wanted: () => gettext("The room opens to whoever knows the word."),
  wrong_word: () => gettext("This is not the word."),
  visitors_listen: () => gettext("In this room visitors listen. Sign in to take part."),
  name_private: () => gettext("This name holds characters that have no agreed shape."),
  name_bidi: () => gettext("This name holds signs that turn the direction of writing."),
  name_unseen: () => gettext("This name holds characters that cannot be seen."),
  name_tatweel: () => gettext("Write the name without stretching its letters."),
  name_presentation: () =>
    gettext("This name holds letters from a decorative set; write it with ordinary ones."),
  name_digits: () => gettext("This name mixes two kinds of Arabic digits."),
  name_marks: () => gettext("A letter of this name carries more than one mark."),
  name_empty: () => gettext("Nothing of this name can be seen."),
  name_letters: () => gettext("A name has at least two letters."),
  name_scripts: () => gettext("A word of this name mixes two scripts."),
  name_too_short: () => gettext("This name is too short."),
  name_too_long: () => gettext("This name is longer than 32 characters."),
  name_reserved: () => gettext("This name says an office; offices are given by rooms."),
  name_of_staff: () => gettext("This name looks like that of somebody who keeps order here."),
  name_too_soon: () => gettext("A name is changed once a day. Try again after {until}."),
  not_a_sitting: () => gettext("This is not a sitting."),
  sitting_not_open: () => gettext("The sitting has not been opened yet."),
  sitting_over: () => gettext("The sitting has been adjourned."),
  no_seat: () => gettext("You hold no seat in this sitting."),
  removed_from_sitting: () => gettext("The chair removed you from this sitting. The reason: {why}"),
  delegates_only: () => gettext("This sitting is for delegates."),
  item_over: () => gettext("This item is over."),
  no_such_item: () => gettext("There is no such item on the agenda."),
  no_such_page: () => gettext("The paper has no such page."),
  ballot_open: () => gettext("Close the vote first."),
  ballot_not_open: () => gettext("This vote is not open."),
  ballot_not_closed: () => gettext("This vote is not closed yet."),
  ballot_over: () => gettext("This vote is over."),
  no_quorum: () => gettext("There is no quorum: {present} rooms present, {needed} needed."),
  no_vote: () => gettext("Only those who held a seat when the vote was opened may vote."),
  choices_wrong: () => gettext("Choose from what is offered, and no more than allowed."),
  receipt_wrong: () => gettext("This is not the receipt of your vote."),
  room_time_over: () => gettext("The time of your room in this sitting is used up."),
  nobody_to_interpose: () => gettext("Nobody is speaking whom you could ask."),
  not_interposed: () => gettext("This question was not put to you."),
  kind_for_chair: () => gettext("Only the chair may take the floor in this way."),
  no_alternate: () => gettext("The room has nobody present to change places with."),
  sanction_in_session: () =>
    gettext("Who holds a seat in the sitting in session is removed by its chair alone."),
  not_live: () => gettext("The room is not open now."),
  gathering_closed: () => gettext("The gathering has ended."),
  gathering_suspended: () => gettext("The gathering is suspended until {until}."),
  line_closed: () => gettext("The list of speakers is closed since {at}."),
  already_waiting: () => gettext("You already have a place in line."),
  on_the_floor: () => gettext("You have the floor already."),
  voice_stopped: () => gettext("Your voice is stopped until {until}. The reason: {why}"),
  kind_not_offered: () => gettext("This kind of turn is not offered here."),
  text_needed: () => gettext("Write the contribution first."),
  no_place: () => gettext("You have no place in line."),
  not_called: () => gettext("You have not been called, or the time to answer has passed."),
  no_floor: () => gettext("You do not have the floor."),
  nothing_kept: () => gettext("There is no turn of yours to come back to."),
  no_microphone_free: () => gettext("Every microphone is taken."),
  turn_over: () => gettext("This turn is already over."),
  turn_not_waiting: () => gettext("This request is no longer waiting."),
  turn_not_speaking: () => gettext("This person does not have the floor now."),
  read_out_instead: () => gettext("A written contribution is read out, not called."),
  not_written: () => gettext("Only a written contribution is read out."),
  text_stopped: () => gettext("Your writing is stopped until {until}. The reason: {why}"),
  slow_mode: () => gettext("One message every {seconds} seconds here. Try again in {wait} seconds."),
  links_not_allowed: () => gettext("Links are not allowed here for you."),
  no_such_message: () => gettext("This message is not here."),
  empty: () => gettext("Write something first."),
  no_such_person: () => gettext("This person is not known here."),
  cannot_sanction_staff: () =>
    gettext("Those who keep order here are not sanctioned this way; the owner changes their office."),
  why_needed: () => gettext("Say why, in a few words."),
  room_ended: () => gettext("This room was closed for good."),
  end_needed: () => gettext("Say when it ends."),
  word_needed: () => gettext("Choose the word that opens the room."),
  already_in_force: () => gettext("This is already in force until {until}."),
  already_lifted: () => gettext("This was already lifted."),
  already_undone: () => gettext("This was already undone."),
  cannot_undo: () => gettext("This cannot be undone."),
  too_late_to_undo: () => gettext("The line has moved on; this cannot be undone any more."),
};

export const push = {
  allowed: () => gettext("Reminders will be shown on this device."),
  refused: () => gettext("This browser did not allow it. It can be allowed in the settings of the browser."),
};

export const recording = {
  play: () => gettext("Play"),
  pause: () => gettext("Pause"),
  position: () => gettext("Position"),
  of: (at: string, length: string) => fill(gettext("%(at)s of %(length)s"), { at, length }),
  speed: (times: string) => fill(gettext("Speed: %(times)s×"), { times }),
  copy: () => gettext("Copy a link to this moment"),
  withheld: () => gettext("This part is withheld."),
};
