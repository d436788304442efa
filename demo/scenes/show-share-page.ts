import type { Stage } from '../stage.js';

/** The files behind a page that somebody has shared. */
export async function showSharePage(stage: Stage): Promise<void> {
  stage.say(`
# 3. The files behind a share page

Links of class file-link; with dl=0 they would lead to a page about the file.`);
  await stage.run(
    `list-links --class file-link --strip-query dl http://share.example/sh/faces |
  tee urls.ndjson |
  pfetch -j 4 -d share -o '{text}'${stage.progress} > share.ndjson`,
  );
  stage.say('\nWhat list-links wrote for a link, and how pfetch answered:');
  await stage.run('head -n 1 urls.ndjson share.ndjson');
}
