import type { Stage } from '../stage.js';

/** A server in trouble, and what failed once more. */
export async function showFlaky(stage: Stage): Promise<void> {
  stage.say(`
# 4. A server in trouble

Resets, cut bodies, 503 with "Retry-After: 1", and a page where a picture should
be. What may pass is tried again by itself.`);
  await stage.run(
    `seq-urls 'http://flaky.example/{id}.jpg' id=1..40 |
  pfetch --accept 'image/*' -d flaky -o '{id}.jpg'${stage.progress} > flaky.ndjson`,
    [1],
  );
  stage.say(`
A result row is a work row again, so what failed is tried once more like this:`);
  await stage.run(
    `grep '"ok":false' flaky.ndjson |
  pfetch --accept 'image/*' -d flaky -o '{id}.jpg'${stage.progress} > again.ndjson`,
    [1],
  );
  stage.say('\nThe pages have become pictures; what is missing now is missing there:');
  await stage.run(`grep -o '"ok":.*' again.ndjson | cut -c 1-78`);
}
