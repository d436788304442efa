import type net from 'node:net';

const types = { data: 0, headers: 1, reset: 3, settings: 4 } as const;
const prefaceBytes = 24;
const frameHeaderBytes = 9;

/** A frame of HTTP/2 (RFC 9113, 4.1), made for a stream. */
export type Frame = (streamId: number) => Buffer;

/** The head `:status: 200`, by its index in the static table. */
export const okHead: Frame = (streamId) => frame(types.headers, 4, streamId, Buffer.from([0x88]));

/** Four bytes of a body that goes on. */
export const someData: Frame = (streamId) => frame(types.data, 0, streamId, Buffer.from('some'));

/** The end of a stream by an error code. */
export const reset =
  (code: number): Frame =>
  (streamId) =>
    frame(types.reset, 0, streamId, Buffer.from([0, 0, 0, code]));

/** Answers every request on a connection with these frames; what a library would never send. */
export function answerWithFrames(socket: net.Socket, frames: readonly Frame[]): void {
  let received = Buffer.alloc(0);
  let at = prefaceBytes;
  socket.on('error', () => undefined);
  socket.write(frame(types.settings, 0, 0, Buffer.alloc(0)));
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= at + frameHeaderBytes) {
      const streamId = received.readUInt32BE(at + 5);
      if (received[at + 3] === types.headers)
        socket.write(Buffer.concat(frames.map((make) => make(streamId))));
      at += frameHeaderBytes + received.readUIntBE(at, 3);
    }
  });
}

function frame(type: number, flags: number, streamId: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(frameHeaderBytes);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(streamId, 5);
  return Buffer.concat([header, payload]);
}
