/** Text shrinks to a tenth, tables of the same lines to a hundredth; what unpacks to more than this is a bomb. */
const maxRatio = 250;
/** Up to here nobody is hurt. */
const harmlessBytes = 10 * 1024 * 1024;

/** What to say of so many bytes that have unpacked to so many; undefined where that is nothing out of the ordinary. */
export function unpacksTooFar(packedBytes: number, unpackedBytes: number): string | undefined {
  if (unpackedBytes <= harmlessBytes || unpackedBytes <= packedBytes * maxRatio) return undefined;
  return `${packedBytes} bytes unpack to more than ${maxRatio} times as many, and more than 10 MB`;
}
