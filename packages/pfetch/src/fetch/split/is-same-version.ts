import { findHeader, type ResponseHead } from '@fetchutils/plumbing/http';

import type { PartState } from '../../sinks/sink.js';
import { strongValidator } from '../resume.js';

/** True for an answer with the whole of a version: its server sends no pieces. */
export function isSameVersion(head: ResponseHead, { validator, length }: PartState): boolean {
  const announced = findHeader(head.headers, 'content-length');
  return strongValidator(head) === validator && announced !== undefined && Number(announced) === length;
}
