import { compile, is } from 'css-select';
import { type ChildNode, isDocument, isTag, isText, type Element } from 'domhandler';
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';

import type { PageElement } from '../html/page-element.js';
import type { ElementSink } from '../html/token-sink.js';
import { tooMuch } from '../page-failure.js';

/** Walks the tree of a whole page and tells a collector of its elements: for selectors that ask where an element stands. */
export function walkTree(html: string, collector: ElementSink): void {
  const document = parse(html, { treeAdapter: boundedAdapter(), scriptingEnabled: false });
  // Its own stack: a page may nest a million elements.
  const steps: (ChildNode | { closes: string })[] = [...document.children].reverse();
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('closes' in step) collector.close({ name: step.closes });
    else if (isText(step)) {
      if (collector.wantsText) collector.text(step.data, true);
    } else if (isTag(step)) {
      collector.open(new TreeElement(step));
      steps.push({ closes: step.name });
      if (step.name !== 'template' || /^(?:open|closed)$/i.test(step.attribs['shadowrootmode'] ?? ''))
        pushChildren(steps, step.children);
    } else if (isDocument(step)) pushChildren(steps, step.children);
  }
}

/** A test for elements of a tree. */
export function treeSelector(source: string): (element: PageElement) => boolean {
  const matches = compile<unknown, Element>(source);
  return (element) => element instanceof TreeElement && is(element.node, matches);
}

// A page of 12 MB, the HTML standard, has 0.7 million of them, and half a million take some 500 MB.
const maxNodes = 1_000_000;
// Browsers stop at 512; what is done to a tree may take time by its depth for each tag.
const maxDepth = 2_000;

/** Builds the tree, and gives up one that would be too large to hold or too deep to go through. */
function boundedAdapter(): typeof adapter {
  let nodes = 0;
  let depth = 0;
  const count = (more: number): void => {
    nodes += more;
    if (nodes > maxNodes)
      throw tooMuch(`more than ${maxNodes} elements and texts, for a selector that needs the whole tree`);
  };
  return {
    ...adapter,
    createElement(name, namespace, attributes) {
      count(1 + attributes.length);
      return adapter.createElement(name, namespace, attributes);
    },
    createCommentNode(text) {
      count(1);
      return adapter.createCommentNode(text);
    },
    insertText(parent, text) {
      count(1);
      adapter.insertText(parent, text);
    },
    onItemPush() {
      depth += 1;
      if (depth > maxDepth)
        throw tooMuch(`elements nested ${maxDepth} deep, for a selector that needs the whole tree`);
    },
    onItemPop: () => (depth -= 1),
  };
}

function pushChildren(steps: (ChildNode | { closes: string })[], children: readonly ChildNode[]): void {
  for (let at = children.length - 1; at >= 0; at--) {
    const child = children[at];
    if (child !== undefined) steps.push(child);
  }
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
