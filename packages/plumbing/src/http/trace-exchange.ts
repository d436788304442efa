import type { Exchange, ExchangeHandler, ExchangeRequest, RawHeaders } from './exchange.js';

/** Hears what goes over the wire, some lines together. */
export type Trace = (lines: readonly string[]) => void;

/** The same transport, which tells the head of every request and response, as curl -v does; secrets are masked. */
export function traceExchange(exchange: Exchange, trace: Trace): Exchange {
  return {
    start(request, handler) {
      const url = hideSecrets(request.url.href);
      trace([`* ${url}`, ...requestLines(request)]);
      return exchange.start(request, traced(handler, url, trace));
    },
    close: () => exchange.close(),
  };
}

function traced(handler: ExchangeHandler, url: string, trace: Trace): ExchangeHandler {
  return {
    onConnected(address) {
      if (address !== '') trace([`* ${url}: connected to ${address}`]);
      return handler.onConnected?.(address);
    },
    onHead(head) {
      const { httpVersion, status, reason, headers } = head;
      trace([
        `* ${url}`,
        `< HTTP/${httpVersion} ${status} ${reason}`.trimEnd(),
        ...headerLines('<', headers),
      ]);
      handler.onHead(head);
    },
    onData: (chunk) => handler.onData(chunk),
    onEnd: () => handler.onEnd(),
    onError(error) {
      trace([`* ${url}: ${error.message}`]);
      handler.onError(error);
    },
  };
}

function requestLines({ url, method, headers }: ExchangeRequest): string[] {
  const own: RawHeaders = [['Host', url.host], ...headers];
  return [`> ${method} ${hideSecrets(`${url.pathname}${url.search}`)}`, ...headerLines('>', own)];
}

function headerLines(mark: string, headers: RawHeaders): string[] {
  return [...headers.map(([name, value]) => `${mark} ${name}: ${maskHeader(name, value)}`), mark];
}

const secretHeader =
  /authorization$|^(?:set-)?cookie$|api-?key|token|secret|password|passwd|signature|session/i;
// Each piece ends where the next could begin: a Location of 256 kB is read once.
const parameter = /([?&])([^=&?#\s]+)=([^&#\s]+)/g;
const secretParameter =
  /(?:token|secret|password|passwd|signature|credential|apikey|(?:^|[_.-])(?:key|sig))$/i;

/** Of a login its scheme may be seen, and of a cookie or a token nothing. */
function maskHeader(name: string, value: string): string {
  if (!secretHeader.test(name)) return hideSecrets(value);
  const scheme = /authorization$/i.test(name) ? /^\w+ /.exec(value)?.[0] : undefined;
  return `${scheme ?? ''}***`;
}

/** A text without the logins of its URLs, and the values of parameters that are called like a secret. */
function hideSecrets(text: string): string {
  return text
    .replace(/\/\/[^/?#\s@]*@/g, '//***@')
    .replace(parameter, (whole: string, mark: string, name: string) =>
      secretParameter.test(name) ? `${mark}${name}=***` : whole,
    );
}
