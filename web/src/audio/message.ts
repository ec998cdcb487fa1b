/** The audio message of `multaqa.wire.audio`: a 12-byte big-endian header and up to 16 Opus packets of 20 ms. */

export const AUDIO = 0x11;
export const FIRST = 1;
export const LAST = 2;
export const SILENCE_BEFORE = 4;
export const MAX_PACKETS = 16;
export const MAX_PACKET_BYTES = 400;
export const SLOT_MS = 20;
const HEADER_BYTES = 12;

export interface AudioMessage {
  flags: number;
  /** 0 from the speaker; the node writes the turn's number. */
  stream: number;
  /** The first packet's place on the speaker's sample clock, in units of 20 ms. */
  slot: number;
  /** The speaker's room clock at the first packet, ms, low 32 bits. */
  time: number;
  packets: Uint8Array[];
}

export function packMessage(message: AudioMessage): Uint8Array<ArrayBuffer> {
  const size = message.packets.reduce((sum, packet) => sum + 2 + packet.length, HEADER_BYTES);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, AUDIO);
  view.setUint8(1, message.flags);
  view.setUint16(2, message.stream);
  view.setUint32(4, message.slot);
  view.setUint32(8, lowBits(message.time));
  let at = HEADER_BYTES;
  for (const packet of message.packets) {
    view.setUint16(at, packet.length);
    bytes.set(packet, at + 2);
    at += 2 + packet.length;
  }
  return bytes;
}

/** Null when the bytes are not an audio message: what cannot be read is passed over, never half played. */
export function parseMessage(bytes: Uint8Array): AudioMessage | null {
  if (bytes.length < HEADER_BYTES || bytes[0] !== AUDIO) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packets = parsePackets(bytes, view);
  const flags = view.getUint8(1);
  if (!packets || (packets.length === 0 && !(flags & LAST))) return null;
  return { flags, stream: view.getUint16(2), slot: view.getUint32(4), time: view.getUint32(8), packets };
}

function parsePackets(bytes: Uint8Array, view: DataView): Uint8Array[] | null {
  const packets: Uint8Array[] = [];
  let at = HEADER_BYTES;
  while (at < bytes.length) {
    if (at + 2 > bytes.length) return null;
    const length = view.getUint16(at);
    const end = at + 2 + length;
    if (length < 1 || length > MAX_PACKET_BYTES || end > bytes.length) return null;
    packets.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return packets.length <= MAX_PACKETS ? packets : null;
}

/** A clock of ms since 1970 does not fit 32 bits, and `>>>` alone is exact only up to 2^53. */
function lowBits(ms: number): number {
  return (Math.floor(ms) % 2 ** 32) >>> 0;
}
