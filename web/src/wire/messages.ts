// Written by multaqa.wire.generate from src/multaqa/wire. Do not edit.

export const VERSION = 2;
export const MAX_COMMAND_BYTES = 8192;

export type Ability = "listen" | "ask" | "write" | "supervise" | "own" | "chair" | "record" | "vote";
export type BallotMethod = "yes_no" | "single" | "several";
export type BallotState = "created" | "opened" | "closed" | "published" | "voided";
export type Base = "cast" | "present" | "seats";
export type Capacity = "chair" | "secretary" | "delegate" | "alternate" | "guest" | "presenter" | "observer" | "listener";
export type Doors = "open" | "members" | "locked" | "closed";
export type ItemKind = "opening" | "recitation" | "word" | "paper" | "discussion" | "ballot" | "break" | "prayer" | "closing";
export type ItemState = "planned" | "current" | "done" | "carried";
export type Majority = "simple" | "absolute" | "two_thirds";
export type PersonKind = "member" | "visitor" | "guest";
export type Reason = "notice" | "order" | "interposed" | "reply" | "presenter" | "room_not_heard" | "not_heard_yet" | "in_order" | "written" | "by_supervisor" | "kept" | "skipped_once" | "yielded";
export type Role = "owner" | "supervisor" | "member";
export type SanctionKind = "voice" | "text" | "bounce" | "ban";
export type SittingKind = "preparatory" | "open" | "extraordinary" | "rehearsal";
export type SittingState = "lobby" | "in_session" | "suspended" | "adjourned" | "closed";
export type TurnKind = "notice" | "order" | "interposed" | "reply" | "presenter" | "contribution" | "question" | "written";
export type TurnState = "waiting" | "called" | "speaking" | "paused" | "finished" | "withdrawn" | "skipped" | "expired" | "revoked";
export type FloorWhat = "asked" | "withdrawn" | "called" | "declined" | "started" | "finished" | "extended" | "paused" | "resumed" | "revoked" | "removed" | "moved" | "skipped" | "expired" | "time_up" | "interrupted" | "returned" | "kept" | "restored" | "read_out" | "line_closed" | "line_opened" | "hands_lowered" | "reordered" | "undone" | "settled" | "handed_over" | "interposed_declined";

export interface PersonView {
  id: number;
  number: number;
  name: string;
  kind: PersonKind;
  role: Role | null;
}

export interface TurnView {
  id: number;
  stream: number;
  person: PersonView;
  kind: TurnKind;
  state: TurnState;
  reason: Reason;
  asked_at: number;
  seconds: number;
  spent_ms: number;
  running_since: number;
  deadline: number;
  interrupted: boolean;
  skips: number;
  text: string;
  room: number;
  item: number;
  interposed_on: number;
  off_record: boolean;
}

export interface MessageView {
  id: number;
  n: number;
  person: PersonView;
  text: string;
  at: number;
  reply_to: number | null;
  reply_name: string;
  reply_text: string;
  mentions: number[];
  whisper: boolean;
  hidden: boolean;
}

export interface LineView {
  closed: boolean;
  closed_at: number;
  closed_by: string;
}

export interface FloorRules {
  microphones: number;
  seconds: number;
  question_seconds: number;
  reply_seconds: number;
  order_seconds: number;
  kinds: TurnKind[];
  fair: boolean;
  cut: boolean;
  auto_call: boolean;
  countdown_seconds: number;
  grace_seconds: number;
  visitors_ask: boolean;
  visitors_write: boolean;
  links: "nobody" | "members" | "everyone";
  slow_seconds: number;
}

export interface RoomView {
  id: number;
  slug: string;
  name: string;
  tint: number;
  doors: Doors;
  rules: FloorRules;
}

export interface SanctionView {
  id: number;
  person: PersonView;
  kind: SanctionKind;
  since: number;
  until: number;
  by: string;
  why: string;
}

export interface SeatView {
  room: number;
  slug: string;
  name: string;
  tint: number;
  delegate: PersonView | null;
  alternate: PersonView | null;
  holder: number;
  present: boolean;
  spent_ms: number;
}

export interface PlaceTaken {
  person: PersonView;
  capacity: Capacity;
  about: string;
  present: boolean;
}

export interface PaperView {
  title: string;
  pages: number;
  pages_url: string;
  file_url: string;
}

