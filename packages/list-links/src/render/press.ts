import type { ElementHandle, Page } from 'playwright-core';

import type { DomElement } from './page-dom.js';

/** Clicks an element: with the mouse where that would meet it, else with the events that the mouse would cause. */
export async function press(tab: Page, element: ElementHandle): Promise<void> {
  const aim = await element.evaluateHandle(takeAim as never).catch(() => undefined);
  if (aim === undefined) return;
  const isFree = await aim.evaluate((target: Aim) => target.isFree);
  const box = isFree ? await element.boundingBox() : null;
  if (box !== null) {
    await tab.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    // Whoever has left the page has been met.
    if (await aim.evaluate((target: Aim) => target.isHit).catch(() => true)) return;
  }
  await aim.evaluate((target: Aim) => target.press()).catch(() => undefined);
}

/** An element about to be clicked, seen from within its page. */
type Aim = {
  /** Nothing of its frame lies on its middle. */
  readonly isFree: boolean;
  /** It has heard of the mouse. */
  readonly isHit: boolean;
  press(): void;
};

type Clickable = DomElement & {
  readonly ownerDocument: { readonly defaultView: PageWindow };
  getRootNode(): { elementFromPoint(x: number, y: number): DomElement | null };
  scrollIntoView(options: { block: string; inline: string; behavior: string }): void;
  contains(other: DomElement | null): boolean;
  dispatchEvent(event: object): boolean;
  addEventListener(type: string, listener: () => void, options: { capture: true; once: true }): void;
};
type EventKind = new (type: string, options: object) => object;
type PageWindow = { readonly PointerEvent: EventKind; readonly MouseEvent: EventKind };

/** Runs in the page, so it can use nothing from around it. */
function takeAim(element: Clickable): Aim {
  let isHit = false;
  // A page may do what it does when the button goes down, and put another element there.
  for (const type of ['pointerdown', 'click'])
    element.addEventListener(type, () => (isHit = true), { capture: true, once: true });
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = left + width / 2;
  const y = top + height / 2;
  const met = width > 0 && height > 0 ? element.getRootNode().elementFromPoint(x, y) : null;
  return {
    isFree: met !== null && element.contains(met),
    get isHit() {
      return isHit;
    },
    press() {
      const view = element.ownerDocument.defaultView;
      const about = {
        ...{ bubbles: true, cancelable: true, composed: true, view, clientX: x, clientY: y },
        ...{ pointerId: 1, pointerType: 'mouse', isPrimary: true, detail: 1 },
      };
      for (const type of ['pointerover', 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        const kind = type.startsWith('pointer') ? view.PointerEvent : view.MouseEvent;
        const buttons = type.endsWith('down') ? 1 : 0;
        if (type === 'click' && element.click !== undefined) element.click();
        else element.dispatchEvent(new kind(type, { ...about, buttons }));
      }
    },
  };
}
