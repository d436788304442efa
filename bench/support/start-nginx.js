import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** An nginx with one worker on a free port of loopback; `publish(path, bytes)` puts a file where `url(path)` finds it. */
export async function startNginx() {
  const folder = mkdtempSync(join(tmpdir(), 'fetchutils-bench-'));
  const port = await findFreePort();
  for (const name of ['site', 'temp']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'nginx.conf'), configuration(port));
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', join(folder, 'error.log'), '-g', 'daemon off;'];
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const nginx = spawn('nginx', args, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  while (!(await isListening(port))) await wait(20);
  return {
    url: (file) => `http://127.0.0.1:${port}/${file}`,
    publish(file, bytes) {
      mkdirSync(dirname(join(folder, 'site', file)), { recursive: true });
      writeFileSync(join(folder, 'site', file), bytes);
    },
    async stop() {
      nginx.kill();
      await once(nginx, 'close');
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration(port) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path temp;`,
  );
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1;
    pid nginx.pid;
    events { worker_connections 1024; }
    http {
      ${temporary.join('\n')}
      access_log off;
      sendfile on;
      keepalive_requests 1000000;
      server { listen 127.0.0.1:${port}; root site; }
    }`;
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() && true));
    socket.on('error', () => resolve(false));
  });
}
