const longest = 100;

/** The user's own text as it may stand in a message: on one line, without control characters, cut short. */
export function quote(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return `"${makePrintable(cut)}"`;
}

/** Replaces what could move the cursor, recolour the screen or break the line. */
export function makePrintable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
