/** As much of the DOM as the script in the page needs: the rest of the program must not believe that it runs in a browser. */
export type DomElement = {
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>;
  readonly children: ArrayLike<DomElement>;
  readonly shadowRoot: { readonly children: ArrayLike<DomElement> } | null;
  readonly contentDocument?: DomDocument | null;
  readonly textContent: string | null;
  readonly baseURI: string;
  readonly currentSrc?: string;
  readonly complete?: boolean;
  readonly naturalWidth?: number;
  readonly naturalHeight?: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  scrollTop: number;
  matches(selector: string): boolean;
  closest(selector: string): DomElement | null;
  querySelector(selector: string): DomElement | null;
  getAttribute(name: string): string | null;
  click?(): void;
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  scrollBy(options: { top: number; behavior: 'instant' }): void;
};

export type DomDocument = {
  readonly documentElement: DomElement | null;
  readonly scrollingElement: DomElement | null;
  readonly baseURI: string;
  readonly characterSet: string;
  getElementsByTagName(name: '*'): ArrayLike<DomElement>;
};

export type DomWindow = {
  readonly document: DomDocument;
  readonly innerHeight: number;
  readonly location: { readonly origin: string };
  readonly localStorage: Readonly<Record<string, string>>;
  readonly FileReader: new () => DomFileReader;
  fetch(url: string): Promise<{ blob(): Promise<{ readonly size: number }> }>;
  getComputedStyle(element: DomElement): { backgroundImage: string; overflowY: string };
  addEventListener(
    type: 'click',
    listener: (event: { target: unknown; preventDefault(): void }) => void,
  ): void;
};

export type DomFileReader = {
  readonly result: string | null;
  onloadend: () => void;
  readAsDataURL(blob: { readonly size: number }): void;
};
