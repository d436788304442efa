import { type FetchError, findHeader } from '@fetchutils/plumbing/http';

import type { BodyStart } from '../../body/body-receiver.js';
import { SplitBody } from '../../body/split-body.js';
import type { AttemptSetting } from '../attempt-setting.js';
import type { DivisionStart } from './division.js';

/**
 * Begins a body in pieces, where it is long enough and of a version that can be told, and the server does not say that it
 * sends none; one that has begun so goes on so. Undefined where it comes as a whole.
 */
export function divideBody(
  start: BodyStart,
  answer: Omit<DivisionStart, 'body'>,
  setting: AttemptSetting,
): DivisionStart | FetchError | undefined {
  const { part, state, length } = start;
  if (state === undefined || length === undefined) return undefined;
  const isBegun = part?.state?.ranges !== undefined;
  if (!isBegun && !isWanted(length - (part?.bytes ?? 0), answer, setting)) return undefined;
  const body = new SplitBody(setting.receive, setting.sink, { ...start, state, length });
  return body.begin() ?? { ...answer, body };
}

function isWanted(
  bytes: number,
  { job, head }: Omit<DivisionStart, 'body'>,
  { split }: AttemptSetting,
): boolean {
  if (split === undefined || job.isUndivided || bytes < split.minBytes) return false;
  // A server that says nothing of it may send ranges all the same: its answer to the first one tells.
  return findHeader(head.headers, 'accept-ranges')?.trim().toLowerCase() !== 'none';
}
