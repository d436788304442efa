import { BlockList, isIP } from 'node:net';

/**
 * Compiles a list of hosts, written as curl's no_proxy: by commas or blanks, host names (each with its subdomains, leading
 * dot or not), IP addresses and CIDR blocks; `*` is everything. The result says whether a host is in it.
 */
export function compileHostList(list: string): (hostname: string) => boolean {
  if (list.trim() === '*') return () => true;
  const blocks = new BlockList();
  const names: string[] = [];
  for (const item of list.split(/[\s,]+/)) {
    const [, literal = item, bits] = /^(.*)\/(\d+)$/.exec(item) ?? [];
    const address = literal.replace(/^\[|\]$/g, '');
    const family = familyOf(address);
    if (family) addBlock(blocks, address, family, bits);
    else if (item !== '') names.push(item.toLowerCase().replace(/^\.|\.$/g, ''));
  }
  return (hostname) => {
    const bare = hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
    const family = familyOf(bare);
    if (family) return blocks.check(bare, family);
    return names.some((name) => bare === name || bare.endsWith(`.${name}`));
  };
}

function familyOf(text: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(text);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

function addBlock(
  blocks: BlockList,
  address: string,
  family: 'ipv4' | 'ipv6',
  bits: string | undefined,
): void {
  const widest = family === 'ipv4' ? 32 : 128;
  if (bits === undefined) blocks.addAddress(address, family);
  else if (Number(bits) <= widest) blocks.addSubnet(address, Number(bits), family);
}
