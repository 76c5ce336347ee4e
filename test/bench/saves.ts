import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from './connection.ts'
import type { Figure } from './figures.ts'
import { openCrew } from './laptop.ts'
import type { World } from './world.ts'

type Ports = { product: number; yardstick: number }

/** Answer saves per second, the yardstick and the product by turns so that both meet the same neighbours on the machine. */
export const measureSaves = async (ports: Ports, world: World, runs: number, ms: number): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const connections of [1, 16, 64]) {
    const works = world.works.slice(0, connections)
    const crews = {
      yardstick: await openCrew(ports.yardstick, works),
      product: await openCrew(ports.product, works),
    }
    const rates: Record<keyof Ports, number[]> = { yardstick: [], product: [] }
    for (const who of ['yardstick', 'product'] as const) await crews[who].flatOut(ms / 2)
    for (let run = 0; run < runs; run++) {
      for (const who of ['yardstick', 'product'] as const) rates[who].push((await crews[who].flatOut(ms)).perSecond)
    }
    for (const crew of Object.values(crews)) crew.close()
    const ratios = rates.product.map((rate, run) => rate / (rates.yardstick[run] ?? Number.NaN))
    const at = `${connections} connection${connections === 1 ? '' : 's'}`
    figures.push(
      { name: `saves, ${at}`, unit: 'per second', values: rates.product },
      { name: `  bare upserts, ${at}`, unit: 'per second', values: rates.yardstick },
      {
        name: '  saves / bare upserts',
        unit: 'ratio',
        values: ratios,
        aim: connections === 16 ? '>= 0.60' : undefined,
      },
    )
  }
  return figures
}

/** The slow end of saves at a modest rate, with and without two PDFs a second being drawn beside them. */
export const measureSavesBesidePdfs = async (
  port: number,
  world: World,
  { runs, ms, every, pdfEvery }: { runs: number; ms: number; every: number; pdfEvery: number },
): Promise<Figure[]> => {
  const crew = await openCrew(port, world.works.slice(0, 16))
  const took: number[] = []
  let drawn = 0
  const draw = async () => {
    const lang = drawn % 2 === 0 ? 'zh-CN' : 'en'
    const version = 1 + Math.floor(drawn / 2)
    drawn += 1
    const path = `/audits/${world.report.auditId}/report.pdf?lang=${lang}&version=${version}`
    // One of its own: on a busy machine more of them wait than anyone would guess.
    const connection = await Connection.open(port)
    const sent = performance.now()
    const answer = await connection.ask(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: session=${world.tokens.headOffice}\r\n\r\n`,
    )
    connection.close()
    if (answer.status !== 200 || !answer.body.startsWith('%PDF-')) throw new Error(`no PDF but ${answer.status}`)
    took.push(performance.now() - sent)
  }
  const drawFor = async (length: number) => {
    const underWay: Promise<void>[] = []
    const started = performance.now()
    for (let due = 0; due < length; due += pdfEvery) {
      underWay.push(draw())
      await sleep(pdfEvery)
    }
    await Promise.all(underWay)
    return (underWay.length * 1000) / (performance.now() - started)
  }
  try {
    await draw()
    await crew.steady(1000, every)
    took.length = 0
    const quiet: number[] = []
    const busy: number[] = []
    const rates: number[] = []
    for (let run = 0; run < runs; run++) {
      quiet.push((await crew.steady(ms, every)).p99)
      const [beside, rate] = await Promise.all([crew.steady(ms, every), drawFor(ms)])
      busy.push(beside.p99)
      rates.push(rate)
    }
    const saves = Math.round((16 * 1000) / every)
    return [
      { name: `p99 of a save, 16 connections, ${saves} saves/s`, unit: 'ms', values: quiet },
      { name: `  while ${1000 / pdfEvery} PDFs a second are drawn`, unit: 'ms', values: busy, aim: '< 25' },
      { name: '  PDFs that this machine drew', unit: 'per second', values: rates },
      { name: '  each of those PDFs (40 rows, 9 photos)', unit: 'ms', values: took },
    ]
  } finally {
    crew.close()
  }
}
