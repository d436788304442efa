import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findFreePort } from './find-free-port.js';
import { startServer } from './start-server.js';

/** Starts an nginx, one worker, that serves `folder`/site and keeps all that it writes in `folder`. */
export async function startNginx(folder) {
  const port = await findFreePort();
  writeFileSync(join(folder, 'nginx.conf'), configuration(port));
  const words = ['-p', folder, '-c', 'nginx.conf', '-e', join(folder, 'error.log'), '-g', 'daemon off;'];
  return { port, stop: await startServer('nginx', words, { port }) };
}

function configuration(port) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
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
    `server { listen 127.0.0.1:${port} backlog=4096; root site; }`,
    '}',
    '',
  ].join('\n');
}
