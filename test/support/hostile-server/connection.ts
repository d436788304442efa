import type { Socket } from 'node:net';

import { parseRequest, type ParsedRequest } from './recorded-request.js';

/** Reads requests off one connection and has them answered one after the other, until either side closes. */
export function serveConnection(
  stream: Socket,
  answer: (request: ParsedRequest, positionOnConnection: number) => Promise<void>,
): void {
  let received = Buffer.alloc(0);
  let position = 0;
  let isAnswering = false;

  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    void answerNext();
  });

  async function answerNext(): Promise<void> {
    while (!isAnswering && !stream.destroyed && !stream.writableEnded) {
      const parsed = parseRequest(received);
      if (parsed === undefined) return;
      received = Buffer.from(parsed.rest);
      position += 1;
      isAnswering = true;
      await answer(parsed.request, position);
      isAnswering = false;
    }
  }
}
