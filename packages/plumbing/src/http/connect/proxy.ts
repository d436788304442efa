/** How a proxy is spoken to; with `socks5h` and `socks4a` the proxy resolves names itself. */
export type ProxyScheme = 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h';

export type Proxy = {
  scheme: ProxyScheme;
  /** IPv6 in brackets, as in a URL. */
  hostname: string;
  port: number;
  credentials?: { user: string; password: string };
};

const schemes: readonly ProxyScheme[] = ['http', 'https', 'socks4', 'socks4a', 'socks5', 'socks5h'];

/** Reads a proxy as curl does: `[SCHEME://][USER:PASSWORD@]HOST[:PORT]`, port 1080 unless given; undefined where it is none. */
export function parseProxy(text: string): Proxy | undefined {
  const fields =
    /^(?:(?<scheme>[a-z0-9]+):\/\/)?(?:(?<userinfo>.*)@)?(?<hostname>\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::(?<port>\d+))?\/?$/i.exec(
      text.trim(),
    )?.groups;
  const scheme = schemes.find((known) => known === (fields?.scheme ?? 'http').toLowerCase());
  if (!fields?.hostname || !scheme) return undefined;
  const port = Number(fields.port ?? (scheme === 'https' ? 443 : 1080));
  if (port < 1 || port > 65_535) return undefined;
  const proxy: Proxy = { scheme, hostname: fields.hostname.toLowerCase(), port };
  const credentials = fields.userinfo === undefined ? undefined : parseUserinfo(fields.userinfo);
  return credentials ? { ...proxy, credentials } : proxy;
}

/** The value of Proxy-Authorization that a proxy wants of us. */
export function proxyAuthorization({ credentials }: Proxy): string | undefined {
  if (!credentials) return undefined;
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
}

function parseUserinfo(userinfo: string): { user: string; password: string } {
  const colon = userinfo.indexOf(':');
  const user = colon < 0 ? userinfo : userinfo.slice(0, colon);
  return { user: decode(user), password: colon < 0 ? '' : decode(userinfo.slice(colon + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
