import { UsageError } from './failures.js';
import type { AddressPolicy } from './http/guard/address-guard.js';
import type { ProxySettings } from './http/connect/choose-proxy.js';
import type { HeaderRule } from './http/headers/header-rule.js';
import type { ResolverSettings } from './http/names/resolver.js';
import type { SpeedFloor } from './http/body/speed-floor.js';
import type { TlsSettings } from './http/connect/tls-client.js';
import type { httpOptions } from './http-options.js';
import type { Login } from './http/login.js';
import type { OptionValues } from './option-table.js';

/** Everything that the HTTP rooms are told, once the options have been read. A time of 0 is no limit. */
export type HttpSettings = {
  headers: readonly HeaderRule[];
  userAgent: string | undefined;
  referer: string | undefined;
  login: Login | undefined;
  /** Where logins by host are. */
  netrcPath: string | undefined;
  cookies: readonly string[];
  cookieJarPath: string | undefined;
  proxies: ProxySettings;
  tls: TlsSettings;
  names: ResolverSettings;
  addressPolicy: AddressPolicy;
  /** Where a server offers it. */
  http2: boolean;
  connectTimeoutMs: number;
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
  totalTimeoutMs: number;
  speedFloor: SpeedFloor;
  maxRedirects: number;
  retries: number;
  retryMaxTimeMs: number;
  maxRetryAfterMs: number;
};

/** The settings that options and environment come to; what contradicts itself is a UsageError. */
export function httpSettings(
  options: OptionValues<typeof httpOptions> & { http2?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): HttpSettings {
  if (options.ipv4 && options.ipv6) throw new UsageError('--ipv4 and --ipv6 exclude each other');
  if (options.allowPrivate && options.denyPrivate) {
    throw new UsageError('--allow-private and --deny-private exclude each other');
  }
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '.';
  return {
    headers: options.header.flat(),
    userAgent: options.userAgent,
    referer: options.referer,
    login: options.user,
    netrcPath: options.netrcFile ?? (options.netrc ? (env['NETRC'] ?? `${home}/.netrc`) : undefined),
    cookies: options.cookie,
    cookieJarPath: options.cookieJar,
    proxies: { proxy: options.proxy, noProxy: options.noproxy, env },
    tls: { insecure: options.insecure, caFile: options.cacert ?? env['SSL_CERT_FILE'] },
    names: {
      family: options.ipv4 ? 4 : options.ipv6 ? 6 : undefined,
      servers: options.dnsServers ?? [],
      overrides: options.resolve,
    },
    addressPolicy: options.allowPrivate ? 'allow' : options.denyPrivate ? 'deny' : 'default',
    http2: options.http2 ?? false,
    connectTimeoutMs: options.connectTimeout,
    firstByteTimeoutMs: options.firstByteTimeout,
    idleTimeoutMs: options.idleTimeout,
    totalTimeoutMs: options.timeout,
    speedFloor: { bytesPerSecond: options.speedLimit, overMs: options.speedTime },
    maxRedirects: options.maxRedirs,
    retries: options.retry,
    retryMaxTimeMs: options.retryMaxTime,
    maxRetryAfterMs: options.maxRetryAfter,
  };
}
