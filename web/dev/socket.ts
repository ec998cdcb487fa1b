/** A WebSocket server of text frames, just enough to develop against. */

import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export interface Peer {
  say(message: unknown): void;
  close(code: number): void;
}

/** Answers the handshake and calls `hear` with every text message. */
export function accept(
  request: IncomingMessage,
  socket: Duplex,
  hear: (peer: Peer, message: Record<string, unknown>) => void,
): void {
  const answer = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${GUID}`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`,
  );
  const peer: Peer = {
    say: (message) => socket.write(frame(0x81, Buffer.from(JSON.stringify(message)))),
    close: (code) => {
      socket.write(frame(0x88, Buffer.from([code >> 8, code & 255])));
      socket.end();
    },
  };
  let rest = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (let read = readFrame(rest); read; read = readFrame(rest)) {
      rest = rest.subarray(read.size);
      if (read.opcode === 8) socket.end();
      if (read.opcode === 1) hear(peer, JSON.parse(read.payload.toString()) as Record<string, unknown>);
    }
  });
}

function frame(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([first, length])
      : length < 65536
        ? Buffer.from([first, 126, length >> 8, length & 255])
        : null;
  if (!head) throw new Error("too long to develop with");
  return Buffer.concat([head, payload]);
}

function readFrame(data: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (data.length < 2) return null;
  let length = data[1]! & 127;
  let at = 2;
  if (length === 126) {
    if (data.length < 4) return null;
    length = data.readUInt16BE(2);
    at = 4;
  }
  if (data.length < at + 4 + length) return null;
  const mask = data.subarray(at, at + 4);
  const payload = Buffer.from(data.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ mask[i % 4]!));
  return { opcode: data[0]! & 15, payload, size: at + 4 + length };
}
