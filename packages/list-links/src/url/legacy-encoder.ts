/** Percent-encodes text that is not ASCII in a legacy charset. */
export type Encoder = (text: string) => string;

/**
 * An encoder for a charset of the Encoding standard. There is none in Node, so its table is the decoder's turned
 * around; of two byte sequences for one character the standard takes the first, but for the cases below.
 */
export function createEncoder(charset: string): Encoder {
  const table = encodingTable(charset);
  const encodeCharacter = (character: string): string => {
    const bytes = table.get(character) ?? (charset === 'gb18030' ? supplementary(character) : undefined);
    return bytes === undefined ? `%26%23${character.codePointAt(0) ?? 0}%3B` : percentEncode(bytes);
  };
  if (charset === 'iso-2022-jp') return (text) => encodeIso2022Jp(text, table, encodeCharacter);
  return (text) => Array.from(text, encodeCharacter).join('');
}

type Bytes = readonly number[];

function encodingTable(charset: string): Map<string, Bytes> {
  const table = new Map<string, Bytes>();
  const add = (character: string | undefined, bytes: Bytes): void => {
    if (character === undefined || character === '\ufffd' || table.has(character)) return;
    if ([...character].length === 1 && character > '\x7f') table.set(character, bytes);
  };
  // ISO-2022-JP sends the two bytes of EUC-JP without their high bits.
  const source = charset === 'iso-2022-jp' ? 'euc-jp' : charset;
  // gb18030 reads 0x80 as the euro sign too, and writes its two bytes.
  const singles = range(source === 'gb18030' ? 0x81 : 0x80, 0xff).map((byte) => [byte]);
  decodeEach(source, singles).forEach((character, at) => add(character, singles[at] ?? []));
  if (source === 'euc-jp')
    for (const byte of range(0xa1, 0xdf)) add(String.fromCharCode(byte + 0xfec0), [0x8e, byte]);
  const pairs = pairsOf(source);
  decodeEach(source, pairs).forEach((character, at) => add(character, pairs[at] ?? []));
  if (source === 'gb18030') {
    const fours = range(0, 39_419).map(fourBytes);
    decodeEach(source, fours).forEach((character, at) => add(character, fours[at] ?? []));
  }
  addExceptions(source, table);
  return table;
}

/** The leads that the standard's encoders use, with every trail. */
function pairsOf(charset: string): Bytes[] {
  const leads = {
    // 0xED and 0xEE repeat characters that later leads have too.
    shift_jis: [...range(0x81, 0x9f), ...range(0xe0, 0xec), ...range(0xef, 0xfc)],
    'euc-jp': range(0xa1, 0xfe),
    'euc-kr': range(0x81, 0xfe),
    gbk: range(0x81, 0xfe),
    gb18030: range(0x81, 0xfe),
    // Leads below 0xA1 are the Hong Kong characters, which are read but not written.
    big5: range(0xa1, 0xfe),
  }[charset];
  return (leads ?? []).flatMap((lead) => range(0x40, 0xfe).map((trail) => [lead, trail]));
}

function addExceptions(charset: string, table: Map<string, Bytes>): void {
  if (charset === 'gbk') table.set('\u20ac', [0x80]);
  if (charset === 'shift_jis' || charset === 'euc-jp') {
    table.set('\u00a5', [0x5c]).set('\u203e', [0x7e]);
    const minus = table.get('\uff0d');
    if (minus !== undefined) table.set('\u2212', minus);
  }
  if (charset === 'big5') {
    // The six characters for which the last byte sequence counts.
    const last = {
      '\u2550': 0xf9f9,
      '\u255e': 0xf9e9,
      '\u2561': 0xf9eb,
      '\u256a': 0xf9ea,
      '\u5341': 0xa451,
      '\u5345': 0xa4ca,
    };
    for (const [character, code] of Object.entries(last)) table.set(character, [code >> 8, code & 0xff]);
  }
}

/** What each byte sequence decodes to; newlines keep a broken one from eating the next. */
function decodeEach(charset: string, sequences: readonly Bytes[]): string[] {
  const bytes = Uint8Array.from(sequences.flatMap((sequence) => [...sequence, 0x0a]));
  return new TextDecoder(charset).decode(bytes, { stream: true }).split('\n');
}

function supplementary(character: string): Bytes | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint > 0xffff ? fourBytes(189_000 + codePoint - 0x10000) : undefined;
}

function fourBytes(pointer: number): Bytes {
  return [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1_260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ];
}

function encodeIso2022Jp(text: string, table: Map<string, Bytes>, plain: Encoder): string {
  let encoded = '';
  let isShifted = false;
  for (const character of text) {
    const bytes = table.get(character);
    const isJis = bytes !== undefined && bytes.length === 2 && bytes[0] !== 0x8e;
    if (isJis !== isShifted) encoded += isJis ? '%1B$B' : '%1B(B';
    isShifted = isJis;
    encoded += isJis ? percentEncode(bytes.map((byte) => byte & 0x7f)) : plain(character);
  }
  return isShifted ? `${encoded}%1B(B` : encoded;
}

/** The standard's special-query percent-encode set: bytes that are ASCII otherwise stand as they are. */
function percentEncode(bytes: Bytes): string {
  return bytes
    .map((byte) =>
      byte > 0x7e || byte < 0x21 || [0x22, 0x23, 0x27, 0x3c, 0x3e].includes(byte)
        ? `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('');
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
