/** What can be scheduled: a URL to be asked for, and what has come of it so far. */
export type Task = {
  /** The URL that is tried now. */
  url: URL;
  /** Requests made so far, for all URLs. */
  attempts: number;
  /** Failures that count against --retry, for this URL. */
  failures: number;
  /** Times this host has told us to come back later. */
  postponements: number;
  /** True while its host has only ever been silent: its next attempt waits less. */
  isSecondLook: boolean;
  /** What all attempts together took; the rest of the time since the first began it waited. */
  triedMs: number;
  /** When the first attempt began; 0 before. */
  startedAtMs: number;
};

/** A task of which nothing has come yet. */
export function newTask(url: URL): Task {
  return {
    url,
    attempts: 0,
    failures: 0,
    postponements: 0,
    isSecondLook: false,
    triedMs: 0,
    startedAtMs: 0,
  };
}
