import { corrupt, type Fault } from './fault.js';
import type { Reading, Source } from './source.js';
import { svgSize } from './svg-size.js';

/** Walks an SVG from tag to tag until its root element closes; `isWanted` says whether one is taken at all. */
export function* readSvg(source: Source, isWanted: boolean): Reading {
  let depth = 0;
  for (;;) {
    yield 1;
    const open = source.bytes.indexOf(0x3c, source.at);
    source.at = open < 0 ? source.end : Math.min(open, source.end);
    if (source.at === source.end) continue;
    yield 4; // no picture ends in less: `</a>`
    const kind = source.bytes.toString('latin1', source.at, source.at + 4);
    if (kind === '<!--') yield* skipPast(source, '-->', 4);
    else if (kind === '<![C') yield* skipPast(source, ']]>', 4);
    else if (kind.startsWith('<?')) yield* skipPast(source, '?>', 2);
    else if (kind.startsWith('<!')) yield* skipDoctype(source);
    else if (kind.startsWith('</')) {
      yield* skipPast(source, '>', 2);
      depth--;
    } else {
      const isRoot = depth === 0;
      const tag = yield* takeTag(source, isRoot ? maxRootBytes : 1);
      if (tag === undefined) return corrupt('an SVG whose root tag does not end');
      const fault = isRoot ? judgeRoot(source, tag.text, isWanted) : undefined;
      if (fault) return fault;
      if (!tag.isEmpty) depth++;
    }
    if (depth <= 0 && !kind.startsWith('<!') && !kind.startsWith('<?')) return undefined;
  }
}

const maxRootBytes = 64 * 1024;

function judgeRoot(source: Source, tag: string, isWanted: boolean): Fault | undefined {
  if (!/^<(?:[\w.-]+:)?svg[\s/>]/.test(tag))
    return { code: 'no-picture', message: `markup that opens with "${tag.slice(0, 24)}"` };
  if (!isWanted) return { code: 'svg', message: 'an SVG, which is taken only with --svg' };
  const size = svgSize(tag);
  return size ? source.judgeSize(size.width, size.height) : undefined;
}

function* skipPast(source: Source, ending: string, from: number): Generator<number, void, void> {
  source.at += from;
  for (;;) {
    yield ending.length;
    const found = source.bytes.indexOf(ending, source.at, 'latin1');
    if (found >= 0 && found + ending.length <= source.end) {
      source.at = found + ending.length;
      return;
    }
    source.at = source.end - ending.length + 1;
  }
}

// A document type may hold an internal subset in brackets, with `>` and quotes of its own.
function* skipDoctype(source: Source): Generator<number, void, void> {
  let brackets = 0;
  let quote = 0;
  for (;;) {
    yield 1;
    for (; source.at < source.end; source.at++) {
      const byte = source.bytes[source.at] ?? 0;
      if (quote !== 0) quote = byte === quote ? 0 : quote;
      else if (byte === 0x22 || byte === 0x27) quote = byte;
      else if (byte === 0x5b) brackets++;
      else if (byte === 0x5d) brackets--;
      else if (byte === 0x3e && brackets <= 0) return;
    }
  }
}

type Tag = { text: string; isEmpty: boolean };

/** Passes over one opening tag, `>` inside quotes included, and keeps up to `maxBytes` of it. */
function* takeTag(source: Source, maxBytes: number): Generator<number, Tag | undefined, void> {
  let text = '';
  let quote = 0;
  let last = 0;
  for (;;) {
    yield 1;
    const from = source.at;
    for (; source.at < source.end; source.at++) {
      const byte = source.bytes[source.at] ?? 0;
      if (quote !== 0) quote = byte === quote ? 0 : quote;
      else if (byte === 0x22 || byte === 0x27) quote = byte;
      else if (byte === 0x3e) {
        source.at++;
        if (maxBytes > 1) text += source.bytes.toString('latin1', from, source.at);
        return { text, isEmpty: last === 0x2f };
      }
      last = byte;
    }
    if (maxBytes > 1) text += source.bytes.toString('latin1', from, source.at);
    if (maxBytes > 1 && text.length > maxBytes) return undefined;
  }
}
