import http from 'node:http';
import net from 'node:net';

import { createHttpClient, type HttpClient } from '../../packages/plumbing/src/http/client/http-client.js';
import { httpOptions } from '../../packages/plumbing/src/http-options.js';
import { httpSettings } from '../../packages/plumbing/src/http-settings.js';
import { parseArguments } from '../../packages/plumbing/src/parse-arguments.js';
import { atEndOfTest, listen } from './cleanup.js';

/** What a test server does with a request. */
export type Route = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** A server of these routes; a path without one is a 404. Remembers what it was asked. */
export async function serve(routes: Record<string, Route>) {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    const route = routes[request.url ?? ''];
    if (route) route(request, response);
    else response.writeHead(404).end('not here');
  });
  const port = await listen(server);
  return { port, requests, url: (path = '/', host = '127.0.0.1') => `http://${host}:${port}${path}` };
}

/** A server that answers each connection's first bytes as it likes. */
export async function serveRaw(answer: (socket: net.Socket, connection: number) => void) {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    const connection = connections;
    socket.once('data', () => answer(socket, connection));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, connections: () => connections };
}

/** A client as these words on a command line make it. */
export async function createTestClient(...words: string[]): Promise<HttpClient> {
  const client = await createHttpClient(
    httpSettings(parseArguments(httpOptions, words).options, {}),
    'tester',
  );
  atEndOfTest(() => client.close());
  return client;
}

/** The body as text. */
export const text = ({ bytes }: { bytes: Buffer }): string => bytes.toString();

/** A route that always answers so. */
export const answer =
  (body: string, headers: http.OutgoingHttpHeaders = {}, status = 200): Route =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

/** A route that points elsewhere. */
export const redirect = (location: string, headers: http.OutgoingHttpHeaders = {}): Route =>
  answer('', { location, ...headers }, 302);
