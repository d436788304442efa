import { readFileSync } from 'node:fs';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';
import { FetchError, findHeaders } from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options.js';
import type { BodyCheck, BodyHead } from './body-check.js';
import { createImageCheck } from './image/image-check.js';
import type { ImageLimits } from './image/image-limits.js';
import { isPictureRun } from './is-picture-run.js';
import type { Judges } from './judges.js';
import { createPixelJudge } from './pixels/create-pixel-judge.js';
import { knownPlaceholders } from './placeholder/known-placeholders.js';
import { parsePlaceholders } from './placeholder/parse-placeholders.js';
import { createPlaceholderJudges } from './placeholder/placeholder-judges.js';
import { createPlaceholderTable } from './placeholder/placeholder-table.js';
import { forbiddenBy, respectedRules, rulesForPictures } from './robots-tag.js';

/** The judges that the options ask for, apart from those that compare contents. */
export async function createJudges(options: PfetchOptions): Promise<Judges> {
  const isPicture = isPictureRun(options);
  const placeholders = createKnown(options, isPicture);
  const robots = createRobots(options, isPicture);
  const pixels = await createPixelJudge(options);
  const image = isPicture ? () => createImageCheck(limitsOf(options)) : undefined;
  const bodies = [placeholders?.body, image].filter((body) => body !== undefined);
  const heads = [robots, placeholders?.head].filter((head) => head !== undefined);
  return {
    ...(placeholders !== undefined && { redirect: placeholders.redirect }),
    ...(heads.length > 0 && { head: (head) => firstOf(heads, (judge) => judge(head)) }),
    ...(bodies.length > 0 && { body: (head) => inTurn(bodies, head) }),
    ...(pixels !== undefined && { pixels }),
  };
}

function limitsOf({ minDimensions, maxDimensions, aspect, svg }: PfetchOptions): ImageLimits {
  return { min: minDimensions, max: maxDimensions, aspect, svg };
}

function createKnown(options: PfetchOptions, isPicture: boolean) {
  const { placeholders: file, noPlaceholders } = options;
  const own = isPicture || file !== undefined ? knownPlaceholders() : [];
  const known = [...(noPlaceholders ? [] : own), ...(file === undefined ? [] : readTable(file))];
  return known.length === 0 ? undefined : createPlaceholderJudges(createPlaceholderTable(known));
}

function readTable(file: string) {
  try {
    return parsePlaceholders(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`--placeholders ${error.message}`);
    throw new UsageError(`--placeholders ${quote(file)}: ${reasonOf(error)}`);
  }
}

function createRobots({ respect, ignore }: PfetchOptions, isPicture: boolean) {
  const respected = respectedRules(isPicture ? rulesForPictures : [], respect, ignore);
  if (respected.size === 0) return undefined;
  return ({ headers }: BodyHead): FetchError | undefined => {
    const rule = forbiddenBy(findHeaders(headers, 'x-robots-tag'), respected);
    if (rule === undefined) return undefined;
    return new FetchError('policy', 'robots', `X-Robots-Tag says ${rule}`, false);
  };
}

/** One check out of several; with none it is undefined, with one it is that one. */
function inTurn(
  judges: readonly ((head: BodyHead) => BodyCheck | undefined)[],
  head: BodyHead,
): BodyCheck | undefined {
  const checks = judges.map((judge) => judge(head)).filter((check) => check !== undefined);
  if (checks.length < 2) return checks[0];
  return {
    push: (chunk) => firstOf(checks, (check) => check.push(chunk)),
    end(received) {
      let result: ReturnType<BodyCheck['end']> = received;
      for (const check of checks) if (!(result instanceof FetchError)) result = check.end(result);
      return result;
    },
  };
}

function firstOf<Judge>(
  judges: readonly Judge[],
  ask: (judge: Judge) => FetchError | undefined,
): FetchError | undefined {
  for (const judge of judges) {
    const error = ask(judge);
    if (error !== undefined) return error;
  }
  return undefined;
}