export interface ItemView {
  id: number;
  number: string;
  kind: ItemKind;
  title: string;
  minutes: number;
  state: ItemState;
  note: string;
  presenter: PersonView | null;
  spent_ms: number;
  running_since: number;
  paper: PaperView | null;
  page: number;
  url: string;
  do_not_record: boolean;
}

export interface QuorumView {
  present: number;
  needed: number;
  seats: number;
}

export interface ChoiceView {
  id: number;
  text: string;
  code: string;
  count: number;
}

export interface BallotView {
  id: number;
  item: number;
  question: string;
  method: BallotMethod;
  majority: Majority;
  base: Base;
  secret: boolean;
  state: BallotState;
  choices: ChoiceView[];
  most: number;
  entitled: number[];
  voted: number[];
  choices_of: Record<string, number[]>;
  adopted: boolean | null;
  winner: number;
  tie: boolean;
  quorum_at_opening: QuorumView | null;
  quorum_at_closing: QuorumView | null;
  opened_at: number;
  closed_at: number;
}

export interface SittingView {
  id: number;
  kind: SittingKind;
  title: string;
  alliance: string;
  page: string;
  state: SittingState;
  starts_at: number;
  seats: SeatView[];
  places: PlaceTaken[];
  items: ItemView[];
  current: number;
  quorum: QuorumView;
  ballots: BallotView[];
  recorded: boolean;
  seconds_a_room: number;
  next_starts_at: number;
  decisions: string[];
  opened_at: number;
  suspended_for: "" | "break" | "prayer";
}

export interface YourSeat {
  capacity: Capacity;
  room: number;
  holds_seat: boolean;
  do_not_record: boolean;
  votes: Record<string, number[]>;
  receipts: Record<string, string>;
}

export interface GatheringView {
  id: number;
  title: string;
  opened_at: number;
  suspended_at: number;
  suspended_until: number;
}

export interface Picture {
  n: number;
  room: RoomView;
  gathering: GatheringView;
  line: LineView;
  turns: TurnView[];
  order: number[];
  spoke: TurnView[];
  messages: MessageView[];
  pinned: MessageView | null;
  staff: PersonView[];
  sanctions: SanctionView[];
  sitting: SittingView | null;
}

export interface Crowd {
  live: number;
  text: number;
  http: number;
  named: number;
}

export interface You {
  person: PersonView | null;
  can: Ability[];
  sanctions: SanctionView[];
  ticket: string;
  ticket_until: number;
  seat: YourSeat | null;
}

export interface Floor {
  ev: "floor";
  what: FloorWhat;
  turns: TurnView[];
  order: number[];
  gone: number[];
  line: LineView | null;
  subject: number | null;
  why: string;
  act: number | null;
  n: number;
  at: number;
  by: string;
}

export interface Said {
  ev: "said";
  message: MessageView;
  n: number;
  at: number;
  by: string;
}

export interface Hidden {
  ev: "hidden";
  message: number;
  hidden: boolean;
  text: string;
  quote: string;
  act: number | null;
  n: number;
  at: number;
  by: string;
}

export interface Pinned {
  ev: "pinned";
  message: MessageView | null;
  n: number;
  at: number;
  by: string;
}

export interface Sanctioned {
  ev: "sanctioned";
  sanction: SanctionView;
  act: number | null;
  n: number;
  at: number;
  by: string;
}

export interface Lifted {
  ev: "lifted";
  sanction: number;
  person: number;
  n: number;
  at: number;
  by: string;
}

export interface RoomChanged {
  ev: "room";
  room: RoomView;
  act: number | null;
  n: number;
  at: number;
  by: string;
}

export interface StaffChanged {
  ev: "staff";
  staff: PersonView[];
  n: number;
  at: number;
  by: string;
}

export interface GatheringChanged {
  ev: "gathering";
  gathering: GatheringView;
  n: number;
  at: number;
  by: string;
}

export interface SittingChanged {
  ev: "sitting";
  sitting: SittingView;
  what: string;
  subject: number;
  act: number | null;
  n: number;
  at: number;
  by: string;
}

export interface SeatsChanged {
  ev: "seats";
  seats: SeatView[];
  places: PlaceTaken[];
  quorum: QuorumView;
  what: string;
  n: number;
  at: number;
  by: string;
}

export interface HereChanged {
  ev: "here";
  here: number[];
  away: number[];
  quorum: QuorumView;
  n: number;
  at: number;
  by: string;
}

export interface PageTurned {
  ev: "page";
  item: number;
  page: number;
  n: number;
  at: number;
  by: string;
}

