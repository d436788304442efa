import type { Fault, Faults } from '../fault.js';

/** Answers that are hardly HTTP. */
export const statusLines: Faults = {
  'http-0.9': sends('sends a body without any head, as HTTP/0.9 did', '<html>old</html>\n'),
  'status-line-garbage': sends('begins with a line that is no status line', 'HTTP/banana yes please\r\n\r\n'),
  'status-no-number': sends('has a status that is no number', 'HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n'),
  'status-99': sends('has status 99', 'HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n'),
  'status-1000': sends('has status 1000', 'HTTP/1.1 1000 Odd\r\nContent-Length: 0\r\n\r\n'),
  'status-999': sends(
    'has status 999, as one well-known site does',
    'HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n',
  ),
  'ssh-banner': sends('answers as an SSH server would', 'SSH-2.0-OpenSSH_9.2\r\n'),
  icy: sends(
    'answers ICY 200 OK, as old radio streams do',
    'ICY 200 OK\r\nContent-Type: audio/mpeg\r\n\r\nmusic',
  ),
  'http-2-status': sends(
    'claims HTTP/2.0 in its status line',
    'HTTP/2.0 200 OK\r\nContent-Length: 3\r\n\r\nyes',
  ),
  'switching-protocols': sends(
    'answers 101 unasked',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n',
  ),
  'http-1.0': {
    does: 'answers as HTTP/1.0, without a length, and closes',
    answer: async (exchange) => {
      await exchange.send('HTTP/1.0 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n', exchange.body);
      exchange.end();
    },
  },
  'body-with-204': {
    does: 'sends a body with 204',
    answer: (exchange) => exchange.reply(204, {}, exchange.body),
  },
  'body-with-304': {
    does: 'answers 304 unasked, with a body',
    answer: (exchange) => exchange.reply(304, {}, exchange.body),
  },
};

function sends(does: string, bytes: string): Fault {
  return {
    does,
    answer: async (exchange) => {
      await exchange.send(bytes);
      exchange.end();
    },
  };
}
