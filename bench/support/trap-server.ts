// The site of traps and the other site that it points to, in a process of their own: `node trap-server.mjs PAGES WAIT_MS`.
// `/__judge` on the other site tells what both were asked since the last time.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { trapSite } from '../../test/support/sites/trap-site.js';

const [pages = '20000', waitMs = '0'] = process.argv.slice(2);
const asked = new Map<string, number>();
let strays = 0;

const outside = await listen(
  createServer((request, response) => {
    if (request.url === '/__judge') return void response.end(JSON.stringify(judge()));
    strays += 1;
    response.end('outside');
  }),
);
const site = trapSite(Number(pages), `http://localhost:${outside}`);
const home = await listen(
  createServer((request, response) => {
    const path = request.url ?? '/';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    if (waitMs === '0') answer(path, response);
    else setTimeout(() => answer(path, response), Number(waitMs));
  }),
);
process.stdout.write(`${JSON.stringify({ home, outside })}\n`);

function answer(path: string, response: ServerResponse): void {
  const found = site.answer(path);
  if (found === undefined) response.writeHead(404).end();
  else if (typeof found === 'string')
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(found);
  else
    response.writeHead(found.status ?? 200, { 'Content-Type': found.type, ...found.headers }).end(found.body);
}

function judge() {
  const requests = [...asked.values()].reduce((sum, count) => sum + count, 0);
  const once = site.pages.filter((page) => asked.get(page) === 1).length;
  const missing = site.pages.filter((page) => !asked.has(page)).length;
  const forbidden = [...asked.keys()].filter(
    (path) => /^\/(?:private\/(?!open)|trap\/)/.test(path) || path.endsWith('?print=1'),
  ).length;
  const result = { pages: site.pages.length, requests, once, missing, forbidden, strays };
  asked.clear();
  strays = 0;
  return result;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
