/** The words of a sitting: agenda, seats, votes, papers, the chair's desk. */

import { digits, number } from "./digits";
import { gettext, interpolate, ngettext, pgettext } from "./gettext";
import { spans } from "./words";

type Values = Readonly<Record<string, string | number>>;

function fill(pattern: string, values: Values): string {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? number(value) : value,
  ]);
  return interpolate(pattern, Object.fromEntries(shown) as Record<string, string>);
}

export const sitting = {
  kind: (name: string) =>
    ({
      preparatory: gettext("Preparatory meeting"),
      open: gettext("Open meeting"),
      extraordinary: gettext("Extraordinary meeting"),
      rehearsal: gettext("Rehearsal"),
    })[name] ?? "",
  green: () => gettext("Green room"),
  greenHint: (time: string) =>
    fill(gettext("The sitting is to be opened at %(time)s. Nobody outside hears what is said before."), {
      time,
    }),
  since: (minutes: number) =>
    fill(
      ngettext("In session for %(count)s minute", "In session for %(count)s minutes", Math.max(1, minutes)),
      { count: Math.max(1, minutes) },
    ),
  suspended: () => pgettext("sitting", "Suspended"),
  prayer: () => gettext("Prayer break"),
  adjourned: () => gettext("The sitting is adjourned"),
  adjournedHint: () => gettext("What was said and decided stands in the minutes."),
  minutes: () => gettext("See the minutes"),
  month: () => gettext("To the page of this month"),
  notOpen: () => gettext("The list of speakers opens with the sitting"),
  decisions: () => gettext("Decisions so far"),
};

export const recording = {
  mark: () => gettext("Recorded"),
  means: () => gettext("What is said in this sitting is recorded, and published with the minutes."),
  itemOff: () => gettext("This item is not recorded"),
  notMe: () => gettext("Do not record me"),
  notMeHint: () => gettext("Your turns are heard live, and left out of the recording."),
  recordItem: () => gettext("Record this item"),
  off: () => gettext("Not recorded"),
};

export const agenda = {
  title: () => gettext("Agenda"),
  place: (place: number, total: number) => fill(gettext("Item %(place)s of %(total)s"), { place, total }),
  used: (used: number, planned: number) =>
    fill(pgettext("minutes", "%(used)s of %(planned)s min"), { used, planned }),
  planned: (planned: number) => fill(pgettext("minutes", "%(planned)s min"), { planned }),
  over: () => gettext("over time"),
  now: () => pgettext("agenda item", "Now"),
  carried: () => gettext("Carried over"),
  done: () => pgettext("agenda item", "Done"),
  paper: () => gettext("Its page"),
  empty: () => gettext("This sitting has no agenda yet."),
};

export const seats = {
  from: (room: string) => fill(gettext("for %(room)s"), { room }),
  capacity: (name: string) =>
    ({
      chair: gettext("Chair"),
      secretary: gettext("Secretary"),
      delegate: gettext("Delegate"),
      alternate: gettext("Alternate"),
      guest: gettext("Guest"),
      presenter: gettext("Presenter"),
      observer: gettext("Observer"),
      listener: gettext("Listener"),
    })[name] ?? "",
  quorum: () => gettext("Quorum"),
  met: (present: number, all: number) =>
    fill(
      ngettext(
        "Quorum met: %(present)s of %(count)s room",
        "Quorum met: %(present)s of %(count)s rooms",
        all,
      ),
      { present, count: all },
    ),
  notMet: (present: number, all: number) =>
    fill(
      ngettext("No quorum: %(present)s of %(count)s room", "No quorum: %(present)s of %(count)s rooms", all),
      { present, count: all },
    ),
  needed: (needed: number) =>
    fill(ngettext("%(count)s room needed.", "%(count)s rooms needed.", needed), { count: needed }),
  present: (room: string) => fill(gettext("%(room)s: present"), { room }),
  absent: (room: string) => fill(gettext("%(room)s: absent"), { room }),
  spoken: (room: string, spent: string, budget: string) =>
    fill(gettext("%(room)s has spoken %(spent)s of %(budget)s"), { room, spent, budget }),
  budget: () => gettext("The room's speaking time"),
  mine: () => gettext("Your seat"),
  youFor: (room: string) => fill(gettext("You sit for %(room)s"), { room }),
  youAs: (capacity: string) => fill(gettext("You sit as: %(capacity)s"), { capacity }),
  holds: () => gettext("You hold the seat: you speak and vote for the room."),
  other: (name: string) => fill(gettext("%(name)s holds the seat now."), { name }),
  take: () => gettext("Take the seat"),
  handOver: (name: string) => fill(gettext("Hand the seat over to %(name)s"), { name }),
  moves: () => gettext("The seat, the place in line and the vote move in one act."),
  swap: (room: string) => fill(gettext("Change the delegate: %(room)s"), { room }),
  remove: () => gettext("Remove from the sitting"),
  removed: (name: string) => fill(gettext("%(name)s was removed from the sitting"), { name }),
  swapped: () => gettext("The seat changed hands"),
};

