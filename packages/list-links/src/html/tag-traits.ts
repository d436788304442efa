/** How the text behind a start tag is read. */
export type TextMode = 'data' | 'rcdata' | 'rawtext' | 'script' | 'plaintext';

/** What the tree builder does with a tag of one name, as far as it changes which links a page has. */
export type TagTraits = {
  name: string;
  textMode: TextMode;
  /** May stand before the body without opening it. */
  inHead: boolean;
  /** Ends SVG or MathML that it stands in. */
  breaksOut: boolean;
  /** A name that HTML knows, so that its end tag can close what is open. */
  isHtml: boolean;
  /** Its attributes are recorded. */
  keepsAttributes: boolean;
};

const textModes: Record<string, TextMode> = {
  title: 'rcdata',
  textarea: 'rcdata',
  style: 'rawtext',
  xmp: 'rawtext',
  iframe: 'rawtext',
  noembed: 'rawtext',
  noframes: 'rawtext',
  script: 'script',
  plaintext: 'plaintext',
};

/** Names that change how the page behind them is read. */
export const namesThatMatter: readonly string[] = [...Object.keys(textModes), 'svg', 'math', 'template'];

const headTags = words(
  'html head base basefont bgsound link meta title noscript noframes style script template',
);

// The HTML standard, 13.2.6.5: start tags that are no foreign content, font apart (it depends on its attributes).
const breakingTags =
  words(`b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i
  img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var`);

const otherHtmlTags =
  words(`a abbr address area article aside audio bdi bdo button canvas caption cite col colgroup
  data datalist del details dfn dialog fieldset figcaption figure font footer form frame frameset header hgroup input
  ins kbd label legend main map mark marquee meter nav object optgroup option output param picture progress q rp rt
  samp search section select slot source summary svg math tbody td tfoot th thead time tr track video wbr`);

/** The traits of a tag by its lower-case name. */
export function traitsOf(name: string, keepsAttributes: boolean): TagTraits {
  const inHead = headTags.has(name);
  const breaksOut = breakingTags.has(name);
  const textMode = Object.hasOwn(textModes, name) ? (textModes[name] ?? 'data') : 'data';
  const isHtml = inHead || breaksOut || textMode !== 'data' || otherHtmlTags.has(name);
  return { name, textMode, inHead, breaksOut, isHtml, keepsAttributes };
}

function words(text: string): Set<string> {
  return new Set(text.split(/\s+/));
}
