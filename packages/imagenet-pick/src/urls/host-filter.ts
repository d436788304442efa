import { BadValue } from '@fetchutils/plumbing';

import type { ListedUrl } from '../list/read-line.js';

/** Which hosts a user wants URLs of. */
export type HostRules = { all: boolean; hosts: readonly RegExp[]; notHosts: readonly RegExp[] };

/** A test of URLs: Flickr only, unless hosts are named or all are wanted; those excluded never. */
export function createHostFilter({ all, hosts, notHosts }: HostRules): (url: ListedUrl) => boolean {
  const isWanted = (url: ListedUrl): boolean => {
    if (hosts.length > 0) return hosts.some((host) => host.test(url.host));
    return all || url.isFlickr;
  };
  return (url) => isWanted(url) && !notHosts.some((host) => host.test(url.host));
}

/** Parses a host name in which "*" stands for any characters and "?" for one. */
export function hostGlob(text: string): RegExp {
  if (!/^[^\s/:]+$/.test(text)) throw new BadValue('a host name, with * and ? as in *.flickr.com');
  const pattern = text
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'i');
}
