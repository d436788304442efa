import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { stableHash } from '@fetchutils/plumbing';

import { pictureOf } from './picture-of.js';

/** What has become of a picture: only `alive` is one. */
export type Fate = 'alive' | 'gone' | 'placeholder' | 'page' | 'silent';

/** Old pictures on many hosts, half of them Flickr's, as ImageNet's list has them. */
export type OldPictures = {
  port: number;
  /** The list: `wnid_number<TAB>url`, grouped by class. */
  list: string;
  fateOf(url: string): Fate;
  /** The picture that a URL leads to. */
  pictureAt(url: string): Buffer;
  /** The URLs that were asked for, as often as they were. */
  requested: string[];
  close(): void;
};

/** Hosts that are to lead nowhere; the others are all this site. */
export const silentHosts = ['dead-1.example', 'dead-2.example', 'dead-3.example'];

/** Starts the site on 127.0.0.1: 80 % of its Flickr pictures are alive, and 30 % of the others. */
export async function startOldPictures(classes: number, perClass: number): Promise<OldPictures> {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    requested.push(url);
    // As far away as a real host, in small.
    setTimeout(() => answer(url, response), 2 + (stableHash(url) % 12));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lines = Array.from({ length: classes }, (_, index) => classLines(index, perClass, port));
  return {
    port,
    list: lines.join(''),
    fateOf,
    pictureAt,
    requested,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function classLines(index: number, perClass: number, port: number): string {
  const wnid = `n${String(2_000_000 + index * 7).padStart(8, '0')}`;
  const line = (_: unknown, n: number): string => {
    const photo = stableHash(`${wnid} ${n}`);
    return `${wnid}_${n + 1}\thttp://${hostOf(photo, n)}:${port}/${photo % 100}/${photo}.jpg\n`;
  };
  return Array.from({ length: perClass }, line).join('');
}

/** Every second is on Flickr; of the others some hosts are large, most are small, and a few are dead. */
function hostOf(photo: number, n: number): string {
  if (n % 2 === 0) return `farm${(photo % 5) + 1}.static.flickr.com`;
  if (n % 14 === 1) return silentHosts[photo % silentHosts.length] ?? '';
  return `www.host-${Math.floor(200 * (photo / 2 ** 32) ** 3)}.example`;
}

function fateOf(url: string): Fate {
  const { hostname } = new URL(url);
  if (silentHosts.includes(hostname)) return 'silent';
  const dice = stableHash(url.replace(/:\d+/, '')) % 100;
  if (hostname.endsWith('.flickr.com')) return dice < 80 ? 'alive' : dice < 92 ? 'placeholder' : 'gone';
  // 30 of all that are not on Flickr, of which one in seven is on a dead host.
  return dice < 35 ? 'alive' : dice < 60 ? 'page' : 'gone';
}

function pictureAt(url: string): Buffer {
  return pictureOf(new URL(url).pathname, 12, 9);
}

function answer(url: string, response: ServerResponse): void {
  const fate = fateOf(url);
  if (fate === 'placeholder') {
    response.writeHead(302, { location: 'http://s.yimg.com/pw/images/en-us/photo_unavailable.png' }).end();
  } else if (fate === 'page') {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    response.end(`<!doctype html><title>Domain for sale</title><p>${new URL(url).hostname}`);
  } else if (fate === 'alive') {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(pictureAt(url));
  } else response.writeHead(404).end();
}
