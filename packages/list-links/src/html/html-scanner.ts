import { asItStands, type DecodeBytes } from './decode-bytes.js';
import { findCommentEnd } from './find-comment-end.js';
import { findRawEnd } from './find-raw-end.js';
import { scanTag } from './scan-tag.js';
import { ScriptText } from './script-text.js';
import type { Shape } from './shape.js';
import { skimTags } from './skim-tags.js';
import { Tag } from './tag.js';
import type { TextMode } from './tag-traits.js';
import type { TokenSink } from './token-sink.js';
import { UnfinishedTag } from './unfinished-tag.js';
import type { Vocabulary } from './vocabulary.js';

type Mode = TextMode | 'comment' | 'bogus comment' | 'cdata';

/**
 * The tokeniser of the HTML standard, fed with text in pieces of any size: linear in the length of the page and, apart
 * from a value that is wanted, flat in memory. It runs forwards with indexOf wherever only one character can matter.
 * With `decode` the text is bytes, a character each, of whole characters; what is handed out is decoded.
 */
export class HtmlScanner {
  readonly #tag: Tag;
  readonly #unfinished = new UnfinishedTag();
  readonly #script = new ScriptText();
  readonly #sink: TokenSink;
  readonly #shape: Shape;
  readonly #vocabulary: Vocabulary;
  #mode: Mode = 'data';
  #rawName = '';
  /** Text of the last piece that could not be judged yet. */
  #rest = '';
  /** Where the comment's content begins; negative once that has been left behind. */
  #commentAt = 0;
  #atEnd = false;

  constructor(vocabulary: Vocabulary, shape: Shape, sink: TokenSink, decode: DecodeBytes = asItStands) {
    this.#tag = new Tag(decode);
    this.#vocabulary = vocabulary;
    this.#shape = shape;
    this.#sink = sink;
  }

  write(chunk: string): void {
    if (this.#unfinished.isHeld) {
      const text = this.#unfinished.add(chunk);
      if (text !== undefined) this.#scan(text);
    } else {
      const text = this.#rest === '' ? chunk : this.#rest + chunk;
      this.#rest = '';
      this.#scan(text);
    }
  }

  end(): void {
    this.#atEnd = true;
    const text = this.#unfinished.isHeld ? this.#unfinished.release() : this.#rest;
    this.#rest = '';
    this.#scan(text);
  }

