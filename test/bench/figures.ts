/** One thing measured several times; `aim` is what the product promises itself. */
export type Figure = { name: string; unit: string; values: readonly number[]; aim?: string }

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)

/** The value below which the share `p` of the values lie (nearest rank). */
export const percentile = (values: readonly number[], p: number): number =>
  sorted(values)[Math.max(0, Math.ceil(values.length * p) - 1)] ?? Number.NaN

const written = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)

/** All figures as one table: least, middle and greatest of the runs. */
export const table = (figures: readonly Figure[]): string => {
  const head = ['', 'unit', 'runs', 'min', 'median', 'max', 'aim']
  const rows = figures.map(({ name, unit, values, aim }) => [
    name,
    unit,
    String(values.length),
    ...[Math.min(...values), percentile(values, 0.5), Math.max(...values)].map(written),
    aim ?? '',
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const isNumber = (column: number) => column > 1 && column < 6
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}
