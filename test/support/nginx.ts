import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { findFreePort } from './free-port.js';
import { isListening } from './is-listening.js';
import { startProgram } from './start-program.js';

export type NginxOptions = {
  /** e.g. 5r/s: more are answered with 429. */
  limitRequests?: string;
  /** Connections a client may have; more are answered with 429. */
  limitConnections?: number;
  /** Bytes a second a connection, e.g. 20k. */
  limitRate?: string;
  /** PEM texts: speak TLS, and HTTP/2 to those who ask for it. */
  tls?: { key: string; cert: string };
  /** More lines for the server block. */
  server?: readonly string[];
};

type NginxRequest = { status: number; method: string; target: string; protocol: string; range: string };

/** An nginx on a free port of 127.0.0.1 that serves a folder of its own. */
export type Nginx = {
  port: number;
  url: (path: string, host?: string) => string;
  /** Puts a file where `url(path)` finds it. */
  publish: (path: string, content: string | Uint8Array) => void;
  /** Every request that it has answered. It ends for that: an answer is there before its line in the log. */
  requests: () => Promise<NginxRequest[]>;
  stop: () => Promise<void>;
};

/** Starts nginx in the foreground, without root and without a file outside its temporary folder. */
export async function startNginx(options: NginxOptions = {}): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'fetchutils-nginx-'));
  const port = await findFreePort();
  for (const name of ['site', 'temp']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, options));
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', join(folder, 'error.log'), '-g', 'daemon off;'];
  const program = await startProgram('nginx', args, () => isListening(port));
  const scheme = options.tls === undefined ? 'http' : 'https';
  return {
    port,
    url: (path, host = '127.0.0.1') => `${scheme}://${host}:${port}${path}`,
    publish: (path, content) => {
      const file = join(folder, 'site', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    },
    requests: async () => {
      await program.stop();
      return readRequests(join(folder, 'access.log'));
    },
    stop: async () => {
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number, options: NginxOptions): string {
  const { limitRequests, limitConnections, limitRate, tls } = options;
  const zones = [
    limitRequests && `limit_req_zone $binary_remote_addr zone=requests:1m rate=${limitRequests};`,
    limitConnections && 'limit_conn_zone $binary_remote_addr zone=connections:1m;',
  ];
  const limits = [
    limitRequests && 'limit_req zone=requests; limit_req_status 429;',
    limitConnections && `limit_conn connections ${limitConnections}; limit_conn_status 429;`,
    limitRate && `limit_rate ${limitRate};`,
  ];
  const identity = tls && [
    `ssl_certificate ${keep(folder, 'cert.pem', tls.cert)};`,
    `ssl_certificate_key ${keep(folder, 'key.pem', tls.key)};`,
  ];
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path temp;`,
  );
  const http = [
    ...temporary,
    ...zones,
    "log_format entry '$status\t$request_method\t$request_uri\t$server_protocol\t$http_range';",
    'access_log access.log entry;',
    'default_type application/octet-stream;',
    'keepalive_requests 100000;',
    'server {',
    `  listen 127.0.0.1:${port}${tls ? ' ssl http2' : ''};`,
    ...[...(identity ?? []), ...limits, ...(options.server ?? [])].map((line) => line && `  ${line}`),
    '  root site;',
    '}',
  ];
  const main = ['user root;', 'worker_processes 1;', 'pid nginx.pid;', 'events { worker_connections 1024; }'];
  // Only root may name a user, and without one root's worker could not read the folder.
  const all = [...(process.getuid?.() === 0 ? main : main.slice(1)), 'http {', ...http, '}'];
  return `${all.filter(Boolean).join('\n')}\n`;
}

function keep(folder: string, name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

function readRequests(log: string): NginxRequest[] {
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const [status, method = '', target = '', protocol = '', range = ''] = line.split('\t');
    return { status: Number(status), method, target, protocol, range };
  });
}
