import { isTagAt } from './find-raw-end.js';

// `</script` and the character that ends the name.
const longestMark = 9;

/**
 * Finds the end of a script. Old pages hide scripts in `<!--`, and inside of that a `<script>` opens another level
 * whose `</script>` does not end the script: the standard's "escaped" and "double escaped" states.
 */
export class ScriptText {
  #level: 'plain' | 'escaped' | 'double' = 'plain';
  /** Up to where the text has been judged when no end was found in it. */
  resumeAt = 0;

  reset(): void {
    this.#level = 'plain';
  }

  /** The index of the end tag of the script, or -1. */
  findEnd(text: string, from: number): number {
    let at = from;
    let arrow = -2;
    for (;;) {
      const lessThan = text.indexOf('<', at);
      if (this.#level !== 'plain') {
        if (arrow !== -1 && arrow < at) arrow = text.indexOf('-->', at);
        if (arrow !== -1 && (lessThan === -1 || arrow < lessThan)) {
          this.#level = 'plain';
          at = arrow + 3;
          continue;
        }
      }
      if (lessThan === -1) {
        this.resumeAt = Math.max(at, text.length - longestMark);
        return -1;
      }
      if (text.length - lessThan < longestMark) {
        this.resumeAt = Math.max(at, Math.min(lessThan, text.length - 2));
        return -1;
      }
      const isEndTag = isTagAt(text, lessThan + 2, 'script') && text.charAt(lessThan + 1) === '/';
      if (isEndTag && this.#level !== 'double') return lessThan;
      at = lessThan + 1;
      if (isEndTag) this.#level = 'escaped';
      else if (this.#level === 'plain' && text.startsWith('!--', at)) {
        this.#level = 'escaped';
        // The opener's own dashes count: `<!-->` leaves at once.
        at += 1;
      } else if (this.#level === 'escaped' && isTagAt(text, at, 'script')) this.#level = 'double';
    }
  }
}
