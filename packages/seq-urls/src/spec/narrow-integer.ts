/** The same whole number as a double where that is exact, otherwise as the bigint that it is. */
export function narrowInteger(value: bigint): number | bigint {
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : value;
}