export interface BallotChanged {
  ev: "ballot";
  ballot: BallotView;
  what: string;
  act: number | null;
  n: number;
  at: number;
  by: string;
}

export interface VoteCast {
  ev: "voted";
  ballot: number;
  room: number;
  n: number;
  at: number;
  by: string;
}

export interface Closed {
  ev: "closed";
  why: string;
  n: number;
  at: number;
  by: string;
}

export interface Quiet {
  ev: "quiet";
  n: number;
  at: number;
  by: string;
}

export interface Welcome {
  ev: "welcome";
  version: number;
  now: number;
  you: You;
  crowd: Crowd;
  picture: Picture | null;
}

export interface YouChanged {
  ev: "you";
  you: You;
}

export interface Pong {
  ev: "pong";
  t: number;
  now: number;
}

export interface SoundHeard {
  ev: "heard";
  stream: number;
  slot: number;
}

export interface CrowdCounted {
  ev: "crowd";
  crowd: Crowd;
}

export interface Presence {
  ev: "presence";
  came: PersonView[];
  left: number[];
}

export interface Moving {
  ev: "moving";
  after_ms: number;
}

export interface ActView {
  id: number;
  what: string;
  by: string;
  at: number;
  subject: string;
  why: string;
  facts: Record<string, string | number | boolean | null>;
  undone_at: number;
  undone_by: string;
  can_undo: boolean;
}

export interface Reply {
  re: string;
  ok?: boolean;
  n?: number;
  id?: number;
  act?: number;
  messages?: MessageView[] | null;
  more?: boolean;
  people?: PersonView[] | null;
  total?: number;
  acts?: ActView[] | null;
  you?: You | null;
  receipt?: string;
  picture?: Picture | null;
}

export interface Refusal {
  re: string;
  refused: string;
  facts: Record<string, string | number | boolean | null>;
}

export interface Hello {
  do: "hello";
  ticket: string;
  version: number;
  since?: number | null;
  gathering?: number | null;
  door?: string;
  key: string;
}

export interface Door {
  do: "door";
  door: string;
  key: string;
}

export interface Ping {
  do: "ping";
  t: number;
}

export interface Heard {
  do: "heard";
  stream: number;
  slot: number;
  next?: number;
}

export interface Say {
  do: "say";
  text: string;
  reply_to?: number | null;
  mentions?: number[];
  whisper?: boolean;
  key: string;
}

export interface Ask {
  do: "ask";
  kind?: TurnKind;
  to?: number | null;
  text?: string;
  key: string;
}

export interface Withdraw {
  do: "withdraw";
  key: string;
}

export interface Start {
  do: "start";
  key: string;
}

export interface Decline {
  do: "decline";
  key: string;
}

export interface Finish {
  do: "finish";
  key: string;
}

export interface Restore {
  do: "restore";
  key: string;
}

export interface Call {
  do: "call";
  turn: number;
  key: string;
}

export interface ReadOut {
  do: "read_out";
  turn: number;
  key: string;
}

export interface Extend {
  do: "extend";
  turn: number;
  seconds?: number;
  key: string;
}

export interface Pause {
  do: "pause";
  turn: number;
  key: string;
}

export interface Resume {
  do: "resume";
  turn: number;
  key: string;
}

export interface Revoke {
  do: "revoke";
  turn: number;
  why?: string;
  key: string;
}

export interface Remove {
  do: "remove";
  turn: number;
  why?: string;
  key: string;
}

export interface Move {
  do: "move";
  turn: number;
  place: number;
  why?: string;
  key: string;
}

export interface CloseLine {
  do: "close_line";
  key: string;
}

export interface OpenLine {
  do: "open_line";
  key: string;
}

export interface LowerHands {
  do: "lower_hands";
  key: string;
}

export interface SetMicrophones {
  do: "set_microphones";
  count: number;
  key: string;
}

export interface SetSlow {
  do: "set_slow";
  seconds: number;
  key: string;
}

export interface SetDoors {
  do: "set_doors";
  doors: Doors;
  word?: string;
  key: string;
}

export interface Hide {
  do: "hide";
  message: number;
  why?: string;
  key: string;
}

export interface Pin {
  do: "pin";
  message?: number | null;
  key: string;
}

export interface SanctionCommand {
  do: "sanction";
  person: number;
  kind: SanctionKind;
  minutes: number;
  why: string;
  key: string;
}

export interface Lift {
  do: "lift";
  sanction: number;
  why?: string;
  key: string;
}

