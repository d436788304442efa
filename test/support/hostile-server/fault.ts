import type { Exchange } from './exchange.js';

/** One way to misbehave. Its route is its name: `/name`, `/name/anything`, `?times=2` for the first two attempts only. */
export type Fault = {
  does: string;
  answer: (exchange: Exchange) => Promise<void> | void;
};

export type Faults = Record<string, Fault>;
