import { sampleLimitsScale } from './content.ts'
import { isRecord, type Path } from './place.ts'
import { report, rises } from './problems.ts'
import { type Common, type Limits, type SampleBand, writtenOwn } from './vocabulary-format.ts'
import type { Flaw } from './wording.ts'

/** The rules of vocabularies: the shared ones, and the scales, band sets and words that a checklist brings along itself. */

/** Checks what the schema of `_common.yaml` cannot say. */
export function checkCommon(common: Common): Flaw[] {
  const problems: Flaw[] = []
  checkScales(common.scales, problems)
  if (!Object.hasOwn(common.scales, sampleLimitsScale)) {
    report(problems, ['scales'], 'unknown_scale', { name: sampleLimitsScale })
  }
  for (const [name, bands] of Object.entries(common.sample_band_sets)) {
    checkSampleBands(bands, ['sample_band_sets', name], problems)
  }
  return problems
}

/** The same for the scales and band sets that a checklist brings along itself. */
export function checkOwn(root: Record<string, unknown>, problems: Flaw[]): void {
  const scales = writtenOwn.scales.safeParse(root.scales)
  if (scales.success) checkScales(scales.data ?? {}, problems)
  const sets = writtenOwn.sample_band_sets.safeParse(root.sample_band_sets)
  for (const [name, { limits, bands }] of Object.entries((sets.success && sets.data) || {})) {
    const path: Path = ['sample_band_sets', name]
    if (limits) checkLimits(limits, [...path, 'limits'], problems)
    checkSampleBands(bands, [...path, 'bands'], problems)
  }
}

function checkScales(scales: Common['scales'], problems: Flaw[]): void {
  for (const [name, scale] of Object.entries(scales)) {
    const path: Path = ['scales', name]
    const scores = scale.anchors.map(({ score }) => score)
    const risen = scores.findIndex(rises)
    if (risen > 0) report(problems, [...path, 'anchors', risen, 'score'], 'anchors_not_descending')
    if (scores[0] !== scale.max) report(problems, [...path, 'anchors', 0, 'score'], 'best_anchor', { max: scale.max })
    checkLimits(scale, path, problems)
  }
}

function checkLimits(limits: Limits, path: Path, problems: Flaw[]): void {
  const { max, finding_at_or_below: finding, critical_fail_at_or_below: failed } = limits
  if (failed > finding || finding >= max) report(problems, [...path, 'critical_fail_at_or_below'], 'limits_cross')
}

function checkSampleBands(bands: readonly SampleBand[], path: Path, problems: Flaw[]): void {
  const risen = bands.map(({ min }) => min).findIndex(rises)
  if (risen > 0) report(problems, [...path, risen, 'min'], 'bands_not_descending')
  if (bands.at(-1)?.min !== 0) report(problems, [...path, bands.length - 1, 'min'], 'lowest_band')
}

/** What names a checklist can use: those of the shared vocabularies and its own. */
export function vocabularyNames(root: Record<string, unknown>, common: Common | undefined) {
  const words = isRecord(root.words) ? root.words : {}
  const names = (shared: object | undefined, own: unknown) =>
    shared && new Set([...Object.keys(shared), ...Object.keys(isRecord(own) ? own : {})])
  return {
    positions: names(common?.positions, words.positions),
    methods: names(common?.methods, words.methods),
    classes: names(common?.classes, words.classes),
    factors: names(common?.factor_classes, words.factors),
    features: names(common?.dealer_features, words.dealer_features),
    scales: names(common?.scales, root.scales),
    bandSets: names(common?.sample_band_sets, root.sample_band_sets),
  }
}
