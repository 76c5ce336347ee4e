import { add, compare, decimalText, fromNumber, greater, isZero, type Rational, zero } from '../scoring/rational.ts'
import type { WrittenItem } from './format.ts'
import type { Path } from './place.ts'
import { checkUnique, type Problems, report, rises } from './problems.ts'
import type { WrittenResponse } from './response-format.ts'

/** What responses may refer to; undefined where that part of the files could not be read. */
export type ResponseNames = Record<'scales' | 'bandSets' | 'marks', ReadonlySet<string> | undefined>

/** The rules of one item's response that a schema cannot say. */
export function checkResponse(item: WrittenItem, path: Path, names: ResponseNames, problems: Problems): void {
  const { response } = item
  switch (response.type) {
    case 'scale':
      if (names.scales && !names.scales.has(response.scale)) {
        report(problems, [...path, 'scale'], 'unknown_scale', { name: response.scale })
      }
      return
    case 'sample':
      checkSample(response, path, names, problems)
      return
    case 'number':
      checkNumber(item, response, path, problems)
      return
    case 'duration':
      checkDuration(response, path, names, problems)
      return
    case 'choice':
    case 'choices':
      checkOptions(item, response, path, problems)
      return
    case 'yes_no':
    case 'text':
  }
}

type Of<Type> = Extract<WrittenResponse, { type: Type }>

function checkSample(response: Of<'sample'>, path: Path, { bandSets }: ResponseNames, problems: Problems): void {
  if (response.rule === 'accept' && response.accept >= response.size) {
    report(problems, [...path, 'accept'], 'accepts_all', { size: response.size })
  }
  if (response.rule === 'bands' && bandSets && !bandSets.has(response.bands)) {
    report(problems, [...path, 'bands'], 'unknown_band_set', { name: response.bands })
  }
}

function checkNumber(item: WrittenItem, response: Of<'number'>, path: Path, problems: Problems): void {
  switch (response.rule) {
    case 'bands':
      checkValueBands(response.bands, path, problems)
      return
    case 'count_deduct':
      checkHasPoints(item, path, problems)
      if (response.most !== undefined && response.most > item.points) {
        report(problems, [...path, 'most'], 'deducts_too_much', { points: item.points })
      }
      return
    case 'step_deduct':
      checkHasPoints(item, path, problems)
      return
    case 'share':
      return
    default:
      if (response.min_ok === undefined && response.max_ok === undefined) {
        report(problems, [...path, 'min_ok'], 'range_open')
      } else if ((response.min_ok ?? -Infinity) > (response.max_ok ?? Infinity)) {
        report(problems, [...path, 'min_ok'], 'range_crossed')
      }
  }
}

/** All `min`, descending, or all `max`, ascending, and `else_ratio` at the end. */
function checkValueBands(
  bands: Extract<Of<'number'>, { rule: 'bands' }>['bands'],
  path: Path,
  problems: Problems,
): void {
  checkElseLast(bands, path, problems)
  const limits = bands.flatMap((band, at) => ('else_ratio' in band ? [] : [{ at, ...band }]))
  const kind = limits.some((band) => 'min' in band) ? 'min' : 'max'
  const other = limits.find((band) => !(kind in band))
  const values = limits.map((band) => ('min' in band ? band.min : -band.max))
  const wrong = other ?? limits[values.findIndex(rises)]
  if (wrong)
    report(problems, [...path, 'bands', wrong.at, other ? (kind === 'min' ? 'max' : 'min') : kind], 'value_bands_order')
}

function checkHasPoints({ points }: WrittenItem, path: Path, problems: Problems): void {
  if (points === 0) report(problems, ofItem(path, 'points'), 'deducts_from_nothing')
}

/** Another field of the item whose response is at `path`. */
const ofItem = (path: Path, field: keyof WrittenItem): Path => [...path.slice(0, -1), field]

function checkDuration(response: Of<'duration'>, path: Path, { marks }: ResponseNames, problems: Problems): void {
  for (const end of ['from', 'to'] as const) {
    if (marks && !marks.has(response[end])) {
      report(problems, [...path, end], 'unknown_mark', { name: response[end] })
    }
  }
  if (response.from === response.to) report(problems, [...path, 'to'], 'same_mark')
  const spans = response.bands.flatMap((band, at) => ('max_s' in band ? [{ at, negated: -band.max_s }] : []))
  const fallen = spans[spans.map(({ negated }) => negated).findIndex(rises)]
  if (fallen) report(problems, [...path, 'bands', fallen.at, 'max_s'], 'span_not_ascending')
  checkElseLast(response.bands, path, problems)
}