export const asking = {
  notice: () => gettext("Goes before everything. For the sound, the connection and the like."),
  interposed: (name: string, length: string) =>
    fill(gettext("To %(name)s, who may take it or decline it. %(length)s."), { name, length }),
  presenter: (length: string) => fill(gettext("To present this item. %(length)s."), { length }),
  expected: (place: number) => fill(gettext("You would be %(place)s in line."), { place }),
  question: (name: string) => fill(gettext("A question: %(name)s asks"), { name }),
  questionHint: () => gettext("Your clock stands still while the question is put. You may decline it."),
  take: () => gettext("Take it"),
  decline: () => pgettext("a question", "Decline"),
};

export const vote = {
  region: () => gettext("Vote"),
  yours: () => gettext("Your vote"),
  code: (name: string) =>
    ({
      for: pgettext("vote", "For"),
      against: pgettext("vote", "Against"),
      abstain: pgettext("vote", "Abstain"),
    })[name] ?? "",
  send: () => gettext("Send the vote"),
  change: () => gettext("Change the vote"),
  sent: () => gettext("Your vote is counted. You may change it until the vote is closed."),
  receipt: () => gettext("Your receipt"),
  receiptHint: () => gettext("Keep it: it shows that your vote was counted."),
  secretHint: () =>
    gettext(
      "The vote is secret: nobody, not even the house, can see what you chose. Your browser keeps the receipt.",
    ),
  lostReceipt: () => gettext("You voted from another browser; only there can the vote be changed."),
  most: (count: number) =>
    fill(ngettext("Choose at most %(count)s.", "Choose at most %(count)s.", count), { count }),
  count: (voted: number, all: number) =>
    fill(ngettext("%(voted)s of %(count)s room has voted", "%(voted)s of %(count)s rooms have voted", all), {
      voted,
      count: all,
    }),
  hasVoted: (room: string) => fill(gettext("%(room)s: has voted"), { room }),
  hasNot: (room: string) => fill(gettext("%(room)s: has not voted yet"), { room }),
  state: (name: string) =>
    ({
      created: gettext("Not opened yet"),
      opened: gettext("The vote is open"),
      closed: gettext("The vote is closed"),
      published: gettext("Result"),
      voided: gettext("Void"),
    })[name] ?? "",
  open: () => gettext("Open the vote"),
  close: () => gettext("Close the vote"),
  publish: () => gettext("Publish the result"),
  void: () => gettext("Void the vote"),
  decision: () => gettext("The text of the decision"),
  decisionHint: () => gettext("Left empty, the question itself stands in the register."),
  adopted: () => gettext("Adopted"),
  notAdopted: () => gettext("Not adopted"),
  tie: () => gettext("A tie"),
  won: (text: string) => fill(gettext("Chosen: %(text)s"), { text }),
  atOpening: (present: number, needed: number) =>
    fill(gettext("Quorum at the opening: %(present)s present, %(needed)s needed."), { present, needed }),
  atClosing: (present: number, needed: number) =>
    fill(gettext("At the closing: %(present)s present, %(needed)s needed."), { present, needed }),
  secret: () => gettext("Secret ballot"),
  openly: () => gettext("Open vote"),
  majority: (name: string) =>
    ({
      simple: gettext("Simple majority"),
      absolute: gettext("Absolute majority"),
      two_thirds: gettext("Two thirds"),
    })[name] ?? "",
  base: (name: string) =>
    ({
      cast: gettext("of the votes cast"),
      present: gettext("of the rooms present"),
      seats: gettext("of all seats"),
    })[name] ?? "",
  method: (name: string) =>
    ({
      yes_no: gettext("For, against, abstain"),
      single: gettext("One of several"),
      several: gettext("Several of several"),
    })[name] ?? "",
  propose: () => gettext("Put a question to the vote"),
  question: () => gettext("The question"),
  howVoted: () => gettext("How is it voted?"),
  whichMajority: () => gettext("Which majority?"),
  whichBase: () => gettext("Counted from"),
  makeSecret: () => gettext("Secret ballot"),
  choices: () => gettext("The choices, one a line"),
  mostField: () => gettext("How many may be chosen"),
  proposed: () => gettext("The question stands before the sitting"),
};

