const longest = 100;

/** The user's own text as it may stand in a message: on one line, without control characters, cut short. */
export function quote(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text;
  return `"${makePrintable(cut)}"`;
}

// Controls, line separators, halves of characters, and marks that turn the direction of writing.
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** Replaces what could move the cursor, recolour the screen, break the line or turn its direction. */
export function makePrintable(text: string): string {
  return text.replace(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