function checkElseLast(bands: readonly object[], path: Path, problems: Problems): void {
  const otherwise = bands.findIndex((band) => 'else_ratio' in band)
  if (otherwise === bands.length - 1) return
  report(problems, [...path, 'bands', otherwise < 0 ? bands.length - 1 : otherwise], 'else_not_last')
}

const kindsOfWorth = ['ratio', 'points', 'demerit'] as const

/** All options say in the same way what they are worth, and the best of them costs nothing. */
function checkOptions(item: WrittenItem, response: Of<'choice'> | Of<'choices'>, path: Path, problems: Problems): void {
  const { options } = response
  const at = [...path, 'options']
  checkUnique(
    options.map(({ code }, index) => [code, [...at, index, 'code']]),
    problems,
  )
  const said = kindsOfWorth.filter((kind) => options.some((option) => option[kind] !== undefined))
  const [kind] = said
  if (said.length !== 1 || !kind || options.some((option) => option[kind] === undefined)) {
    report(problems, at, 'options_mixed')
    return
  }
  if (kind !== 'points' && options.some(({ possible }) => possible !== undefined))
    report(problems, [...at, withPossible(options), 'possible'], 'possible_of_points')
  if (response.type === 'choice') checkChoice(item, response, kind, path, problems)
  else checkChoices(item, options, kind, path, problems)
}

type Worth = (typeof kindsOfWorth)[number]

function checkChoice(item: WrittenItem, response: Of<'choice'>, kind: Worth, path: Path, problems: Problems): void {
  const { options, demerit_base: base = 0 } = response
  const at = [...path, 'options']
  if (response.half_credit && kind !== 'ratio') report(problems, [...path, 'half_credit'], 'half_of_ratio')
  if (response.demerit_base !== undefined && kind !== 'demerit') {
    report(problems, [...path, 'demerit_base'], 'base_of_demerit')
  }
  if (kind === 'ratio' && !options.some(({ ratio }) => ratio === 1)) report(problems, at, 'no_full_option')
  if (kind === 'points') checkPoints(item, options, path, problems)
  if (kind !== 'demerit') return
  const costs = options.map(({ demerit = 0 }) => (demerit === 0 ? zero : add(fromNumber(base), fromNumber(demerit))))
  const most = costs.reduce(greater)
  if (!costs.some(isZero)) report(problems, at, 'no_free_option')
  if (isZero(most) || compare(most, fromNumber(item.points)) !== 0) {
    report(problems, ofItem(path, 'points'), 'demerit_points', { most: displayed(most), points: item.points })
  }
}

const displayed = (value: Rational) => decimalText(value, 4).replace(/\.?0+$/, '')

function checkPoints(item: WrittenItem, options: Options, path: Path, problems: Problems): void {
  const at = [...path, 'options']
  if (options.every(({ points }) => points === 0)) report(problems, at, 'options_all_zero')
  if (withPossible(options) < 0) return
  const without = options.findIndex(({ possible }) => possible === undefined)
  if (without >= 0) {
    report(problems, [...at, without], 'possible_missing')
    return
  }
  const most = Math.max(...options.map(({ possible = 0 }) => possible))
  if (item.points !== most) {
    report(problems, ofItem(path, 'points'), 'possible_points', { most, points: item.points })
  }
  const above = options.findIndex(({ points = 0, possible = 0 }) => points > possible)
  if (above >= 0) report(problems, [...at, above, 'points'], 'points_above_possible')
}

function checkChoices(item: WrittenItem, options: Options, kind: Worth, path: Path, problems: Problems): void {
  const at = [...path, 'options']
  if (kind === 'ratio') report(problems, at, 'choices_of_ratio')
  if (kind === 'demerit') checkHasPoints(item, path, problems)
  if (kind !== 'points') return
  const index = withPossible(options)
  if (index >= 0) report(problems, [...at, index, 'possible'], 'choices_possible')
  if (options.every(({ points }) => points === 0)) report(problems, at, 'options_all_zero')
}

type Options = Of<'choices'>['options']
const withPossible = (options: Options) => options.findIndex(({ possible }) => possible !== undefined)
