import { BadValue } from './failures.js';

/** A whole number from 1 up. */
export function positiveInteger(text: string): number {
  return integer(text, 1);
}

/** A whole number from 0 up. */
export function nonNegativeInteger(text: string): number {
  return integer(text, 0);
}

/** One of these words. */
export function oneOf<const Word extends string>(...words: Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new BadValue(`one of ${words.join(', ')}`);
    return word;
  };
}

/** A regular expression, in JavaScript's syntax with Unicode. */
export function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : '';
    throw new BadValue(`a regular expression (${reason.toLowerCase()})`);
  }
}

function integer(text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least) throw new BadValue(`a whole number of at least ${least}`);
  if (!Number.isSafeInteger(value)) throw new BadValue(`a whole number up to ${Number.MAX_SAFE_INTEGER}`);
  return value;
}
