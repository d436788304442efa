/** One table of the limits that the measurements of some results name: how far each figure is from its limit. */
export function limitsTable(results) {
  const limits = results.flatMap((result) => result.limits ?? []);
  return {
    columns: ['what', 'measured', 'limit', 'unit', 'set by', 'times the limit'],
    rows: limits.map(({ what, measured, limit, unit, by }) => {
      // Of rates the larger is the better one.
      const times = unit.endsWith('/s') ? limit / measured : measured / limit;
      return [what, inDigits(measured), inDigits(limit), unit, by, times.toFixed(2)];
    }),
  };
}

/** Three digits that count, in groups of three. */
function inDigits(number) {
  return Number(number.toPrecision(3)).toLocaleString('en-US');
}