export interface Undo {
  do: "undo";
  act: number;
  key: string;
}

export interface Suspend {
  do: "suspend";
  minutes: number;
  key: string;
}

export interface Reconvene {
  do: "reconvene";
  key: string;
}

export interface CloseGathering {
  do: "close_gathering";
  why?: string;
  key: string;
}

export interface OpenSitting {
  do: "open_sitting";
  key: string;
}

export interface NextItem {
  do: "next_item";
  item?: number | null;
  carry?: boolean;
  key: string;
}

export interface MoveItem {
  do: "move_item";
  item: number;
  before?: number | null;
  key: string;
}

export interface CarryItem {
  do: "carry_item";
  item: number;
  key: string;
}

export interface TurnPage {
  do: "turn_page";
  page: number;
  key: string;
}

export interface Adjourn {
  do: "adjourn";
  why?: string;
  key: string;
}

export interface SuspendSitting {
  do: "suspend_sitting";
  minutes: number;
  prayer?: boolean;
  key: string;
}

export interface TakeSeat {
  do: "take_seat";
  room?: number | null;
  why?: string;
  key: string;
}

export interface RemoveFromSitting {
  do: "remove_from_sitting";
  person: number;
  why: string;
  key: string;
}

export interface AnswerInterposed {
  do: "answer_interposed";
  turn: number;
  yes: boolean;
  key: string;
}

export interface RecordMe {
  do: "record_me";
  yes: boolean;
  key: string;
}

export interface RecordItem {
  do: "record_item";
  item: number;
  yes: boolean;
  key: string;
}

export interface ProposeBallot {
  do: "propose_ballot";
  question: string;
  item?: number | null;
  method?: BallotMethod;
  majority?: Majority;
  base?: Base;
  secret?: boolean;
  most?: number;
  choices?: string[];
  key: string;
}

export interface OpenBallot {
  do: "open_ballot";
  ballot: number;
  key: string;
}

export interface CloseBallot {
  do: "close_ballot";
  ballot: number;
  key: string;
}

export interface PublishBallot {
  do: "publish_ballot";
  ballot: number;
  decision?: string;
  key: string;
}

export interface VoidBallot {
  do: "void_ballot";
  ballot: number;
  why: string;
  key: string;
}

export interface Vote {
  do: "vote";
  ballot: number;
  choices: number[];
  receipt?: string;
  key: string;
}

export interface Decide {
  do: "decide";
  text: string;
  action?: boolean;
  room?: number | null;
  person?: number | null;
  due?: string;
  key: string;
}

export interface History {
  do: "history";
  before: number;
  key: string;
}

export interface People {
  do: "people";
  search?: string;
  page?: number;
  key: string;
}

export interface Acts {
  do: "acts";
  before?: number | null;
  key: string;
}

export interface Renew {
  do: "renew";
  key: string;
}

export type AnyCommand =
  | Hello
  | Door
  | Ping
  | Heard
  | Say
  | Ask
  | Withdraw
  | Start
  | Decline
  | Finish
  | Restore
  | Call
  | ReadOut
  | Extend
  | Pause
  | Resume
  | Revoke
  | Remove
  | Move
  | CloseLine
  | OpenLine
  | LowerHands
  | SetMicrophones
  | SetSlow
  | SetDoors
  | Hide
  | Pin
  | SanctionCommand
  | Lift
  | Undo
  | Suspend
  | Reconvene
  | CloseGathering
  | OpenSitting
  | NextItem
  | MoveItem
  | CarryItem
  | TurnPage
  | Adjourn
  | SuspendSitting
  | TakeSeat
  | RemoveFromSitting
  | AnswerInterposed
  | RecordMe
  | RecordItem
  | ProposeBallot
  | OpenBallot
  | CloseBallot
  | PublishBallot
  | VoidBallot
  | Vote
  | Decide
  | History
  | People
  | Acts
  | Renew;

export type LastingEvent =
  | Floor
  | Said
  | Hidden
  | Pinned
  | Sanctioned
  | Lifted
  | RoomChanged
  | StaffChanged
  | GatheringChanged
  | SittingChanged
  | SeatsChanged
  | HereChanged
  | PageTurned
  | BallotChanged
  | VoteCast
  | Closed
  | Quiet;

export type FleetingEvent =
  | Welcome
  | YouChanged
  | Pong
  | SoundHeard
  | CrowdCounted
  | Presence
  | Moving;

