import sharp from 'sharp'
import { type Chance, chance } from './random.ts'

/** Drawn pictures in place of photographs: a work order, a bay, a tool wall, a shelf, a notice board. No two are alike. */

const paper = (by: Chance, marked: boolean) => {
  const lines = Array.from(
    { length: 9 },
    (_, n) => `<rect x="330" y="${190 + n * 62}" width="${by.whole(240, 560)}" height="14" fill="#8d989d"/>`,
  )
  const hit = marked
    ? `<rect x="315" y="${170 + by.whole(2, 7) * 62}" width="${by.whole(380, 600)}" height="54" fill="none" stroke="#ae231c" stroke-width="9"/>`
    : ''
  return `<rect width="1200" height="900" fill="#bcae98"/><rect x="270" y="60" width="660" height="800" fill="#fbfaf6" stroke="#c9c4b8" stroke-width="4"/><rect x="330" y="110" width="300" height="30" fill="#3b474d"/>${lines.join('')}${hit}`
}

const bay = (by: Chance, marked: boolean) => {
  const stripes = Array.from(
    { length: 5 },
    (_, n) => `<path d="M${80 + n * 260} 900 L${330 + n * 140} 520" stroke="#d9b23c" stroke-width="14"/>`,
  )
  const stain = `<ellipse cx="${by.whole(300, 900)}" cy="${by.whole(680, 800)}" rx="${by.whole(70, 150)}" ry="38" fill="#3a3f40" opacity=".55"/>`
  const hit = marked
    ? `<ellipse cx="620" cy="740" rx="330" ry="120" fill="none" stroke="#ae231c" stroke-width="9"/>`
    : ''
  return `<rect width="1200" height="520" fill="#dfe4e5"/><rect y="520" width="1200" height="380" fill="#9aa3a6"/>${stripes.join('')}<rect x="190" y="180" width="46" height="380" fill="#0b5567"/><rect x="960" y="180" width="46" height="380" fill="#0b5567"/><path d="M290 470 q40-130 190-140 h240 q130 10 190 140 l40 20 v60 H250 v-60z" fill="${by.one(['#6f8793', '#8a5a50', '#45525a', '#b7bec2'])}"/><circle cx="390" cy="550" r="62" fill="#22292c"/><circle cx="810" cy="550" r="62" fill="#22292c"/>${stain}${hit}`
}

const toolWall = (by: Chance, marked: boolean) => {
  const missing = marked ? by.whole(0, 14) : -1
  const tools = Array.from({ length: 15 }, (_, n) => {
    const x = 130 + (n % 5) * 210
    const y = 130 + Math.floor(n / 5) * 240
    const shape = `<rect x="${x}" y="${y}" width="${by.whole(36, 60)}" height="160" rx="14" fill="${n === missing ? 'none' : '#4a565c'}" stroke="${n === missing ? '#ae231c' : '#4a565c'}" stroke-width="7" stroke-dasharray="${n === missing ? '14 10' : 'none'}"/>`
    return `${shape}<rect x="${x}" y="${y + 175}" width="70" height="16" fill="#e8d9a8"/>`
  })
  return `<rect width="1200" height="900" fill="#e5e8e9"/><rect x="70" y="70" width="1060" height="760" fill="#c6d3d8"/>${tools.join('')}`
}

const shelf = (by: Chance, marked: boolean) => {
  const boxes = Array.from({ length: 24 }, (_, n) => {
    const width = by.whole(70, 120)
    const height = by.whole(80, 165)
    return `<rect x="${110 + (n % 8) * 126}" y="${310 + Math.floor(n / 8) * 240 - height}" width="${width}" height="${height}" fill="${by.one(['#b98f5d', '#a67d4e', '#c9a778', '#8fa3ad'])}"/>`
  })
  const hit = marked
    ? `<rect x="${100 + by.whole(0, 5) * 126}" y="${120 + by.whole(0, 2) * 240}" width="270" height="205" fill="none" stroke="#ae231c" stroke-width="9"/>`
    : ''
  return `<rect width="1200" height="900" fill="#eceff0"/><g fill="#68757b"><rect x="80" y="310" width="1040" height="18"/><rect x="80" y="550" width="1040" height="18"/><rect x="80" y="790" width="1040" height="18"/><rect x="80" y="80" width="16" height="760"/><rect x="1104" y="80" width="16" height="760"/></g>${boxes.join('')}${hit}`
}

const board = (by: Chance, marked: boolean) => {
  const sheets = Array.from({ length: 6 }, (_, n) => {
    const x = 190 + (n % 3) * 290
    const y = 170 + Math.floor(n / 3) * 300
    const rows = Array.from(
      { length: 5 },
      (_, row) =>
        `<rect x="${x + 24}" y="${y + 50 + row * 34}" width="${by.whole(80, 190)}" height="10" fill="#9aa5aa"/>`,
    )
    return `<rect x="${x}" y="${y}" width="240" height="260" fill="#fff"/><rect x="${x + 24}" y="${y + 20}" width="120" height="16" fill="#0b5567"/>${rows.join('')}`
  })
  const hit = marked
    ? `<rect x="465" y="155" width="290" height="290" fill="none" stroke="#ae231c" stroke-width="9"/>`
    : ''
  return `<rect width="1200" height="900" fill="#d6dadb"/><rect x="140" y="120" width="920" height="660" fill="#8fb3a3" stroke="#6e767a" stroke-width="16"/>${sheets.join('')}${hit}`
}

const scenes = [paper, bay, toolWall, shelf, board]

/** `count` JPEG pictures of 1200 × 900; every other one has the fault marked in red. The same seed draws the same ones. */
export const drawPhotos = async (count: number, seed: number): Promise<Buffer[]> => {
  const by = chance(seed)
  const drawings = Array.from({ length: count }, (_, n) => {
    const scene = scenes[n % scenes.length] ?? paper
    return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">${scene(by, n % 2 === 0)}</svg>`
  })
  // Photos that people send are never SVG, so the product shuts this decoder; the demo draws its own.
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] })
  return Promise.all(drawings.map((drawing) => sharp(Buffer.from(drawing)).jpeg({ quality: 78 }).toBuffer()))
}
