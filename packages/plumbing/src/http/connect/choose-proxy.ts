import { UsageError } from '../../failures.js';
import { quote } from '../../quote.js';
import { compileHostList } from '../names/host-list.js';
import { parseProxy, type Proxy } from './proxy.js';

export type ProxySettings = {
  /** -x; '' is no proxy at all, whatever the environment says. */
  proxy?: string | undefined;
  /** --noproxy. */
  noProxy?: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
};

/** Which proxy leads to a URL's host, if any. */
export type ProxyChooser = (protocol: string, hostname: string) => Proxy | undefined;

/**
 * The rule of curl: -x before http_proxy, https_proxy and all_proxy; lower case before upper; and never HTTP_PROXY,
 * which in a CGI program comes from a header of the request. Throws a UsageError for a proxy that is none.
 */
export function createProxyChooser({ proxy, noProxy, env }: ProxySettings): ProxyChooser {
  const all = readProxy('--proxy', proxy);
  const fallback = readVariable(env, 'all_proxy', 'ALL_PROXY');
  const http = proxy === undefined ? (readVariable(env, 'http_proxy') ?? fallback) : all;
  const https = proxy === undefined ? (readVariable(env, 'https_proxy', 'HTTPS_PROXY') ?? fallback) : all;
  if (!http && !https) return () => undefined;
  const isExempt = compileHostList(noProxy ?? env['no_proxy'] ?? env['NO_PROXY'] ?? '');
  return (protocol, hostname) => (isExempt(hostname) ? undefined : protocol === 'https:' ? https : http);
}

function readVariable(env: ProxySettings['env'], ...names: string[]): Proxy | undefined {
  const name = names.find((candidate) => env[candidate] !== undefined);
  return name === undefined ? undefined : readProxy(name, env[name]);
}

function readProxy(source: string, text: string | undefined): Proxy | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const proxy = parseProxy(text);
  if (!proxy)
    throw new UsageError(
      `${source} wants a proxy such as http://host:3128 or socks5h://host:1080, not ${quote(text)}`,
    );
  return proxy;
}
