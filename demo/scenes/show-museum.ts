import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { lastObject } from '../../test/support/sites/museum.js';
import type { Stage } from '../stage.js';

/** A whole collection, killed in the middle and continued. */
export async function showMuseum(stage: Stage): Promise<void> {
  const fetchAll = `seq-urls 'http://museum.example/objects/{id}.jpg' id=1..${lastObject} |
  pfetch -j 24 -d museum -o '{id:03}.jpg' --journal museum.journal \\
    --total ${lastObject}${stage.progress} > museum.ndjson`;

  stage.say(`
# 1. A museum's whole collection

Objects are numbered, with holes; the page does not say how many there are. The
last one is found with few questions:`);
  await stage.run("seq-urls --find-end id -j 16 'http://museum.example/objects/{id}.jpg' id=1..");
  stage.say(`
Now all of them. At most 24 downloads at a time: it begins with few, and takes
more while the museum answers well.`);
  const before = stage.sites.requests.length;
  await stage.runUntil(fetchAll, () => stage.sites.requests.length > before + lastObject / 2);

  const names = readdirSync(join(stage.folder, 'museum'));
  const parts = names.filter((name) => name.endsWith('.part')).length;
  stage.say(`
kill -9, in the middle of it. ${names.length - parts} pictures are there, each of them whole:
what is not finished is called NAME.part (${parts} of them). The same once more:`);
  await stage.run(fetchAll, [1]);
  stage.say(`
What was there has cost no request. Every URL has got its row; a hole has one
with the reason, and made the exit status 1. What is ok, and what is not:`);
  await stage.run(`grep -c '"ok":true' museum.ndjson
grep -o '"message":"[^"]*"' museum.ndjson | sort | uniq -c`);
}
