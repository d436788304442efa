import { expect, onTestFinished, test } from 'vitest';

import { httpbinParts, startHttpbin } from './support/httpbin.js';
import { type NginxOptions, startNginx } from './support/nginx.js';
import { describeWith } from './support/parts.js';
import { workdir } from './support/workdir.js';

describeWith(['nginx', 'curl'], 'nginx under test control', () => {
  test('serves files with ETag and Range, and logs requests', async () => {
    const nginx = await start();
    nginx.publish('a/b.bin', 'hello world');
    expect((await curl(`-r 6- ${nginx.url('/a/b.bin')}`)).stdout).toBe('world');
    expect((await curl(`-o /dev/null -w '%header{etag}' ${nginx.url('/a/b.bin')}`)).stdout).toMatch(/^".+"$/);
    expect(await nginx.requests()).toMatchObject([
      { status: 206, method: 'GET', target: '/a/b.bin', protocol: 'HTTP/1.1', range: 'bytes=6-' },
      { status: 200, method: 'GET', target: '/a/b.bin' },
    ]);
  });

  test('answers 429 above a rate of requests', async () => {
    const nginx = await start({ limitRequests: '1r/m' });
    nginx.publish('x', 'x');
    const url = nginx.url('/x');
    expect((await curl(`-o /dev/null -o /dev/null -w '%{http_code} ' ${url} ${url}`)).stdout).toBe(
      '200 429 ',
    );
  });
});

describeWith(httpbinParts, 'httpbin under test control', () => {
  test('answers', async () => {
    const httpbin = await startHttpbin();
    onTestFinished(() => httpbin.stop());
    const { stdout } = await curl(httpbin.url('/headers'));
    expect(JSON.parse(stdout)).toMatchObject({
      headers: { 'User-Agent': expect.stringContaining('curl') as string },
    });
  });
});

async function start(options?: NginxOptions) {
  const nginx = await startNginx(options);
  onTestFinished(() => nginx.stop());
  return nginx;
}

function curl(args: string) {
  return workdir().sh(`curl -sS ${args}`);
}
