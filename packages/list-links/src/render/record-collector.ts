import { toUrl } from '@fetchutils/plumbing';

import { LinkCollector } from '../collect/link-collector.js';
import type { PageListener } from '../collect/page-listener.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { ElementRecord } from './page-script.js';
import { RenderedElement } from './rendered-element.js';

/** Takes the links out of what a page reports, round after round. */
export class RecordCollector {
  readonly #collector: LinkCollector;
  readonly #listener: PageListener;
  /** What the links of the page are relative to. */
  base = 'about:blank';

  constructor(plan: ReadingPlan, listener: PageListener) {
    this.#listener = listener;
    const seen = new Set<string>();
    const once: PageListener = {
      base: (href) => listener.base(href),
      next: (href) => listener.next(href),
      link: (link) => {
        // A list that is scrolled puts the same pictures into new elements, and currentSrc repeats src.
        const base = link.base ?? this.base;
        const url = toUrl(link.href, base)?.href ?? link.href;
        const key = `${link.tag} ${url}`;
        if (seen.has(key)) return;
        seen.add(key);
        listener.link(link);
      },
    };
    this.#collector = new LinkCollector(
      { ...plan, next: undefined },
      once,
      (element) => element instanceof RenderedElement && element.isSelected,
    );
  }

  get selected(): number {
    return this.#collector.selected;
  }

  add(records: readonly ElementRecord[]): void {
    for (const record of records) {
      const element = new RenderedElement(record);
      if (record.isNext) this.#listener.next(element.get('href') ?? '');
      this.#collector.open(element);
      if (record.text !== '' && this.#collector.wantsText) this.#collector.text(record.text, true);
      this.#collector.close(record);
    }
    this.#collector.end();
  }
}
