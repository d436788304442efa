import { compile, is } from 'css-select';
import { type ChildNode, isTag, isText, type Element } from 'domhandler';
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';

import type { PageElement } from '../html/page-element.js';
import type { LinkCollector } from '../kinds/link-collector.js';

/** Walks the tree of a whole page and tells a collector of its elements: for selectors that ask where an element stands. */
export function walkTree(html: string, collector: LinkCollector): void {
  const document = parse(html, { treeAdapter: adapter, scriptingEnabled: false });
  // Its own stack: a page may nest a million elements.
  const steps: (ChildNode | { closes: string })[] = [...document.children].reverse();
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('closes' in step) collector.close({ name: step.closes });
    else if (isText(step)) {
      if (collector.wantsText) collector.text(step.data, true);
    } else if (isTag(step)) {
      collector.open(new TreeElement(step));
      steps.push({ closes: step.name });
      if (step.name !== 'template')
        for (let at = step.children.length - 1; at >= 0; at--) pushChild(steps, step.children[at]);
    }
  }
}

/** A test for elements of a tree. */
export function treeSelector(source: string): (element: PageElement) => boolean {
  const matches = compile<unknown, Element>(source);
  return (element) => element instanceof TreeElement && is(element.node, matches);
}

function pushChild(steps: (ChildNode | { closes: string })[], child: ChildNode | undefined): void {
  if (child !== undefined) steps.push(child);
}

class TreeElement implements PageElement {
  readonly name: string;
  readonly foreign: boolean;
  readonly #attributes: Readonly<Record<string, string>>;

  constructor(readonly node: Element) {
    this.name = node.name.toLowerCase();
    this.foreign = node.namespace !== 'http://www.w3.org/1999/xhtml';
    this.#attributes = node.attribs;
  }

  has(attribute: string): boolean {
    return Object.hasOwn(this.#attributes, attribute);
  }

  get(attribute: string): string | undefined {
    return this.has(attribute) ? this.#attributes[attribute] : undefined;
  }
}
