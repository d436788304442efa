import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The Python with pyarrow and DuckDB, where `.ci/run` has put it; undefined where it has not. */
export function findTablesPython() {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'fetchutils-tests/python');
  return existsSync(join(folder, 'complete')) ? join(folder, 'bin/python') : undefined;
}
