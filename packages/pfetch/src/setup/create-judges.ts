import { readFileSync } from 'node:fs';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';
import { FetchError, findHeader, findHeaders } from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options/options.js';
import type { BodyCheck, BodyHead } from '../body/body-check.js';
import { ImageCheck } from '../body/image/image-check.js';
import type { ImageLimits } from '../body/image/image-limits.js';
import { isPictureRun } from './is-picture-run.js';
import type { Judges } from '../fetch/judges.js';
import { createPixelJudge } from './create-pixel-judge.js';
import { knownPlaceholders } from '../body/placeholder/known-placeholders.js';
import { parsePlaceholders } from '../body/placeholder/parse-placeholders.js';
import { createPlaceholderJudges } from '../body/placeholder/placeholder-judges.js';
import { createPlaceholderTable } from '../body/placeholder/placeholder-table.js';
import { forbiddenBy, respectedRules, rulesForPictures } from '../body/robots-tag.js';

/** The judges that the options ask for, apart from those that compare contents. */
export async function createJudges(options: PfetchOptions): Promise<Judges> {
  const isPicture = isPictureRun(options);
  const placeholders = createKnown(options, isPicture);
  const robots = createRobots(options, isPicture);
  const pixels = await createPixelJudge(options);
  const image = isPicture ? createImage(limitsOf(options)) : undefined;
  const body =
    placeholders === undefined || image === undefined
      ? (placeholders?.body ?? image)
      : both(placeholders.body, image);
  const heads = [robots, placeholders?.head].filter((head) => head !== undefined);
  return {
    ...(placeholders !== undefined && { redirect: placeholders.redirect }),
    ...(heads.length > 0 && { head: (head) => firstOf(heads, head) }),
    ...(body !== undefined && { body }),
    ...(pixels !== undefined && { pixels }),
  };
}

function createImage(limits: ImageLimits) {
  return (): BodyCheck => new ImageCheck(limits);
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
  const respected = respectedRules(isPicture ? rulesForPictures : [], respect ?? [], ignore ?? []);
  if (respected.size === 0) return undefined;
  return ({ headers }: BodyHead): FetchError | undefined => {
    if (findHeader(headers, 'x-robots-tag') === undefined) return undefined;
    const rule = forbiddenBy(findHeaders(headers, 'x-robots-tag'), respected);
    if (rule === undefined) return undefined;
    return new FetchError('policy', 'robots', `X-Robots-Tag says ${rule}`);
  };
}

/** A check of both; most bodies have a length that no placeholder has, and then need one only. */
function both(
  first: (head: BodyHead) => BodyCheck | undefined,
  second: () => BodyCheck,
): (head: BodyHead) => BodyCheck {
  return (head) => {
    const one = first(head);
    const other = second();
    if (one === undefined) return other;
    return {
      tellsType: other.tellsType === true,
      push: (chunk) => one.push(chunk) ?? other.push(chunk),
      end(received) {
        const result = one.end(received);
        return result instanceof FetchError ? result : other.end(result);
      },
    };
  };
}

function firstOf(judges: readonly HeadJudge[], head: BodyHead): FetchError | undefined {
  for (const judge of judges) {
    const error = judge(head);
    if (error !== undefined) return error;
  }
  return undefined;
}

type HeadJudge = (head: BodyHead) => FetchError | undefined;
