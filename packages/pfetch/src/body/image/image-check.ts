import { FetchError } from '@fetchutils/plumbing/http';

import type { BodyCheck } from '../body-check.js';
import type { Received } from '../received.js';
import { createImageJudge, type ImageJudge, type ImageVerdict } from './image-judge.js';
import type { ImageLimits } from './image-limits.js';

/** Rejects a body that is no whole picture within the limits, as soon as that is known. */
export class ImageCheck implements BodyCheck {
  readonly tellsType = true;
  readonly #judge: ImageJudge;

  constructor(limits: ImageLimits) {
    this.#judge = createImageJudge(limits);
  }

  push(chunk: Buffer): FetchError | undefined {
    const verdict = this.#judge.push(chunk);
    return verdict === 'more' || verdict.ok ? undefined : errorOf(verdict);
  }

  end(received: Received): Received | FetchError {
    const verdict = this.#judge.end();
    if (!verdict.ok) return errorOf(verdict);
    received.type = verdict.type;
    received.width = verdict.width;
    received.height = verdict.height;
    return received;
  }
}

function errorOf({ code, message }: Extract<ImageVerdict, { ok: false }>): FetchError {
  return new FetchError('image', code, message);
}
