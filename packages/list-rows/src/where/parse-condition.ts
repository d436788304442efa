import { BadValue } from '@fetchutils/plumbing';

import type { Condition, Operand, Operator } from './condition.js';
import { placeOf, readTokens, type Token } from './read-tokens.js';

/** Reads a condition such as `similarity > 0.3 and (width >= 256 or not nsfw)`; a mistake is a BadValue that points at it. */
export function parseCondition(text: string): Condition {
  return new Parser(text).parse();
}

/** So deep may brackets be nested: what reads and asks a condition calls itself for each. */
const deepest = 200;

/** Reads by descent: or binds least, then and, then not. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = readTokens(text);
  }

  parse(): Condition {
    const condition = this.#readOr();
    if (this.#token.kind !== 'end') throw this.#expected('and, or, or the end');
    return condition;
  }

  #readOr(): Condition {
    let left = this.#readAnd();
    while (this.#takes('or')) left = { kind: 'or', left, right: this.#readAnd() };
    return left;
  }

  #readAnd(): Condition {
    let left = this.#readNot();
    while (this.#takes('and')) left = { kind: 'and', left, right: this.#readNot() };
    return left;
  }

  #readNot(): Condition {
    this.#depth += 1;
    if (this.#depth > deepest) throw new BadValue(`no more than ${deepest} brackets and nots in each other`);
    const condition: Condition = this.#takes('not')
      ? { kind: 'not', part: this.#readNot() }
      : this.#readSingle();
    this.#depth -= 1;
    return condition;
  }

  #readSingle(): Condition {
    if (!this.#takes('(')) return this.#readComparison();
    const condition = this.#readOr();
    if (!this.#takes(')')) throw this.#expected('and, or, or )');
    return condition;
  }

  #readComparison(): Condition {
    const start = this.#token;
    const left = this.#readOperand();
    const token = this.#token;
    if (token.kind !== 'operator') {
      // A column alone is one of true and false.
      if ('column' in left && this.#endsHere())
        return { kind: 'comparison', operator: '=', left, right: { literal: true } };
      throw this.#expected('a comparison (= != < <= > >=)');
    }
    this.#next += 1;
    const right = this.#readOperand();
    const isOrdered = token.operator !== '=' && token.operator !== '!=';
    if (isOrdered && (isNull(left) || isNull(right)))
      throw new BadValue(`= or != beside null ${placeOf(this.#text, token.at)}`);
    if ('column' in left) return { kind: 'comparison', operator: token.operator, left, right };
    if (!('column' in right))
      throw new BadValue(`a column on one side of the comparison ${placeOf(this.#text, start.at)}`);
    return { kind: 'comparison', operator: mirrored[token.operator], left: right, right: left };
  }

  #readOperand(): Operand {
    const token = this.#token;
    if (token.kind !== 'name' && token.kind !== 'literal') throw this.#expected('a column or a value');
    this.#next += 1;
    if (token.kind === 'literal') return { literal: token.literal };
    return { column: token.text.replace(/^`(.*)`$/s, '$1') };
  }

  get #token(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', at: this.#text.length, text: '' };
  }

  #endsHere(): boolean {
    const { kind, text } = this.#token;
    return kind === 'end' || text === ')' || /^(and|or)$/i.test(text);
  }

  /** Goes on where a word or a bracket stands next. */
  #takes(wanted: string): boolean {
    const { kind, text } = this.#token;
    const isThere = (kind === 'word' || kind === 'bracket') && text.toLowerCase() === wanted;
    if (isThere) this.#next += 1;
    return isThere;
  }

  #expected(what: string): BadValue {
    return new BadValue(`${what} ${placeOf(this.#text, this.#token.at)}`);
  }
}

const mirrored: Readonly<Record<Operator, Operator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function isNull(operand: Operand): boolean {
  return 'literal' in operand && operand.literal === null;
}
