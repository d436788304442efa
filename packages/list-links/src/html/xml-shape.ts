import type { Shape } from './shape.js';
import type { TextMode } from './tag-traits.js';

/** XML as the scanner sees it: every element is plain, CDATA counts everywhere. */
export class XmlShape implements Shape {
  readonly isSettled = true;
  readonly heedsText = false;
  readonly allowsCdata = true;

  open(): TextMode {
    return 'data';
  }

  close(): void {}

  text(): void {}
}
