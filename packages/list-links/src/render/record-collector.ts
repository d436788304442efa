import { toUrl } from '@fetchutils/plumbing';

import { LinkCollector } from '../collect/link-collector.js';
import type { PageListener } from '../collect/page-listener.js';
import type { FoundLink } from '../kinds/found-link.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { ElementRecord } from './page-reader-script.js';
import { RenderedElement } from './rendered-element.js';

/** Takes the links out of what a page reports, round after round. */
export class RecordCollector {
  readonly #plan: ReadingPlan;
  readonly #listener: PageListener;
  readonly #seen = new Set<string>();
  readonly #collector: LinkCollector;
  #isSmall = false;
  /** What the links of the page are relative to. */
  base = 'about:blank';

  constructor(plan: ReadingPlan, listener: PageListener) {
    this.#plan = { ...plan, next: undefined };
    this.#listener = listener;
    this.#collector = this.#open({
      base: (href) => listener.base(href),
      next: (href) => listener.next(href),
      link: (link) => this.#tellOnce(link),
    });
  }

  get selected(): number {
    return this.#collector.selected;
  }

  add(records: readonly ElementRecord[]): void {
    for (const record of records) {
      if (record.isNext) this.#listener.next(record.attributes.find(([name]) => name === 'href')?.[1] ?? '');
      this.#read(record, this.#collector);
    }
    this.#collector.end();
  }

  /** The links that add() would tell of, told of or not. */
  preview(records: readonly ElementRecord[]): FoundLink[] {
    const found: FoundLink[] = [];
    const collector = this.#open({ ...silent, link: (link) => void found.push(this.#judged(link)) });
    for (const record of records) this.#read(record, collector);
    collector.end();
    return found;
  }

  #open(listener: PageListener): LinkCollector {
    return new LinkCollector(
      this.#plan,
      listener,
      (element) => element instanceof RenderedElement && element.isSelected,
    );
  }

  #read(record: ElementRecord, collector: LinkCollector): void {
    this.#isSmall = record.isSmall;
    collector.open(new RenderedElement(record));
    if (record.text !== '' && collector.wantsText) collector.text(record.text, true);
    collector.close(record);
  }

  #judged(link: FoundLink): FoundLink {
    link.isTooSmall = this.#isSmall;
    return link;
  }

  /** A list that is scrolled puts the same pictures into new elements, currentSrc repeats src, and what was small may grow. */
  #tellOnce(link: FoundLink): void {
    const url = toUrl(link.href, link.base ?? this.base)?.href ?? link.href;
    const key = `${link.tag} ${url}`;
    if (this.#seen.has(key) || (this.#isSmall && this.#seen.has(`small ${key}`))) return;
    this.#seen.add(this.#isSmall ? `small ${key}` : key);
    this.#listener.link(this.#judged(link));
  }
}

const ignore = (): void => undefined;
const silent = { base: ignore, next: ignore };
