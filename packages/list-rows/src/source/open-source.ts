import { httpSettings, type Io, quote, UsageError } from '@fetchutils/plumbing';
import type { HttpClient } from '@fetchutils/plumbing/http';

import type { Options } from '../options.js';
import type { ByteSource } from './byte-source.js';
import { openFileSource } from './file-source.js';
import { openStdinSource } from './stdin-source.js';

/** Opens what operands name, and closes what they have in common. */
export type SourceOpener = { open(name: string): Promise<ByteSource>; close(): Promise<void> };

/** An opener of standard input ("-"), files and http(s) addresses; the HTTP client is loaded with the first address. */
export function createSourceOpener(io: Io, options: Options): SourceOpener {
  const settings = httpSettings(options, io.env);
  let opening: Promise<HttpClient> | undefined;

  async function openClient(): Promise<HttpClient> {
    const { createHttpClient } = await import('@fetchutils/plumbing/http');
    return createHttpClient(settings, 'list-rows');
  }

  return {
    async open(name) {
      if (name === '-') return openStdinSource(io);
      const scheme = schemeOf(name);
      if (scheme === undefined) return openFileSource(name, io.signal);
      if (scheme !== 'http' && scheme !== 'https')
        throw new UsageError(`${quote(name)}: ${scheme}:// is not read yet; http, https and files are`);
      const { openHttpSource } = await import('./http-source.js');
      const client = await (opening ??= openClient());
      return openHttpSource(name, { client, signal: io.signal, retries: settings.retries });
    },
    async close() {
      (await opening)?.close();
    },
  };
}

function schemeOf(name: string): string | undefined {
  return /^([a-z][a-z0-9+.-]+):\/\//i.exec(name)?.[1]?.toLowerCase();
}
