// Fetches one URL many times over undici or our own transport and throws the bodies away: TRANSPORT URL COUNT JOBS.
import { createConnector, createResolver, createWireExchange } from '@fetchutils/plumbing/http';
import { Pool } from 'undici';

const [transport = '', target = '', count = '0', jobs = '1'] = process.argv.slice(2);
const url = new URL(target);
const expected = 10_000;
let [toStart, toEnd] = [Number(count), Number(count)];

const start = transport === 'undici' ? overUndici() : overOurSockets();
for (let i = 0; i < Number(jobs); i += 1) next();

function next(): void {
  if (toStart === 0) return;
  toStart -= 1;
  start((bytes) => {
    if (bytes !== expected) throw new Error(`${bytes} bytes`);
    toEnd -= 1;
    if (toEnd === 0) process.exit();
    next();
  });
}

type Start = (done: (bytes: number) => void) => void;

function overUndici(): Start {
  const pool = new Pool(url.origin, { connections: Number(jobs), pipelining: 1 });
  return (done) => {
    let bytes = 0;
    pool.dispatch(
      { method: 'GET', path: url.pathname },
      {
        onRequestStart: () => undefined,
        onResponseData: (_, chunk) => void (bytes += chunk.length),
        onResponseEnd: () => done(bytes),
        onResponseError: (_, error) => {
          throw error;
        },
      },
    );
  };
}

function overOurSockets(): Start {
  const exchange = createWireExchange(
    createConnector({ resolver: createResolver(), proxies: { proxy: '', env: {} }, tls: {} }),
  );
  const timeouts = { connectTimeoutMs: 10_000, firstByteTimeoutMs: 10_000, idleTimeoutMs: 10_000 };
  return (done) => {
    let bytes = 0;
    exchange.start(
      { url, method: 'GET', headers: [], ...timeouts },
      {
        onHead: () => undefined,
        onData: (chunk) => void (bytes += chunk.length),
        onEnd: () => done(bytes),
        onError(error) {
          throw error;
        },
      },
    );
  };
}
