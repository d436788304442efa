import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

const [dog, cat, owl, gone] = ['n00000001', 'n00000002', 'n00000003', 'n00000004'];

/** What the service has for each class, as ImageNet's had it: bare URLs ended by CRLF, or with their ids. */
const lists: Record<string, string> = {
  [dog]:
    'http://farm1.static.flickr.com/1.jpg\r\nhttp://a.example/2.jpg\r\n\r\nhttp://farm2.static.flickr.com/4.jpg\r\n',
  [cat]: `${cat}_7 http://farm1.static.flickr.com/7.jpg\n${cat}_9\thttp://a.example/caf\u00e9.jpg\n`,
  [owl]: 'Invalid url!\n',
};

let server: Server;
let service: string;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    const wnid = new URL(request.url ?? '', 'http://h').searchParams.get('wnid') ?? '';
    asked.push(wnid);
    const list = lists[wnid];
    if (wnid === 'n00000009') return;
    response.writeHead(list === undefined ? 404 : 200).end(Buffer.from(list ?? 'no such class', 'latin1'));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  service = `http://127.0.0.1:${(server.address() as AddressInfo).port}/geturls`;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const api = (): string => `imagenet-pick --wordnet none --api '${service}?wnid={wnid}'`;

describe('--api', () => {
  test('gets the list of each class that is named', async () => {
    const said = await workdir().sh(`${api()} --all-hosts --class ${dog},${cat} | sort`);
    expect(said.rows().map(({ id, url, flickr }) => [id, url, flickr])).toEqual([
      [`${dog}_2`, 'http://a.example/2.jpg', false],
      [`${cat}_9`, 'http://a.example/caf\u00e9.jpg', false],
      [`${dog}_1`, 'http://farm1.static.flickr.com/1.jpg', true],
      [`${cat}_7`, 'http://farm1.static.flickr.com/7.jpg', true],
      [`${dog}_4`, 'http://farm2.static.flickr.com/4.jpg', true],
    ]);
    expect([said.stderr, said.status]).toEqual(['', 0]);
  });

  test('the rules for hosts and numbers hold as for a list', async () => {
    const said = await workdir().sh(`${api()} --min-urls 2 --per-class 1 --class ${dog},${cat}`);
    expect(said.rows().map(({ id }) => id)).toEqual([`${dog}_1`]);
    expect(said.stderr).toBe(`imagenet-pick: left out, with fewer than 2 usable URLs: ${cat}\n`);
    expect(said.status).toBe(1);
  });

  test('a table of counts says what there is, and only what is picked is asked for', async () => {
    const w = workdir();
    w.write('counts', `synid,class_name,urls,flickr_urls\n${owl},owl,9,1\n${dog},dog,3,2\n${cat},cat,2,1\n`);
    const said = await w.sh(`${api()} --counts counts --min-urls 2 -n 1 --seed 1`);
    expect([said.rows().map(({ class_name }) => class_name), said.stderr, said.status]).toEqual([
      ['dog', 'dog'],
      '',
      0,
    ]);
    expect(asked).toEqual([dog]);
    const listed = await w.sh(`${api()} --counts counts --list`);
    expect([listed.rows().length, asked.length]).toEqual([3, 1]);
  });

  test('a class that cannot be had is told, and the others are written', async () => {
    const said = await workdir().sh(`${api()} --class ${gone},${owl},${cat}`);
    expect(said.rows().map(({ id }) => id)).toEqual([`${cat}_7`]);
    expect(said.stderr).toMatch(
      new RegExp(
        `^imagenet-pick: ${gone} from "${service.replaceAll('.', '\\.')}\\?wnid=${gone}": .*404`,
        'm',
      ),
    );
    expect(said.stderr).toMatch(
      new RegExp(`^imagenet-pick: ${owl} from ".*": "Invalid url!" is no URL$`, 'm'),
    );
    expect(said.stderr).toContain(`left out, with no usable URL: ${gone}, ${owl}\n`);
    expect(said.status).toBe(1);
  });

  test('headers and the like are those of all tools', async () => {
    const said = await workdir().sh(`${api()} --class ${dog} --resolve wrong`);
    expect([said.stderr.split(':')[1], said.status]).toEqual([' --resolve "wrong"', 2]);
    const stuck = await workdir().sh(`${api()} --class n00000009 --first-byte-timeout 200ms --retry 0`);
    expect(stuck.stderr).toMatch(/^imagenet-pick: n00000009 from ".*": no answer in time$/m);
    expect(stuck.status).toBe(1);
  });

  test('SIGINT while it waits is status 130, without a word', async () => {
    const w = workdir();
    const running = w.start(`exec ${api()} --class n00000009`);
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    running.signal('SIGINT');
    const ended = await w.finish(running);
    expect([ended.stdout, ended.stderr, ended.status]).toEqual(['', '', 130]);
  });

  test.each([
    [
      "--api 'http://h.example/urls'",
      /^--api "http:\/\/h.example\/urls": expected a URL with \{wnid\} in it, and no other field$/,
    ],
    ["--api 'http://h.example/{wnid}/{id}'", /expected a URL with \{wnid\} in it, and no other field$/],
    [
      "--api 'http://h.example/{wnid}'",
      /^--api knows no counts and no classes: give --counts, or for URLs --class or --classes-from$/,
    ],
    [`--api 'http://h.example/{wnid}' --class ${dog} --list`, /^--api knows no counts and no classes/],
    [
      `--api 'http://h.example/{wnid}' --class ${dog} list`,
      /^--api takes the URLs from a service; leave out "list"$/,
    ],
    [
      `--api 'http://h.example/{wnid}' --class ${dog} --order list`,
      /^--order list needs a list to take the order from; --api has none$/,
    ],
  ])('%s is wrong usage', async (words, message) => {
    const said = await workdir().sh(`imagenet-pick ${words}`);
    expect([said.stdout, said.status]).toEqual(['', 2]);
    expect(said.stderr.replace(/^imagenet-pick: /, '').trimEnd()).toMatch(message);
  });
});
