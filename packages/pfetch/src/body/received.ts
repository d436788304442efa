import type { Digests } from './body-hash.js';

/** What a body turned out to be. */
export type Received = {
  bytes: number;
  type: string | undefined;
  digests: Digests;
  width?: number | undefined;
  height?: number | undefined;
  /** The digests that the row named. */
  verified?: readonly string[];
};
