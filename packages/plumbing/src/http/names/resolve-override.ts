import { type Address, parseAddress } from './address.js';

/** What `--resolve` pins: `*` as host stands for every host. */
export type ResolveOverride = { host: string; port: number; addresses: readonly Address[] };

/** Reads curl's `HOST:PORT:ADDRESS[,ADDRESS]...`, IPv6 addresses with or without brackets; undefined where it is none. */
export function parseResolveOverride(text: string): ResolveOverride | undefined {
  const fields = /^\+?(?<host>\[[^\]]+\]|[^:[\]]+):(?<port>\d+):(?<list>.+)$/.exec(text)?.groups;
  if (!fields) return undefined;
  const { host = '', port = '', list = '' } = fields;
  if (Number(port) < 1 || Number(port) > 65_535) return undefined;
  const addresses = list.split(',').map(parseAddress);
  if (!addresses.every((address) => address !== undefined)) return undefined;
  return { host: host.toLowerCase().replace(/\.$/, ''), port: Number(port), addresses };
}
