import type { Readable } from 'node:stream';

import type { ActiveExchange, Exchange, ExchangeRequest, ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { isRedirectStatus } from '../attempt/redirect.js';
import { type BodyOptions, createResponseBody, type ResponseBody } from '../body/response-body.js';

export type HopRequest = ExchangeRequest &
  Pick<BodyOptions, 'maxBytes' | 'speedFloor'> & {
    onConnected: (address: string) => FetchError | undefined;
    /** Told of the exchange as soon as there is one, so that it can be aborted. */
    onStart: (exchange: ActiveExchange) => void;
  };

export type HopResponse = { head: ResponseHead; body: Readable; discard(): void };

/** Makes one request and returns at its head, the body still to be read; throws a FetchError. */
export function requestHop(exchange: Exchange, request: HopRequest): Promise<HopResponse> {
  return new Promise((resolve, reject) => {
    let body: ResponseBody | undefined;
    const active = exchange.start(request, {
      onConnected: request.onConnected,
      onHead(head) {
        const made = createResponseBody({
          url: request.url,
          // Nobody reads the body of a redirect, and HEAD has none: a coding there is no concern.
          headers: request.method === 'HEAD' || isRedirectStatus(head.status) ? [] : head.headers,
          exchange: {
            pause: () => active.pause(),
            resume: () => active.resume(),
            discard: () => active.discard(),
            abort: (error) => active.abort(error),
          },
          maxBytes: request.maxBytes,
          speedFloor: request.speedFloor,
        });
        if (made instanceof FetchError) return active.abort(made);
        body = made;
        resolve({ head, body: made.stream, discard: made.discard });
      },
      onData: (chunk) => body?.onData(chunk),
      onEnd: () => body?.onEnd(),
      onError: (error) => (body ? body.onError(error) : reject(error)),
    });
    request.onStart(active);
  });
}
