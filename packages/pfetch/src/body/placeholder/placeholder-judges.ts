import { FetchError, findHeader } from '@fetchutils/plumbing/http';

import type { BodyCheck, BodyHead } from '../body-check.js';
import type { Head, PlaceholderTable } from './placeholder-table.js';

/** What the table of known placeholders says of a redirect, of a head and of a body. */
export function createPlaceholderJudges(table: PlaceholderTable) {
  return {
    redirect: (target: URL): FetchError | undefined => {
      const name = table.byRedirect(target);
      return name === undefined ? undefined : known('redirect', name, `redirects to ${target.host}`);
    },
    head: (head: BodyHead): FetchError | undefined => {
      // Asked of every answer, and nearly always in vain.
      if (!table.mayKnow(findHeader(head.headers, 'etag'), head.length)) return undefined;
      const name = table.byHead(headOf(head));
      return name === undefined ? undefined : known('head', name, 'told by its head');
    },
    body: (head: BodyHead): BodyCheck | undefined => {
      const watch = table.watch(headOf(head));
      if (watch === undefined) return undefined;
      return {
        push: (chunk) => void watch.push(chunk),
        end(received) {
          const name = watch.end(received.digests['sha256'] ?? '');
          return name === undefined ? received : known('hash', name, 'told by its bytes');
        },
      };
    },
  };
}

function headOf({ url, headers, length }: BodyHead): Head {
  return { host: url.host, etag: findHeader(headers, 'etag'), contentLength: length };
}

function known(code: string, name: string, how: string): FetchError {
  return new FetchError('placeholder', code, `a known placeholder, ${how}: ${name}`);
}
