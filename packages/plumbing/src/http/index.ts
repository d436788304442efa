export { backoffMs } from './client/backoff.js';
export { checkAddress, type AddressPolicy, type HopAddress } from './guard/address-guard.js';
export { classifyError } from './classify-error.js';
export { createConnector, type Connector } from './connect/connect.js';
export type { Connection, ConnectTarget } from './connect/connection.js';
export { createContentDecoder, type ContentDecoder, type DecodedHandler } from './body/content-decoder.js';
export { createCookies, type Cookies } from './headers/cookies.js';
export {
  createHttpClient,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  type StreamedResponse,
} from './client/http-client.js';
export { createHttpSession, type HttpSession } from './client/http-session.js';
export { createRequestHeaders, type HeaderOccasion } from './headers/request-headers.js';
export { createResolver, type Resolver } from './names/resolver.js';
export { createTicker, type Ticker, type Ticking } from './ticker.js';
export { createWireExchange } from './wire/wire-exchange.js';
export { errorKinds, FetchError, type ErrorKind } from './fetch-error.js';
export { findContentCodings } from './body/content-codings.js';
export { findHeader, findHeaders } from './headers/response-headers.js';
export { findHeaderProblem, toWireValue } from './headers/header-syntax.js';
export type { Referral } from './client/follow-redirects.js';
export { isEntityTag, isStrongEntityTag } from './headers/entity-tag.js';
export { findRedirect, isRedirectStatus, mayCarryCredentials } from './client/redirect.js';
export { RetryBudget } from './client/retry-budget.js';
export { HostPauses } from './client/host-pauses.js';
export { httpStatusError, isRetryableStatus } from './client/retry-status.js';
export { parseHttpDate } from './headers/http-date.js';
export { parseRequestUrl, takeLogin, type RequestUrl } from './client/request-url.js';
export { readNetrc } from './headers/netrc.js';
export { readRetryAfter } from './headers/retry-after.js';
export { watchSpeed, type SpeedFloor } from './body/speed-floor.js';
export type {
  ActiveExchange,
  Exchange,
  ExchangeHandler,
  ExchangeRequest,
  RawHeaders,
  ResponseHead,
} from './exchange.js';
export type { HeaderRule } from './headers/header-rule.js';
export type { HttpSettings, Login } from '../http-settings.js';
export { traceExchange, type Trace } from './trace-exchange.js';
