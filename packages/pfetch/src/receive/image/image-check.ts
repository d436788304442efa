import { FetchError } from '@fetchutils/plumbing/http';

import type { BodyCheck } from '../body-check.js';
import { createImageJudge, type ImageVerdict } from './image-judge.js';
import type { ImageLimits } from './image-limits.js';

/** Rejects a body that is no whole picture within the limits, as soon as that is known. */
export function createImageCheck(limits: ImageLimits): BodyCheck {
  const judge = createImageJudge(limits);
  return {
    push(chunk) {
      const verdict = judge.push(chunk);
      return verdict === 'more' || verdict.ok ? undefined : errorOf(verdict);
    },
    end(received) {
      const verdict = judge.end();
      if (!verdict.ok) return errorOf(verdict);
      received.type = verdict.type;
      received.width = verdict.width;
      received.height = verdict.height;
      return received;
    },
  };
}

function errorOf({ code, message }: Extract<ImageVerdict, { ok: false }>): FetchError {
  return new FetchError('image', code, message, false);
}
