import { imagenetList, imagenetWords } from '../../test/support/sites/photo-host.js';
import type { Stage } from '../stage.js';

/** Classes picked from an old list of URLs, many of them dead. */
export async function showImagenet(stage: Stage): Promise<void> {
  stage.write('urls.txt', imagenetList(60));
  stage.write('words.txt', imagenetWords());
  stage.say(`
# 2. Three classes of an old list

urls.txt is a list like ImageNet's: a class and a URL on each line. Years later
a fifth of the pictures is gone, and a fifth has become a notice that says so.`);
  await stage.run(
    `imagenet-pick -n 3 --min-urls 40 --seed 1 --words words.txt urls.txt |
  pfetch --image --quota class=20 \\
    -d imagenet -o '{class_name}/{id}.{ext}'${stage.progress} > imagenet.ndjson`,
  );
  stage.say('\nEach class as full as asked for, and what was not kept:');
  await stage.run(`for class in imagenet/*; do
  echo "$class: $(ls "$class" | wc -l) pictures"
done
grep -o '"message":"[^"]*"' imagenet.ndjson | sort | uniq -c | cut -c 1-78`);
}
