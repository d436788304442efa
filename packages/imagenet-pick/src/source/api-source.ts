import {
  compileTemplate,
  httpSettings,
  type Io,
  quote,
  type Template,
  withoutLogin,
} from '@fetchutils/plumbing';
import { createHttpClient, FetchError, httpStatusError } from '@fetchutils/plumbing/http';

import type { ClassCount } from '../wordnet/class-count.js';
import { toLineBlock } from '../list/line-blocks.js';
import { countFromStart, readBlock } from '../list/read-block.js';
import type { ListedUrl } from '../list/read-line.js';
import type { Options } from '../options.js';
import type { HostTest } from '../urls/host-filter.js';
import { readServedList } from './read-served-list.js';
import type { UrlSource } from './url-source.js';

const requestsAtOnce = 8;
const maxBytes = 64 * 1024 * 1024;

/** The URLs of a service that has a list for each class. A class whose list cannot be had is told, and has no URLs. */
export async function openApiSource(
  io: Io,
  options: Options,
  template: Template,
  classes: readonly ClassCount[],
): Promise<UrlSource> {
  const client = await createHttpClient(httpSettings(options, io.env), 'imagenet-pick');
  const fillIn = compileTemplate(template);
  let hasLosses = false;

  async function read(wnid: string, isWanted: HostTest): Promise<ListedUrl[]> {
    try {
      const served = await client.read({ url: fillIn({ wnid }), signal: io.signal, maxBytes });
      if (served.status !== 200) throw httpStatusError(served.status, served.reason);
      const { list, surplus } = readServedList(served.bytes, wnid);
      if (surplus !== undefined) complain(wnid, `${quote(surplus)} is no URL`);
      return readBlock(toLineBlock(list), countFromStart([wnid]), isWanted);
    } catch (error) {
      io.signal.throwIfAborted();
      if (!(error instanceof FetchError)) throw error;
      complain(wnid, error.message);
      return [];
    }
  }

  function complain(wnid: string, why: string): void {
    hasLosses = true;
    io.stderr.say(`${wnid} from ${quote(withoutLogin(fillIn({ wnid })))}`, why);
  }

  return {
    classes,
    async readUrls(wnids, isWanted) {
      const urls = new Map<string, ListedUrl[]>();
      for (let from = 0; from < wnids.length; from += requestsAtOnce) {
        const some = wnids.slice(from, from + requestsAtOnce);
        const lists = await Promise.all(some.map((wnid) => read(wnid, isWanted)));
        some.forEach((wnid, nth) => urls.set(wnid, lists[nth] ?? []));
      }
      return urls;
    },
    hasLosses: () => hasLosses,
    close: () => client.close(),
  };
}
