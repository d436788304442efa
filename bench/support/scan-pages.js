// The least that a Node program does for the links of pages: reads each page that a row of its input names, and writes a row
// for whatever stands in double quotes behind an href.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  let text = '';
  for (const [, url] of readFileSync(JSON.parse(line).path, 'utf8').matchAll(/<a[^>]*?href="([^"]*)"/g))
    text += `${JSON.stringify({ url })}\n`;
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
