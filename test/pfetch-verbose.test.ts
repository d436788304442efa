import { afterAll, beforeAll, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

test('-v tells the heads of each attempt, and no secret', async () => {
  const url = server.url('/status/verbose?code=503').replace('://', '://user:geheim@');
  const { stderr } = await workdir().sh(
    "pfetch -v --retry 1 -b 'sid=geheim' -H 'X-Own: seen' --failures-ok",
    {
      input: url,
    },
  );
  expect(stderr.match(/^> GET \/status\/verbose\?code=503$/gm)).toHaveLength(2);
  expect(stderr.match(/^< HTTP\/1\.1 503/gm)).toHaveLength(2);
  expect(stderr).toMatch(/^> Host: 127\.0\.0\.1:\d+$/m);
  expect(stderr).toMatch(/^> X-Own: seen$/m);
  expect(stderr).toMatch(/^> Authorization: Basic \*\*\*$/m);
  expect(stderr).toMatch(/^> Cookie: \*\*\*$/m);
  expect(stderr).toMatch(/connected to 127\.0\.0\.1$/m);
  expect(stderr).not.toMatch(/geheim|dXNlcjpnZWhlaW0/);
});

test('-v tells each hop and why there was no answer; cookies are masked there, too', async () => {
  const { stderr } = await workdir().sh('pfetch -v --retry 0 --failures-ok', {
    input: `http://127.0.0.1:1/x\n${server.url('/redirect-setting-cookie/verbose')}\n`,
  });
  expect(stderr).toMatch(/^\* http:\/\/127\.0\.0\.1:1\/x: cannot connect/m);
  expect(stderr.match(/^> GET \/redirect-setting-cookie\/verbose$/gm)?.length).toBeGreaterThan(0);
  expect(stderr).toMatch(/^< Set-Cookie: \*\*\*$/m);
  expect(stderr).not.toContain('seen=1');
});

test('-v masks tokens and keys in headers of whatever name, and in queries', async () => {
  const { stderr } = await workdir().sh(
    "pfetch -v --retry 0 -H 'X-Api-Key: geheim' -H 'X-Auth-Token: geheim' --failures-ok",
    { input: server.url('/ok/masked?w=200&access_token=geheim&X-Amz-Signature=geheim&monkey=seen') },
  );
  expect(stderr).toMatch(
    /^> GET \/ok\/masked\?w=200&access_token=\*\*\*&X-Amz-Signature=\*\*\*&monkey=seen/m,
  );
  expect(stderr).toMatch(/^> X-Api-Key: \*\*\*$/m);
  expect(stderr).not.toContain('geheim');
});

test('without -v, and with -q, there is none of it', async () => {
  for (const options of ['', '-v -q']) {
    const { stderr } = await workdir().sh(`pfetch ${options}`, { input: server.url('/ok/silent') });
    expect(stderr).toBe('');
  }
});