export const paper = {
  region: () => gettext("Paper"),
  page: (page: number, pages: number) => fill(gettext("Page %(page)s of %(pages)s"), { page, pages }),
  of: (page: number, pages: number, title: string) =>
    fill(gettext("Page %(page)s of %(pages)s: %(title)s"), { page, pages, title }),
  next: () => gettext("Next page"),
  previous: () => gettext("Previous page"),
  follow: () => gettext("Follow the presenter"),
  back: (page: number) => fill(gettext("Back to the page shown now: %(page)s"), { page }),
  whole: () => gettext("The whole paper"),
  turns: () => gettext("You turn the pages for everybody."),
  missing: () => gettext("This page could not be shown. The whole paper is still open."),
};

export const chair = {
  title: () => gettext("Conduct of the sitting"),
  open: () => gettext("Open the sitting"),
  goTo: (item: string) => fill(gettext("Go to item %(number)s"), { number: digits(item) }),
  goHere: (title: string) => fill(gettext("Go to: %(title)s"), { title }),
  carry: (title: string) => fill(gettext("Carry over: %(title)s"), { title }),
  carryShort: () => gettext("Carry over"),
  carryAndGo: () => gettext("Carry this item over, and go on"),
  earlier: (title: string) => fill(gettext("Take earlier: %(title)s"), { title }),
  change: () => gettext("Change the agenda"),
  changed: () => gettext("The agenda is set"),
  suspend: () => gettext("Suspend"),
  prayer: (minutes: number) => fill(gettext("For prayer, %(length)s"), { length: spans.minutes(minutes) }),
  pause: (minutes: number) => fill(gettext("A break, %(length)s"), { length: spans.minutes(minutes) }),
  resume: () => gettext("Resume the sitting"),
  adjourn: () => gettext("Adjourn"),
  adjournSure: () => gettext("Adjourn the sitting?"),
  adjournHint: () => gettext("Turns end, and the minutes draft themselves. Open votes must be closed first."),
  adjournYes: () => gettext("Yes, adjourn"),
  decide: () => gettext("Write a decision"),
  decideText: () => gettext("The decision, in its words"),
  isAction: () => gettext("It is an action with an owner and a day"),
  forRoom: () => gettext("The room that owns it"),
  due: () => gettext("Due by"),
  nobody: () => gettext("No room"),
  write: () => gettext("Write it down"),
  written: () => gettext("It stands in the decisions"),
  seats: () => gettext("Seats"),
};
