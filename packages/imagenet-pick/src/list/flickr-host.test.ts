import { expect, test } from 'vitest';

import { findHost, isFlickrHost } from './flickr-host.js';

function judge(url: string): [host: string, isFlickr: boolean] {
  const bytes = Buffer.from(url);
  const host = findHost(bytes, 0, bytes.length);
  return [bytes.toString('latin1', host.start, host.end), isFlickrHost(bytes, host)];
}

test.each([
  ['http://farm1.static.flickr.com/1/2.jpg', 'farm1.static.flickr.com'],
  ['https://live.staticflickr.com/1.jpg', 'live.staticflickr.com'],
  ['http://flickr.com', 'flickr.com'],
  ['http://staticflickr.com?x', 'staticflickr.com'],
  ['HTTP://WWW.FLICKR.COM:80/1.jpg', 'WWW.FLICKR.COM'],
])('%s is on Flickr', (url, host) => {
  expect(judge(url)).toEqual([host, true]);
});

test.each([
  ['http://notflickr.com/1.jpg', 'notflickr.com'],
  ['http://mystaticflickr.com/1.jpg', 'mystaticflickr.com'],
  ['http://flickr.com.example/1.jpg', 'flickr.com.example'],
  ['http://a.example/flickr.com', 'a.example'],
  ['http://a.example#flickr.com', 'a.example'],
  ['http://', ''],
  ['flickr.com', ''],
  ['', ''],
])('%s is not', (url, host) => {
  expect(judge(url)).toEqual([host, false]);
});
