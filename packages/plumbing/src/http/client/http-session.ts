import type { HttpSettings } from '../../http-settings.js';
import { type Connector, createConnector } from '../connect/connect.js';
import { type Cookies, createCookies } from '../headers/cookies.js';
import type { Exchange } from '../exchange.js';
import { readNetrc } from '../headers/netrc.js';
import { createRequestHeaders, type HeadersFor } from '../headers/request-headers.js';
import { createResolver, type Resolver } from '../names/resolver.js';
import { createTicker, type Ticker } from '../ticker.js';
import { createWireExchange } from '../wire/wire-exchange.js';

/** What all requests of a run share. */
export type HttpSession = {
  settings: HttpSettings;
  exchange: Exchange;
  /** For whoever speaks for himself over its connections. */
  connector: Connector;
  /** For deadlines of the caller's own, beside those of the exchange. */
  ticker: Ticker;
  cookies: Cookies | undefined;
  headersFor: HeadersFor;
  /** Ends what is under way and writes the cookie jar. */
  close(): void;
};

/** Makes them from the settings; `tool` is how requests name themselves. */
export async function createHttpSession(settings: HttpSettings, tool: string): Promise<HttpSession> {
  const cookies = await createCookies(settings.cookies, settings.cookieJarPath);
  const netrc = settings.netrcPath === undefined ? undefined : readNetrc(settings.netrcPath);
  const resolver = createResolver(settings.names);
  const connector = createConnector({ resolver, proxies: settings.proxies, tls: settings.tls });
  const ticker = createTicker();
  const wire = createWireExchange(connector, ticker);
  const exchange = settings.http2 ? await addHttp2(settings, resolver, wire, ticker) : wire;
  return {
    settings,
    exchange,
    connector,
    ticker,
    cookies,
    headersFor: createRequestHeaders({ settings, tool, cookies, netrc }),
    close() {
      exchange.close();
      cookies?.save();
    },
  };
}

/** Loaded only where it is asked for: Node's HTTP/2 costs milliseconds at the start. */
async function addHttp2(
  settings: HttpSettings,
  resolver: Resolver,
  wire: Exchange,
  ticker: Ticker,
): Promise<Exchange> {
  const { createH2Exchange } = await import('../h2/h2-exchange.js');
  const tls = { ...settings.tls, alpn: ['h2', 'http/1.1'] };
  return createH2Exchange(createConnector({ resolver, proxies: settings.proxies, tls }), wire, ticker);
}
