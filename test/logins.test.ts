import { statSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { fetchOne } from './support/fetch-one.js';
import { findFreePort } from './support/free-port.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
let mirror: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
  mirror = await startHostileServer({ addresses: ['127.0.0.2'] });
});
afterAll(() => Promise.all([server.close(), mirror.close()]));

const withLogin = (url: string, login = 'me:geheim') => url.replace('//', `//${login}@`);
const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;

test.each([
  ['a login in the URL', '', (url: string) => ({ url: withLogin(url) })],
  ['-u', '-u me:geheim', (url: string) => ({ url })],
  ['-H', "-H 'Authorization: geheim' -H 'X-Key: geheim'", (url: string) => ({ url })],
  ['-b', '-b a=geheim', (url: string) => ({ url })],
  [
    'headers of the row',
    '',
    (url: string) => ({ url, headers: { authorization: 'geheim', cookie: 'a=geheim' } }),
  ],
])('a mirror does not get %s', async (_, options, rowOf) => {
  const row = { ...rowOf(server.url('/status?code=404')), mirrors: [mirror.url('/echo')] };
  const { w } = await fetchOne(JSON.stringify(row), `--retry 0 ${options}`);
  expect(server.requests().at(-1)?.headerLines.join()).toMatch(/geheim|bWU6Z2VoZWlt/);
  expect(w.read('f')).not.toMatch(/authorization|cookie|key/i);
});

test('a mirror on the same host gets it, and one with a login of its own that', async () => {
  const row = {
    url: withLogin(server.url('/status?code=410')),
    mirrors: [server.url('/status?code=404'), withLogin(mirror.url('/echo'), 'you:yours')],
  };
  const { w } = await fetchOne(JSON.stringify(row), '--retry 0');
  expect(server.requests().at(-1)?.headers['authorization']).toBe(basic('me:geheim'));
  expect(w.read('f')).toContain(basic('you:yours'));
});

test('{url} in --mirror is without the login', async () => {
  await fetchOne(
    withLogin(server.url('/status?code=404')),
    `--retry 0 --mirror '${mirror.url('/ok/copy?of={url}')}'`,
  );
  expect(mirror.requests('/ok/copy').at(-1)?.target).toContain('/ok/copy?of=http://127.0.0.1:');
  expect(mirror.requests('/ok/copy').at(-1)?.target).not.toContain('geheim');
});

test('what pfetch adds to a URL with a login is without it: rows, names, messages, summary', async () => {
  const w = workdir();
  const closed = await findFreePort();
  const urls = [
    server.url('/ok'),
    server.url('/redirect?to=/ok'),
    server.url('/redirect-loop'),
    server.url('/status?code=404'),
    server.url('/short-body'),
    `http://127.0.0.1:${closed}/`,
    'http://h.invalid/',
    'ftp://h.example/',
    'http://h.example:99999/',
  ].map((url) => withLogin(url));
  const said = await w.sh(
    "pfetch --retry 0 -d out --journal j --summary s --stats-by url --mirror 'mail:{url}' ; pfetch --retry 0 -d out --journal j --progress always",
    { input: urls.join('\n') },
  );
  // The URL itself is the user's: a row that is fed back is fetched with it.
  const added = said.rows().map((row) => ({ ...row, url: undefined }));
  expect(said.rows().length).toBeGreaterThanOrEqual(urls.length);
  expect([JSON.stringify(added), said.stderr, w.files().join('\n')].join('\n')).not.toContain('geheim');
  expect(statSync(`${w.path}/j`).mode & 0o077).toBe(0);
});

test('list-links and seq-urls name pages without their logins', async () => {
  const page = withLogin(server.url('/status?code=404'));
  const listed = await workdir().sh(`list-links --retry 0 ${page}; list-links --retry 0`, { input: page });
  expect(listed.rows()).toHaveLength(2);
  expect(listed.stdout + listed.stderr).not.toContain('geheim');
  const url = withLogin(server.url('/status?code=503&id={id}'));
  const searched = await workdir().sh(`seq-urls --retry 0 --find-end id '${url}' id=1..`);
  expect(searched.stderr).toContain('503');
  expect(searched.stderr).not.toContain('geheim');
});
