import type { TakenNames } from './taken-names.js';

/** Where files go and which names are given. */
export type Naming = {
  /** The output folder, without a slash at its end. */
  dir: string;
  taken: TakenNames;
  /** A name as the row tells it: from where pfetch was started. */
  pathOf(name: string): string;
};
