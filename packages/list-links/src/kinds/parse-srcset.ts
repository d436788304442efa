/** One picture that a srcset offers, with its width, density or height where they are given. */
export type Candidate = { url: string; width?: number; density?: number; height?: number };

const blanks = /[\t\n\f\r ]/;

/** The candidates of a srcset: "parsing a srcset attribute" of the HTML standard, step by step. */
export function parseSrcset(input: string): Candidate[] {
  const candidates: Candidate[] = [];
  let at = 0;
  for (;;) {
    while (at < input.length && (isBlank(input, at) || input[at] === ',')) at++;
    if (at >= input.length) return candidates;
    const start = at;
    while (at < input.length && !isBlank(input, at)) at++;
    let end = at;
    while (input[end - 1] === ',') end--;
    const url = input.slice(start, end);
    let descriptors: string[] = [];
    if (end === at) [descriptors, at] = readDescriptors(input, at);
    const candidate = describe(url, descriptors);
    if (candidate !== undefined) candidates.push(candidate);
  }
}

/** The best of the candidates: the widest, or else the densest. */
export function largestCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates)
    if (best === undefined || size(candidate) > size(best)) best = candidate;
  return best;
}

/** Splits at blanks and commas outside of parentheses, up to the comma that ends the candidate. */
function readDescriptors(input: string, from: number): [descriptors: string[], next: number] {
  const descriptors: string[] = [];
  let current = '';
  let isInParentheses = false;
  let at = from;
  for (; at < input.length; at++) {
    const character = input.charAt(at);
    if (isInParentheses) {
      current += character;
      if (character === ')') isInParentheses = false;
    } else if (character === ',') break;
    else if (isBlank(input, at)) {
      if (current !== '') descriptors.push(current);
      current = '';
    } else {
      current += character;
      if (character === '(') isInParentheses = true;
    }
  }
  if (current !== '') descriptors.push(current);
  return [descriptors, at + 1];
}

/** A candidate with what its descriptors say, or undefined where the standard throws it away. */
function describe(url: string, descriptors: readonly string[]): Candidate | undefined {
  const candidate: Candidate = { url };
  for (const descriptor of descriptors) {
    const unit = descriptor.slice(-1);
    const number = descriptor.slice(0, -1);
    const isWhole = /^\d+$/.test(number);
    const { width, density, height } = candidate;
    if (unit === 'w' && isWhole && Number(number) > 0 && width === undefined && density === undefined) {
      candidate.width = Number(number);
    } else if (
      unit === 'x' &&
      isFloat(number) &&
      width === undefined &&
      density === undefined &&
      height === undefined
    ) {
      const value = Number(number);
      if (value < 0) return undefined;
      candidate.density = value;
    } else if (
      unit === 'h' &&
      isWhole &&
      Number(number) > 0 &&
      height === undefined &&
      density === undefined
    ) {
      candidate.height = Number(number);
    } else return undefined;
  }
  return candidate.height !== undefined && candidate.width === undefined ? undefined : candidate;
}

/** A valid floating-point number of the HTML standard. */
function isFloat(text: string): boolean {
  return /^-?(?:\d+|\d*\.\d+)(?:[eE][+-]?\d+)?$/.test(text);
}

function size(candidate: Candidate): number {
  return candidate.width ?? (candidate.density ?? 1) / 1e6;
}

function isBlank(text: string, at: number): boolean {
  return blanks.test(text.charAt(at));
}
