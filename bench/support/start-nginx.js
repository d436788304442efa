import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findFreePort } from './find-free-port.js';
import { startServer } from './start-server.js';

/**
 * Starts an nginx, one worker, that serves `folder`/site and keeps all that it writes in `folder`. With `tls` (a key and a
 * certificate) it speaks TLS, with `isHttp2` HTTP/2 to whoever asks for it.
 */
export async function startNginx(folder, { tls, isHttp2 = false } = {}) {
  const port = await findFreePort();
  writeFileSync(join(folder, 'nginx.conf'), configuration(port, tls, isHttp2));
  const words = ['-p', folder, '-c', 'nginx.conf', '-e', join(folder, 'error.log'), '-g', 'daemon off;'];
  const stop = await startServer('nginx', words, { port });
  return { origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, port, stop };
}

function configuration(port, tls, isHttp2) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const words = `${tls === undefined ? '' : ' ssl'}${isHttp2 ? ' http2' : ''}`;
  const secrets = tls && `ssl_certificate ${tls.certificate}; ssl_certificate_key ${tls.key};`;
  return [
    // Only root may name a user, and without one root's worker could not read the folder.
    process.getuid?.() === 0 ? 'user root;' : '',
    'worker_processes 1;',
    'pid nginx.pid;',
    'events { worker_connections 4096; }',
    'http {',
    ...temporary.map((name) => `${name}_temp_path ${name};`),
    'access_log off;',
    'default_type application/octet-stream;',
    'sendfile on;',
    'tcp_nopush on;',
    'keepalive_requests 1000000;',
    `server { listen 127.0.0.1:${port}${words} backlog=4096; ${secrets ?? ''} root site; }`,
    '}',
    '',
  ].join('\n');
}
