import type { DomElement, DomWindow } from './page-dom.js';
import type { ElementRecord, PageReaderScript, PageWishes } from './page-reader-script.js';

declare const window: DomWindow;

/**
 * The script that reads a page from within. It is sent to the browser as text, so it can use nothing from around it.
 */
export function createPageReader(wishes: PageWishes): PageReaderScript {
  const tags = new Set(wishes.tags);
  const attributes = new Set(wishes.attributes);
  const taken = new WeakMap<DomElement, string>();
  const clicked = new WeakSet<DomElement>();
  let before = new WeakMap<DomElement, string>();
  let shown = new Set<string>();
  const { document } = window;
  const leading = new Set(['src', 'href', 'currentsrc']);
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
      isSmall: isSmall(element),
      base: element.baseURI === document.baseURI ? undefined : element.baseURI,
    };
  }

  /** A picture by its own sides, anything else by its place on the page; a picture has none before it has begun to load. */
  function isSmall(element: DomElement): boolean {
    if (wishes.smallest === undefined) return false;
    const { naturalWidth = 0, naturalHeight = 0 } = element;
    const { width, height } =
      naturalWidth > 0 || isPicture(element)
        ? { width: naturalWidth, height: naturalHeight }
        : element.getBoundingClientRect();
    return width < wishes.smallest.width || height < wishes.smallest.height;
  }

  function isPicture(element: DomElement): boolean {
    return element.localName === 'img';
  }

  function isLoading(element: DomElement): boolean {
    return (
      wishes.smallest !== undefined &&
      isPicture(element) &&
      element.complete !== true &&
      (element.naturalWidth ?? 0) === 0
    );
  }

  function textOf(element: DomElement, name: string): string {
    if (name === 'style' || name === 'script') return element.textContent ?? '';
    if (name !== 'a') return '';
    const text = (element.textContent ?? '').slice(0, 5_000).replace(/\s+/g, ' ').trim().slice(0, 1_000);
    return text !== '' ? text : (element.querySelector('img[alt]')?.getAttribute('alt') ?? '');
  }

  function* all(): Generator<[DomElement, ElementRecord, string]> {
    if (document.documentElement === null) return;
    for (const element of walk(document.documentElement)) {
      if (!tags.has('*') && !tags.has(element.localName.toLowerCase())) continue;
      const record = describe(element);
      if (record !== undefined)
        yield [element, record, JSON.stringify(record.attributes) + record.text + record.isSmall];
    }
  }

  /** What is new or has changed since it was last taken. */
  function* fresh(): Generator<[DomElement, ElementRecord, string]> {
    for (const found of all()) if (taken.get(found[0]) !== found[2]) yield found;
  }

  function nextToClick(): DomElement | null {
    if (wishes.click === undefined || document.documentElement === null) return null;
    for (const element of walk(document.documentElement)) {
      if (!clicked.has(element) && element.matches(wishes.click)) return element;
    }
    return null;
  }

  /** What an element shows or leads to now. */
  function urlOf({ attributes }: ElementRecord): string | undefined {
    const url = attributes.find(([name]) => leading.has(name))?.[1];
    return url === '' ? undefined : url;
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
    take(isLast) {
      const records: ElementRecord[] = [];
      for (const [element, record, signature] of fresh()) {
        if (!isLast && isLoading(element)) continue;
        taken.set(element, signature);
        records.push(record);
      }
      return records;
    },
    next() {
      const element = nextToClick();
      if (element === null) return null;
      clicked.add(element);
      before = new WeakMap();
      shown = new Set();
      for (const [known, record, signature] of all()) {
        before.set(known, signature);
        for (const [name, value] of record.attributes) if (leading.has(name)) shown.add(value);
      }
      return element;
    },
    brought() {
      const records: ElementRecord[] = [];
      let pending = 0;
      let isKnown = true;
      for (const [element, record, signature] of fresh()) {
        const url = urlOf(record);
        if (!record.isSelected || url === undefined || before.get(element) === signature) continue;
        if (url.startsWith('data:') || isLoading(element)) pending += 1;
        else {
          records.push(record);
          isKnown &&= shown.has(url);
        }
      }
      return { records, isKnown, pending };
    },
    hasMore() {
      if (wishes.click !== undefined) return nextToClick() !== null;
      for (const [element, record] of fresh()) if (record.isSelected && !isLoading(element)) return true;
      return false;
    },
    async readBlob(url, maxBytes) {
      const blob = await (await window.fetch(url)).blob();
      if (blob.size > maxBytes) return undefined;
      const reader = new window.FileReader();
      reader.readAsDataURL(blob);
      return new Promise((resolve) => (reader.onloadend = () => resolve(reader.result ?? undefined)));
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
