import { createRowWriter, type Io, quote } from '@fetchutils/plumbing';

import type { Options } from './options.js';
import type { Failure } from './page-failure.js';

/** Where a run's rows go: as JSON all of them, as text only links, for nobody could tell the others apart there. */
export type LinkRows = {
  link(json: string, url: string): Promise<void> | undefined;
  rejected(json: string): Promise<void> | undefined;
  /** Tells of a page that failed, people too, by the members that name it; `carried` is the JSON text of its row's own members. */
  failure(
    named: { page: string } | { line: number },
    carried: string,
    error: Failure,
  ): Promise<void> | undefined;
  flush(): Promise<void>;
};

/** Rows as the user chose to have them. */
export function createLinkRows(io: Io, options: Options): LinkRows {
  const writer = createRowWriter(io.stdout, options);
  const isJson = options.format === undefined && !options.plain;
  return {
    // With --plain the rest of the row need not be looked at.
    link: (json, url) => writer.writeText(json, options.plain ? { url } : undefined),
    rejected: (json) => (isJson ? writer.writeText(json, undefined) : undefined),
    failure(named, carried, error) {
      if ('page' in named) io.stderr.say(quote(named.page), error.message);
      else io.stderr.say(error.message);
      if (!isJson) return undefined;
      const json = JSON.stringify({ ...named, ok: false, outcome: 'failed', error });
      return writer.writeText(carried === '' ? json : `${json.slice(0, -1)},${carried}}`, undefined);
    },
    flush: () => writer.flush(),
  };
}