export type AnyEvent =
  | Floor
  | Said
  | Hidden
  | Pinned
  | Sanctioned
  | Lifted
  | RoomChanged
  | StaffChanged
  | GatheringChanged
  | SittingChanged
  | SeatsChanged
  | HereChanged
  | PageTurned
  | BallotChanged
  | VoteCast
  | Closed
  | Quiet
  | Welcome
  | YouChanged
  | Pong
  | SoundHeard
  | CrowdCounted
  | Presence
  | Moving;

export enum CloseCode { MOVING = 4000, TOO_SLOW = 4001, LOST_TRACK = 4002, SILENT = 4003, OVERLOADED = 4004, BAD_FRAME = 4400, BAD_TICKET = 4401, STALE_TICKET = 4402, NOT_WELCOME = 4403, BAD_VERSION = 4406, HELLO_LATE = 4408, TOO_BIG = 4413, TOO_FAST = 4429, NO_FLOOR = 4430, FOREIGN_ORIGIN = 4431, REMOVED = 4500, GATHERING_ENDED = 4501, REPLACED = 4502 }

/** What a close code means to a client: its name, and the range of ms within which to come back. */
export const CLOSES: Record<number, { name: string; back: [number, number] | null }> = {
  4000: { name: "moving", back: [200, 3000] },
  4001: { name: "too_slow", back: [1000, 4000] },
  4002: { name: "lost_track", back: [200, 2000] },
  4003: { name: "silent", back: [500, 3000] },
  4004: { name: "overloaded", back: [3000, 15000] },
  4400: { name: "bad_frame", back: null },
  4401: { name: "bad_ticket", back: null },
  4402: { name: "stale_ticket", back: [0, 1000] },
  4403: { name: "not_welcome", back: null },
  4406: { name: "bad_version", back: null },
  4408: { name: "hello_late", back: [1000, 5000] },
  4413: { name: "too_big", back: null },
  4429: { name: "too_fast", back: [5000, 20000] },
  4430: { name: "no_floor", back: [5000, 10000] },
  4431: { name: "foreign_origin", back: null },
  4500: { name: "removed", back: null },
  4501: { name: "gathering_ended", back: null },
  4502: { name: "replaced", back: null },
};

export type RefusalCode =
  | "malformed"
  | "unknown_command"
  | "too_long"
  | "too_fast"
  | "hello_first"
  | "unavailable"
  | "name_needed"
  | "not_allowed"
  | "members_only"
  | "barred"
  | "doors_closed"
  | "word_wanted"
  | "wrong_word"
  | "visitors_listen"
  | "name_private"
  | "name_bidi"
  | "name_unseen"
  | "name_tatweel"
  | "name_presentation"
  | "name_digits"
  | "name_marks"
  | "name_empty"
  | "name_letters"
  | "name_scripts"
  | "name_too_short"
  | "name_too_long"
  | "name_reserved"
  | "name_of_staff"
  | "name_too_soon"
  | "not_a_sitting"
  | "sitting_not_open"
  | "sitting_over"
  | "no_seat"
  | "removed_from_sitting"
  | "delegates_only"
  | "item_over"
  | "no_such_item"
  | "no_such_page"
  | "ballot_open"
  | "ballot_not_open"
  | "ballot_not_closed"
  | "ballot_over"
  | "no_quorum"
  | "no_vote"
  | "choices_wrong"
  | "receipt_wrong"
  | "room_time_over"
  | "nobody_to_interpose"
  | "not_interposed"
  | "kind_for_chair"
  | "no_alternate"
  | "sanction_in_session"
  | "not_live"
  | "gathering_closed"
  | "gathering_suspended"
  | "line_closed"
  | "already_waiting"
  | "on_the_floor"
  | "voice_stopped"
  | "kind_not_offered"
  | "text_needed"
  | "no_place"
  | "not_called"
  | "no_floor"
  | "nothing_kept"
  | "no_microphone_free"
  | "turn_over"
  | "turn_not_waiting"
  | "turn_not_speaking"
  | "read_out_instead"
  | "not_written"
  | "text_stopped"
  | "slow_mode"
  | "links_not_allowed"
  | "no_such_message"
  | "empty"
  | "no_such_person"
  | "cannot_sanction_staff"
  | "why_needed"
  | "room_ended"
  | "end_needed"
  | "word_needed"
  | "already_in_force"
  | "already_lifted"
  | "already_undone"
  | "cannot_undo"
  | "too_late_to_undo";
