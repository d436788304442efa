export { backoffMs } from './backoff.js';
export { checkAddress, type AddressPolicy, type HopAddress } from './address-guard.js';
export { classifyError } from './classify-error.js';
export { createConnector, type Connector } from './connect.js';
export { createContentDecoder, type ContentDecoder, type DecodedHandler } from './content-decoder.js';
export { createHttpClient, type HttpClient, type HttpRequest, type HttpResponse } from './http-client.js';
export { createHttpSession, type HttpSession } from './http-session.js';
export { createResolver, type Resolver } from './resolver.js';
export { createTicker, type Ticker, type Ticking } from './ticker.js';
export { createWireExchange } from './wire/wire-exchange.js';
export { errorKinds, FetchError, type ErrorKind } from './fetch-error.js';
export { findContentCodings } from './content-codings.js';
export { findHeader, findHeaders } from './response-headers.js';
export { findHeaderProblem, toWireValue } from './header-syntax.js';
export { findRedirect, isRedirectStatus, mayCarryCredentials } from './redirect.js';
export { HostPauses } from './host-pauses.js';
export { httpStatusError, isRetryableStatus } from './retry-status.js';
export { parseHttpDate } from './http-date.js';
export { parseRequestUrl, takeLogin, type RequestUrl } from './request-url.js';
export { readRetryAfter } from './retry-after.js';
export { watchSpeed, type SpeedFloor } from './speed-floor.js';
export type { HeaderRule } from './header-rule.js';
export type {
  ActiveExchange,
  Exchange,
  ExchangeHandler,
  ExchangeRequest,
  RawHeaders,
  ResponseHead,
} from './exchange.js';
export { backoffMs } from './backoff.js';
export { createContentDecoder, type ContentDecoder, type DecodedHandler } from './content-decoder.js';
export { createCookies } from './cookies.js';
export { createRequestHeaders, type HeaderOccasion } from './request-headers.js';
export { findContentCodings } from './content-codings.js';
export { findHeaderProblem, toWireValue } from './header-syntax.js';
export { readNetrc } from './netrc.js';
export { takeLogin } from './request-url.js';
export { watchSpeed } from './speed-floor.js';
export type { HttpSettings, Login } from '../http-settings.js';
export type { HeaderRule } from './header-rule.js';
