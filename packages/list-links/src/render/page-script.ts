import type { DomElement, DomWindow } from './page-dom.js';

declare const window: DomWindow;

/** What the script in the page is told of the plan. */
export type PageWishes = {
  tags: string[];
  attributes: string[];
  selectors: string[];
  /** Also the backgrounds that style sheets give. */
  wantsBackgrounds: boolean;
  click: string | undefined;
  next: string | undefined;
};

/** An element as the script in the page reports it. */
export type ElementRecord = {
  name: string;
  foreign: boolean;
  attributes: [name: string, value: string][];
  text: string;
  isSelected: boolean;
  isNext: boolean;
  /** What its links are relative to, where that is not the page. */
  base: string | undefined;
};

/** Where a page stands while it is scrolled. */
export type ScrollState = { top: number; height: number };

/** What can be asked of the script in the page. */
export type PageReaderScript = {
  base: string;
  charset: string;
  /** The elements that are new or have changed since they were last taken. */
  take(): ElementRecord[];
  /** What take() would give: how many pictures and links lead somewhere, and how many are data: URLs for now. */
  peek(): { links: number; data: number };
  /** Clicks the next element to click; false if there is none. */
  click(): boolean;
  scroll(factor: number): ScrollState;
};

/**
 * The script that reads a page from within. It is sent to the browser as text, so it can use nothing from around it.
 */
export function createPageReader(wishes: PageWishes): PageReaderScript {
  const tags = new Set(wishes.tags);
  const attributes = new Set(wishes.attributes);
  const taken = new WeakMap<DomElement, string>();
  const clicked = new WeakSet<DomElement>();
  const { document } = window;
  const xhtml = 'http://www.w3.org/1999/xhtml';

  /** All elements in document order, through open shadow roots and frames of the same origin. */
  function* walk(element: DomElement): Generator<DomElement> {
    const stack = [element];
    for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
      yield current;
      const inner = frameRoot(current);
      const children = [...Array.from(current.shadowRoot?.children ?? []), ...Array.from(current.children)];
      for (const child of children.reverse()) stack.push(child);
      if (inner) stack.push(inner);
    }
  }

  function frameRoot(element: DomElement): DomElement | undefined {
    try {
      return element.contentDocument?.documentElement ?? undefined;
    } catch {
      return undefined;
    }
  }

  function describe(element: DomElement): ElementRecord | undefined {
    const name = element.localName.toLowerCase();
    const found: [string, string][] = [];
    for (const { name: attribute, value } of Array.from(element.attributes)) {
      if (attributes.has(attribute.toLowerCase())) found.push([attribute.toLowerCase(), value]);
    }
    if (name === 'img' && element.currentSrc) found.push(['currentsrc', element.currentSrc]);
    if (wishes.wantsBackgrounds) {
      const image = window.getComputedStyle(element).backgroundImage;
      if (image !== 'none' && image !== '') found.push(['background-image', image]);
    }
    if (found.length === 0 && name !== 'script' && name !== 'style') return undefined;
    return {
      name,
      foreign: element.namespaceURI !== xhtml,
      attributes: found,
      text: textOf(element, name),
      isSelected: wishes.selectors.every((selector) => element.matches(selector)),
      isNext: wishes.next !== undefined && element.matches(wishes.next),
      base: element.baseURI === document.baseURI ? undefined : element.baseURI,
    };
  }

  function textOf(element: DomElement, name: string): string {
    if (name === 'style' || name === 'script') return element.textContent ?? '';
    if (name !== 'a') return '';
    const text = (element.textContent ?? '').slice(0, 5_000).replace(/\s+/g, ' ').trim().slice(0, 1_000);
    return text !== '' ? text : (element.querySelector('img[alt]')?.getAttribute('alt') ?? '');
  }

  function* fresh(): Generator<[DomElement, ElementRecord, string]> {
    if (document.documentElement === null) return;
    for (const element of walk(document.documentElement)) {
      if (!tags.has('*') && !tags.has(element.localName.toLowerCase())) continue;
      const record = describe(element);
      if (record === undefined) continue;
      const signature = JSON.stringify(record.attributes) + record.text;
      if (taken.get(element) !== signature) yield [element, record, signature];
    }
  }

  function findScroller(): DomElement | null {
    const main = document.scrollingElement;
    if (main === null || document.documentElement === null || main.scrollHeight > main.clientHeight + 1)
      return main;
    let best: DomElement = main;
    for (const element of walk(document.documentElement)) {
      if (element.scrollHeight <= element.clientHeight + 1 || element.clientHeight < 100) continue;
      if (!/auto|scroll/.test(window.getComputedStyle(element).overflowY)) continue;
      if (best === main || element.clientHeight > best.clientHeight) best = element;
    }
    return best;
  }

  // A click is to open what it opens on this page, not to leave the page.
  if (wishes.click !== undefined) {
    window.addEventListener('click', (event) => {
      const target = event.target as DomElement | null;
      if (target?.closest('a[href], button, input') != null) event.preventDefault();
    });
  }

  return {
    base: document.baseURI,
    charset: document.characterSet,
    take() {
      const records: ElementRecord[] = [];
      for (const [element, record, signature] of fresh()) {
        taken.set(element, signature);
        records.push(record);
      }
      return records;
    },
    peek() {
      let links = 0;
      let data = 0;
      for (const [, record] of fresh()) {
        if (!record.isSelected) continue;
        const url = record.attributes.find(
          ([name]) => name === 'src' || name === 'href' || name === 'currentsrc',
        )?.[1];
        if (url?.startsWith('data:') === true) data += 1;
        else if (url !== undefined && url !== '') links += 1;
      }
      return { links, data };
    },
    click() {
      if (wishes.click === undefined || document.documentElement === null) return false;
      for (const element of walk(document.documentElement)) {
        if (clicked.has(element) || !element.matches(wishes.click)) continue;
        clicked.add(element);
        element.click?.();
        return true;
      }
      return false;
    },
    scroll(factor) {
      const scroller = findScroller();
      if (scroller === null) return { top: 0, height: 0 };
      const height = scroller === document.scrollingElement ? window.innerHeight : scroller.clientHeight;
      scroller.scrollBy({ top: factor * height, behavior: 'instant' });
      return { top: Math.round(scroller.scrollTop), height: scroller.scrollHeight };
    },
  };
}
