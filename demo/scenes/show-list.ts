import type { Stage } from '../stage.js';

/** A list that somebody publishes as Parquet. */
export async function showList(stage: Stage): Promise<void> {
  stage.say(`
# 5. A list as people have them

The museum also publishes a list of its objects, a Parquet file. Of it are read
the columns that are asked for, from the parts where the condition may hold:`);
  await stage.run(
    `list-rows --columns object_id,title --where 'year >= 1970' \\
    http://data.museum.example/objects.parquet |
  pfetch -j 8 -d list -o '{object_id:03}.jpg'${stage.progress} > list.ndjson`,
    [1],
  );
  stage.say('\nThe columns of the list are in the answers, beside what pfetch adds:');
  await stage.run('head -n 1 list.ndjson | cut -c 1-78');
}
