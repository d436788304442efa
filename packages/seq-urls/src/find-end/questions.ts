import { quote, StopRun, type Io } from '@fetchutils/plumbing';

import { checkUrl, writeUrl } from '../template/check-url.js';
import { compileUrl } from '../template/compile-url.js';
import type { Asked } from '../template/variables.js';
import type { SearchedVariable } from './searched-variable.js';

/** Questions to a server, none asked twice, and not more than allowed. */
export type Questions = { exists: (index: number) => Promise<boolean>; asked: () => number };

/** Asks for a value of the searched variable by its index, with the others at their first value. */
export function createQuestions(
  io: Io,
  { template, variables }: Asked,
  { name, values }: SearchedVariable,
  { isThere, most }: { isThere: (url: string) => Promise<boolean>; most: number },
): Questions {
  const url = compileUrl(template, variables);
  checkUrl(template, url, variables);
  const firsts = variables.map((variable) => variable.values.at(0));
  const answers = new Map<number, Promise<boolean>>();
  let highest = -1;

  async function ask(index: number): Promise<boolean> {
    const filled = firsts.map((first, at) => (variables[at]?.name === name ? values.at(index) : first));
    const isFound = await isThere(writeUrl(url, filled));
    if (isFound) highest = Math.max(highest, index);
    io.stderr.status(
      `${answers.size} requests, highest ${name} so far ${highest < 0 ? '-' : values.at(highest)}`,
    );
    return isFound;
  }

  function refuse(): Promise<never> {
    const found = highest < 0 ? 'nothing found yet' : `the highest ${name} found is ${values.at(highest)}`;
    const what = `stopped after ${most} requests, ${found}`;
    return Promise.reject(new StopRun(`${what}: ${quote(template.source)}; see --max-requests and --exists`));
  }

  return {
    asked: () => answers.size,
    exists(index) {
      const known = answers.get(index);
      if (known !== undefined) return known;
      if (answers.size >= most) return refuse();
      const answer = ask(index);
      answers.set(index, answer);
      return answer;
    },
  };
}
