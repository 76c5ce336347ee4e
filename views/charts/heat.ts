/**
 * The class of a heat-map cell, by exception: nothing at 90 and above, grey from 80, amber from 70, red below.
 * `limitsBp` replaces the three limits where a checklist's grades stand elsewhere, highest first.
 */
export const heatClass = (bp: number | null, limitsBp: readonly number[] = [9000, 8000, 7000]): string => {
  if (bp === null) return ''
  const passed = limitsBp.findIndex((limit) => bp >= limit)
  return ['', 'h-b', 'h-c', 'h-d'][passed === -1 ? 3 : Math.min(passed, 2)] ?? ''
}
