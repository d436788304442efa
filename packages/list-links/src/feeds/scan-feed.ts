import { HtmlScanner } from '../html/html-scanner.js';
import { Vocabulary } from '../html/vocabulary.js';
import { XmlShape } from '../html/xml-shape.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { FeedCollector } from './feed-collector.js';

const attributes = [
  'href',
  'rel',
  'url',
  'src',
  'type',
  'medium',
  'ispermalink',
  'xmlurl',
  'htmlurl',
  'xml:base',
];

/** A scanner of a feed or sitemap that tells a collector of its elements. */
export function scanFeed(plan: ReadingPlan, collector: FeedCollector): HtmlScanner {
  const wanted = { tags: ['*'], attributes: [...attributes, ...plan.wanted.attributes] };
  return new HtmlScanner(new Vocabulary(wanted), new XmlShape(), collector);
}
