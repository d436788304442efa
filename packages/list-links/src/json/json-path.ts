import { BadValue } from '@fetchutils/plumbing';

import type { JsonPlace } from './json-scanner.js';

type Step = { key: string } | { index: number } | 'any' | 'any depth';

/** A JSONPath or JSON Pointer: how a place relates to the ones that it names. */
export type JsonPath = (place: JsonPlace) => 'itself' | 'inside' | 'outside';

/** True for what is a path into JSON and no CSS selector. */
export function isJsonPath(text: string): boolean {
  return /^[$/]/.test(text);
}

/** Compiles `$.items[*].image`, `$..url`, `$['a b'][0]` or `/items/0/image`. */
export function compileJsonPath(text: string): JsonPath {
  const steps = text.startsWith('/') ? parsePointer(text) : parsePath(text);
  return (place) => match(steps, place);
}

/** A place as JSONPath has it, cut where it is beyond measure. */
export function formatPlace(place: JsonPlace): string {
  let text = '$';
  for (const step of place) {
    if (text.length > maxLength) return `${text.slice(0, maxLength)}...`;
    if (typeof step === 'number') text += `[${step}]`;
    else text += /^[a-z_][\w-]*$/i.test(step) ? `.${step}` : `['${step.replace(/['\\]/g, '\\$&')}']`;
  }
  return text;
}

const maxLength = 500;

function parsePointer(text: string): Step[] {
  return text
    .slice(1)
    .split('/')
    .map((step) => ({ key: step.replaceAll('~1', '/').replaceAll('~0', '~') }));
}

function parsePath(text: string): Step[] {
  const steps: Step[] = [];
  let rest = text.slice(1);
  while (rest !== '') {
    const found =
      /^(?<deep>\.\.)?(?:\[(?<index>\d+)\]|\[\s*(?<quoted>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\]|(?<any>\[\*\]|\.?\*)|\.?(?<name>[^\s.[\]*'"]+))/.exec(
        rest,
      );
    const { deep, index, quoted, any, name } = found?.groups ?? {};
    const isNamed = name === undefined || rest.startsWith('.');
    if (found === null || !isNamed)
      throw new BadValue("a JSONPath such as $.items[*].image, $..url or $['a b'][0]");
    if (deep !== undefined) steps.push('any depth');
    if (any !== undefined) steps.push('any');
    else if (index !== undefined) steps.push({ index: Number(index) });
    else steps.push({ key: name ?? (quoted ?? '').slice(1, -1).replace(/\\(.)/g, '$1') });
    rest = rest.slice(found[0].length);
  }
  return steps;
}

/** Follows all ways through the steps at once, so that the time is linear however many of any depth there are. */
function match(steps: readonly Step[], place: JsonPlace): ReturnType<JsonPath> {
  let states = new Set([0]);
  for (const [at, segment] of place.entries()) {
    if (states.has(steps.length)) return 'inside';
    const next = new Set<number>();
    for (const state of states) {
      const isDeep = steps[state] === 'any depth';
      if (isDeep) next.add(state);
      const step = steps[isDeep ? state + 1 : state];
      if (step !== undefined && matchesStep(step, segment)) next.add(isDeep ? state + 2 : state + 1);
    }
    states = next;
    if (states.size === 0) return 'outside';
    if (states.has(steps.length)) return at === place.length - 1 ? 'itself' : 'inside';
  }
  return states.has(steps.length) ? 'itself' : 'outside';
}

/** A pointer writes indices as keys. */
function matchesStep(step: Step, segment: string | number): boolean {
  if (step === 'any' || step === 'any depth') return true;
  return 'index' in step ? segment === step.index : String(segment) === step.key;
}
