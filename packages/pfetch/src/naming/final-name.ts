import { findHeader, type RawHeaders } from '@fetchutils/plumbing/http';

import { bodyIdOf } from '../row/body-id-of.js';
import type { Job } from '../row/job.js';
import { escapeText, finishComponent } from './escape-name.js';
import type { Taken, TakenNames } from './taken-names.js';
import { extensionOf } from './extension-of.js';
import type { Received } from '../body/received.js';
import { dispositionName } from './disposition-name.js';

export type FinalNaming = {
  taken: TakenNames;
  /** Take the last part of the name from Content-Disposition. */
  remote: boolean;
};

/** The name of a body that is complete, who chose it, and what became of it. */
export type FinalName = { name: string; isServers: boolean; taken: Taken };

/** Names a body that is complete. */
export function finalName(
  job: Job,
  received: Received,
  headers: RawHeaders,
  { taken, remote }: FinalNaming,
): FinalName {
  const { key, complete } = job.name;
  if (complete === undefined && !remote) return { name: key, isServers: false, taken: 'again' };
  const facts = { ext: extensionFor(job.url, received.type), sha256: received.digests['sha256'] ?? '' };
  const named = complete === undefined ? key : complete(facts);
  const given = remote ? dispositionName(findHeader(headers, 'content-disposition')) : undefined;
  const name = given === undefined ? named : `${folderOf(named)}${finishComponent(escapeText(given))}`;
  if (name === key) return { name, isServers: false, taken: 'again' };
  // A name that all of one content share belongs to the content.
  const owner = job.name.sharesContent === true && given === undefined ? name : bodyIdOf(job.ownUrl);
  return { name, isServers: given !== undefined, taken: taken.take(name, owner) };
}

/** The extension that the bytes ask for; that of the URL where they are text of any kind, or unknown. */
function extensionFor(url: URL, type: string | undefined): string {
  const ofUrl = /\.([A-Za-z0-9]{1,10})$/.exec(url.pathname)?.[1]?.toLowerCase();
  if (type === undefined || type === 'text/plain' || type === 'application/zip')
    return ofUrl ?? extensionOf(type ?? '') ?? 'bin';
  return extensionOf(type) ?? ofUrl ?? 'bin';
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}
