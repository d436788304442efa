import type { LinkCollector } from '../kinds/link-collector.js';
import { HtmlScanner } from './html-scanner.js';
import { HtmlShape } from './html-shape.js';
import type { Vocabulary } from './vocabulary.js';

/** A scanner of an HTML page that tells a collector of its elements, those in `<template>` left out. */
export function scanHtml(vocabulary: Vocabulary, collector: LinkCollector): HtmlScanner {
  const shape = new HtmlShape();
  return new HtmlScanner(vocabulary, shape, {
    get wantsText() {
      return collector.wantsText && !shape.inTemplate;
    },
    open(tag) {
      // Nobody asks for most tags.
      if (tag.traits?.keepsAttributes !== true && !collector.wantsText) return;
      if (!shape.inTemplate) collector.open(tag);
    },
    close: (element) => collector.close(element),
    text: (piece, isRaw) => collector.text(piece, isRaw),
  });
}
