export { checkAddress, type AddressPolicy, type HopAddress } from './address-guard.js';
export { classifyError } from './classify-error.js';
export { createConnector, type Connector } from './connect.js';
export { createResolver, type Resolver } from './resolver.js';
export { createTicker, type Ticker, type Ticking } from './ticker.js';
export { createWireExchange } from './wire/wire-exchange.js';
export { errorKinds, FetchError, type ErrorKind } from './fetch-error.js';
export { findHeader, findHeaders } from './response-headers.js';
export { findRedirect, isRedirectStatus, mayCarryCredentials } from './redirect.js';
export { parseHttpDate } from './http-date.js';
export { readRetryAfter } from './retry-after.js';
export type {
  ActiveExchange,
  Exchange,
  ExchangeHandler,
  ExchangeRequest,
  RawHeaders,
  ResponseHead,
} from './exchange.js';