  #scan(text: string): void {
    let at = 0;
    while (at >= 0 && at < text.length) at = this.#step(text, at);
  }

  /** Reads on from `at`; gives where to go on, or -1 when the rest of the text has to wait for more. */
  #step(text: string, at: number): number {
    switch (this.#mode) {
      case 'data':
        return this.#readData(text, at);
      case 'comment':
        return this.#skipTo(findCommentEnd(text, at, this.#commentAt), text, Math.max(at, text.length - 3));
      case 'bogus comment':
        return this.#skipTo(text.indexOf('>', at) + 1 || -1, text, text.length);
      case 'cdata':
        return this.#readCdata(text, at);
      case 'plaintext':
        this.#emit(text, at, text.length, true);
        return text.length;
      case 'script':
        return this.#readRaw(text, at, this.#script.findEnd(text, at), this.#script.resumeAt);
      case 'rcdata':
      case 'rawtext': {
        const end = findRawEnd(text, at, this.#rawName);
        return this.#readRaw(text, at, end, Math.max(at, text.length - this.#rawName.length - 2));
      }
    }
  }

  #readData(text: string, from: number): number {
    // Half of the scanner's time without: most of a page is tags that nobody asks for.
    const at = this.#skims ? skimTags(text, from, this.#vocabulary) : text.indexOf('<', from);
    if (at === -1) return this.#readLastText(text, from);
    if (at > from) this.#emit(text, from, at, false);
    if (at + 1 === text.length) {
      if (!this.#atEnd) return this.#wait(text, at);
      this.#emit(text, at, at + 1, false);
      return at + 1;
    }
    const next = text.charCodeAt(at + 1);
    if (isLetter(next)) return this.#readTag(text, at, at + 1, false);
    if (next === 0x2f) return this.#readEndTag(text, at);
    if (next === 0x21) return this.#readDeclaration(text, at);
    if (next === 0x3f) return this.#enter('bogus comment', at + 2);
    this.#emit(text, at, at + 1, false);
    return at + 1;
  }

  /** True where a tag that the vocabulary does not know to matter changes nothing. */
  get #skims(): boolean {
    return this.#shape.isSettled && !this.#sink.wantsText;
  }

  #readEndTag(text: string, at: number): number {
    if (at + 2 >= text.length) return this.#atEnd ? text.length : this.#wait(text, at);
    const next = text.charCodeAt(at + 2);
    if (isLetter(next)) return this.#readTag(text, at, at + 2, true);
    return next === 0x3e ? at + 3 : this.#enter('bogus comment', at + 2);
  }

  #readDeclaration(text: string, at: number): number {
    if (text.startsWith('--', at + 2)) {
      this.#commentAt = at + 4;
      return this.#enter('comment', at + 2);
    }
    const opener = '<![CDATA[';
    if (!this.#atEnd && text.length - at < opener.length) return this.#wait(text, at);
    if (this.#shape.allowsCdata && text.startsWith(opener, at))
      return this.#enter('cdata', at + opener.length);
    return this.#enter('bogus comment', at + 2);
  }

  #readTag(text: string, at: number, nameAt: number, isEnd: boolean): number {
    const tag = this.#tag;
    const next = scanTag(text, nameAt, tag, this.#vocabulary, this.#skims);
    if (next === -1) {
      // A tag that the page's end cuts short is no tag.
      if (!this.#atEnd) this.#unfinished.hold(text, at, tag);
      return -1;
    }
    if (tag.name === '') return next;
    if (isEnd) {
      this.#shape.close(tag);
      this.#sink.close(tag);
      return next;
    }
    const mode = this.#shape.open(tag);
    if (mode === undefined) return next;
    this.#sink.open(tag);
    if (mode !== 'data') {
      this.#mode = mode;
      this.#rawName = tag.name;
      this.#script.reset();
    }
    return next;
  }

  #readRaw(text: string, from: number, end: number, resumeAt: number): number {
    const isRaw = this.#mode !== 'rcdata';
    if (end !== -1) {
      this.#emit(text, from, end, isRaw);
      return this.#enter('data', end);
    }
    let until = this.#atEnd ? text.length : startOfCharacter(text, resumeAt, from);
    if (!this.#atEnd && !isRaw) until = startOfReference(text, until, from);
    this.#emit(text, from, until, isRaw);
    return this.#wait(text, until);
  }

  #readCdata(text: string, from: number): number {
    const end = text.indexOf(']]>', from);
    if (end !== -1) {
      this.#emit(text, from, end, true);
      return this.#enter('data', end + 3);
    }
    const until = this.#atEnd ? text.length : startOfCharacter(text, text.length - 2, from);
    this.#emit(text, from, until, true);
    return this.#wait(text, until);
  }

  #readLastText(text: string, from: number): number {
    const until =
      this.#atEnd || !this.#sink.wantsText ? text.length : startOfReference(text, text.length, from);
    if (until > from) this.#emit(text, from, until, false);
    return this.#wait(text, until);
  }

  #emit(text: string, from: number, until: number, isRaw: boolean): void {
    if (until <= from) return;
    const isHeeded = this.#shape.heedsText && this.#mode === 'data';
    if (!isHeeded && !this.#sink.wantsText) return;
    const piece = text.slice(from, until);
    if (isHeeded && /[^\t\n\f\r ]/.test(piece)) this.#shape.text();
    if (this.#sink.wantsText) this.#sink.text(this.#tag.decode(piece), isRaw);
  }

  #skipTo(end: number, text: string, keepFrom: number): number {
    return end === -1 ? this.#wait(text, keepFrom) : this.#enter('data', end);
  }

  #enter(mode: Mode, at: number): number {
    this.#mode = mode;
    return at;
  }

  #wait(text: string, keepFrom: number): number {
    this.#rest = this.#atEnd ? '' : text.slice(keepFrom);
    if (this.#mode === 'comment') this.#commentAt -= keepFrom;
    return -1;
  }
}

/** Where text can be cut at or in front of `at` without cutting through a character reference. */
function startOfReference(text: string, at: number, from: number): number {
  const ampersand = text.lastIndexOf('&', at - 1);
  const mayGoOn = ampersand >= from && at - ampersand < 40 && !text.slice(ampersand, at).includes(';');
  return mayGoOn ? ampersand : at;
}

/** Where text can be cut at or in front of `at` without cutting through the bytes of a character. */
function startOfCharacter(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && at - start < 3 && (text.charCodeAt(start) & 0xc0) === 0x80) start--;
  return Math.max(start, from);
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
