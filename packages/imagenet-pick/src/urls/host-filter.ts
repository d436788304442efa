import { BadValue } from '@fetchutils/plumbing';

/** Which hosts a user wants URLs of. */
export type HostRules = { all: boolean; hosts: readonly RegExp[]; notHosts: readonly RegExp[] };

/** Tells by its host whether a URL is wanted. */
export type HostTest = (host: string, isFlickr: boolean) => boolean;

/** The test for some rules: Flickr only, unless hosts are named or all are wanted; those excluded never. */
export function createHostFilter({ all, hosts, notHosts }: HostRules): HostTest {
  const isWanted = (host: string, isFlickr: boolean): boolean =>
    hosts.length > 0 ? hosts.some((glob) => glob.test(host)) : all || isFlickr;
  return (host, isFlickr) => isWanted(host, isFlickr) && !notHosts.some((glob) => glob.test(host));
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
