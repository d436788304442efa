import type { DecodeBytes } from './decode-bytes.js';
import { HtmlScanner } from './html-scanner.js';
import { HtmlShape } from './html-shape.js';
import type { Tag } from './tag.js';
import type { ElementSink, TokenSink } from './token-sink.js';
import type { Vocabulary } from './vocabulary.js';

/** A scanner of an HTML page that tells a collector of its elements, those in `<template>` left out. */
export function scanHtml(
  vocabulary: Vocabulary,
  collector: ElementSink,
  decode: DecodeBytes,
  isXml = false,
): HtmlScanner {
  const shape = new HtmlShape(isXml);
  return new HtmlScanner(vocabulary, shape, new VisibleSink(collector, shape), decode);
}

/** A class, not a literal with a getter: each such literal is a type of its own to V8, and a fifth of the scan goes there. */
class VisibleSink implements TokenSink {
  readonly #collector: ElementSink;
  readonly #shape: HtmlShape;

  constructor(collector: ElementSink, shape: HtmlShape) {
    this.#collector = collector;
    this.#shape = shape;
  }

  get wantsText(): boolean {
    return this.#collector.wantsText && !this.#shape.inTemplate;
  }

  open(tag: Tag): void {
    // Nobody asks for most tags.
    if (tag.traits?.keepsAttributes !== true && !this.#collector.wantsText) return;
    if (!this.#shape.inTemplate) this.#collector.open(tag);
  }

  close(element: { readonly name: string }): void {
    this.#collector.close(element);
  }

  text(piece: string, isRaw: boolean): void {
    this.#collector.text(piece, isRaw);
  }
}
