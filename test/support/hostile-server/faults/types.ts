import type { Fault, Faults } from '../fault.js';
import { gif, html, jpeg, png } from '../pictures.js';

/** Bodies that are not what their Content-Type says. */
export const types: Faults = {
  png: sendsAs('a PNG of ?width=64 by ?height=48', 'image/png'),
  'png-as-jpeg': sendsAs('a PNG', 'image/jpeg'),
  'png-as-octets': sendsAs('a PNG', 'application/octet-stream'),
  'png-as-html': sendsAs('a PNG', 'text/html'),
  'png-in-brackets': sendsAs('a PNG', '[image/png]'),
  'png-with-charset': sendsAs('a PNG', 'image/png;charset=UTF-8'),
  'png-without-type': sendsAs('a PNG', undefined),
  'jpeg-as-gif': {
    does: 'sends a JPEG as image/gif',
    answer: (exchange) => exchange.reply(200, { 'Content-Type': 'image/gif' }, jpeg),
  },
  gif: {
    does: 'sends a GIF',
    answer: (exchange) => exchange.reply(200, { 'Content-Type': 'image/gif' }, gif),
  },
  'html-as-jpeg': {
    does: 'sends a "not found" page as image/jpeg with status 200',
    answer: (exchange) => exchange.reply(200, { 'Content-Type': 'image/jpeg' }, html('Not found')),
  },
  'html-404-as-jpeg': {
    does: 'sends a "not found" page as image/jpeg with status 404',
    answer: (exchange) => exchange.reply(404, { 'Content-Type': 'image/jpeg' }, html('Not found')),
  },
  'empty-as-jpeg': {
    does: 'sends nothing as image/jpeg',
    answer: (exchange) => exchange.reply(200, { 'Content-Type': 'image/jpeg' }),
  },
  'png-cut': {
    does: 'sends the first 40 bytes of a PNG with a Content-Length that agrees',
    answer: (exchange) => exchange.reply(200, { 'Content-Type': 'image/png' }, png(64, 48).subarray(0, 40)),
  },
};

function sendsAs(what: string, type: string | undefined): Fault {
  return {
    does: `sends ${what} as ${type ?? 'nothing'}`,
    answer: (exchange) => {
      const picture = png(exchange.number('width', 64), exchange.number('height', 48));
      return exchange.reply(200, type === undefined ? {} : { 'Content-Type': type }, picture);
    },
  };
}
