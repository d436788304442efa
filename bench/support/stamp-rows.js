// Passes rows on with the moment that each came, in ms since the start, as its first field.
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`{"at_ms":${performance.now().toFixed(0)},${line.slice(1)}\n`);
}
