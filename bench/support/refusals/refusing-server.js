// One host that refuses by a rule: `node refusing-server.js PORT`. POST /begin with the next rule answers what came of the last.
import { createServer } from 'node:http';

import { isUnlucky } from './chance.js';

const latencyMs = 20;
const refusalMs = 2;
const body = Buffer.alloc(1000, 'x');
let rule = { share: 0, seed: 1 };
let state;
begin();
createServer(serve).listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 1024 });

function begin() {
  const tokens = rule.burst ?? 0;
  state = {
    ...{ tries: new Map(), tokens, filledMs: performance.now() },
    ...{ active: 0, served: 0, refused: 0, excessAt: [] },
  };
}

function serve(request, response) {
  if (request.method === 'POST') return void beginAnew(request, response);
  const path = request.url;
  const nth = state.tries.get(path) ?? 0;
  state.tries.set(path, nth + 1);
  const isChance = isUnlucky(rule, Number(path.slice(1)), nth);
  if (isChance || !takeRoom()) return refuse(response, isChance);
  const of = state;
  of.active += 1;
  setTimeout(() => {
    of.active -= 1;
    of.served += 1;
    response.writeHead(200, { 'Content-Length': body.length }).end(body);
  }, latencyMs);
}

function takeRoom() {
  if (rule.atATime !== undefined) return state.active < rule.atATime;
  if (rule.perSecond === undefined) return true;
  const now = performance.now();
  state.tokens = Math.min(rule.burst, state.tokens + ((now - state.filledMs) / 1000) * rule.perSecond);
  state.filledMs = now;
  if (state.tokens < 1) return false;
  state.tokens -= 1;
  return true;
}

function refuse(response, isChance) {
  state.refused += 1;
  if (!isChance) state.excessAt.push(state.served);
  const more = rule.retryAfter === undefined ? {} : { 'Retry-After': rule.retryAfter };
  setTimeout(() => response.writeHead(503, { 'Content-Length': 5, ...more }).end('later'), refusalMs);
}

async function beginAnew(request, response) {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { refused, excessAt } = state;
  const late = excessAt.filter((served) => served > rule.rows / 2).length;
  response.end(JSON.stringify({ refused, excess: excessAt.length, late }));
  rule = JSON.parse(text);
  begin();
}
