// Photographs the whole product: starts the demo on a database of its own, walks every page as the person who uses it most
// and writes pictures and contact sheets. Usage: npm run screenshots -- DIR
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import sharp from 'sharp'

// `everyday` pages are looked at in every language, theme and width, the others once; `via` follows links from a list.
const { everyday, others } = JSON.parse(readFileSync(new URL('./pages.json', import.meta.url), 'utf8'))

const out = process.argv[2]
if (!out) {
  process.stderr.write('Say where the pictures go: npm run screenshots -- DIR\n')
  process.exit(2)
}
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
)
if (!executablePath) {
  process.stderr.write('No Chromium found. Install it, or name it with CHROMIUM=/path/to/chromium\n')
  process.exit(1)
}
mkdirSync(out, { recursive: true })

const dataDir = mkdtempSync(join(tmpdir(), 'dealer-audit-pictures-'))
const demo = spawn(process.execPath, ['dist/server/demo/main.js', '--fresh'], {
  env: { ...process.env, DATA_DIR: dataDir, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const origin = await new Promise((found, failed) => {
  let said = ''
  demo.stdout.on('data', (text) => {
    said += text
    const address = said.match(/http:\/\/localhost:\d+/)?.[0]
    if (address) found(address)
  })
  demo.on('exit', (code) => failed(new Error(`the demo ended with ${code}`)))
})

const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

const laptop = { width: 1366, height: 768 }
const phone = { width: 390, height: 844 }
const variants = [
  { name: 'zh-light', locale: 'zh-CN', colorScheme: 'light', viewport: laptop, pages: [...everyday, ...others] },
  { name: 'en-light', locale: 'en', colorScheme: 'light', viewport: laptop, pages: everyday },
  { name: 'zh-dark', locale: 'zh-CN', colorScheme: 'dark', viewport: laptop, pages: everyday },
  { name: 'zh-phone', locale: 'zh-CN', colorScheme: 'light', viewport: phone, pages: everyday },
  { name: 'en-phone-dark', locale: 'en', colorScheme: 'dark', viewport: phone, pages: everyday },
]

const problems = []
/** Opens a page by its address, or by following links from list pages: `via` are CSS selectors of links. */
const open = async (page, { path, via = [] }) => {
  await page.goto(origin + path, { waitUntil: 'load' })
  for (const selector of via) {
    const href = await page.locator(selector).first().getAttribute('href', { timeout: 5_000 })
    await page.goto(new URL(href, page.url()).href, { waitUntil: 'load' })
  }
}

for (const variant of variants) {
  const pictures = []
  const contexts = new Map()
  const pageOf = async (as) => {
    const known = contexts.get(as)
    if (known) return known
    const context = await browser.newContext({
      viewport: variant.viewport,
      colorScheme: variant.colorScheme,
      locale: variant.locale,
    })
    const page = await context.newPage()
    if (as) {
      await page.goto(`${origin}/sign-in`)
      await page.fill('[name=sign_in_name]', as)
      await page.fill('[name=password]', 'demo-audit-2026')
      await Promise.all([page.waitForURL((url) => url.pathname === '/'), page.press('[name=password]', 'Enter')])
      await page.request.post(`${origin}/language`, {
        form: { locale: variant.locale, back: '/' },
        headers: { 'sec-fetch-site': 'same-origin' },
      })
    }
    contexts.set(as, page)
    return page
  }
  for (const entry of variant.pages) {
    const page = await pageOf(entry.as)
    try {
      await open(page, entry)
      // The answer sheet draws itself.
      if (entry.fixed) await page.locator('article.item').first().waitFor()
      const file = join(out, `${variant.name}-${entry.name}.png`)
      await page.screenshot({ path: file, fullPage: !entry.fixed })
      pictures.push({ file, name: entry.name })
    } catch (error) {
      problems.push(`${variant.name} ${entry.name}: ${error.message.split('\n')[0]}`)
    }
  }
  for (const page of contexts.values()) await page.context().close()
  await contactSheets(pictures, variant)
}
await browser.close()
demo.removeAllListeners('exit')
const ended = new Promise((resolve) => demo.on('exit', resolve))
demo.kill('SIGTERM')
await ended
rmSync(dataDir, { recursive: true, force: true })
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.stdout.write(`The pictures are in ${out}\n`)
process.exit(problems.length > 0 ? 1 : 0)

/** Sheets of up to twelve pictures with their names, to look through at a glance. */
async function contactSheets(pictures, variant) {
  const narrow = variant.viewport.width < 600
  const cell = narrow ? { width: 240, height: 520 } : { width: 460, height: 420 }
  const columns = narrow ? 6 : 4
  for (let from = 0; from < pictures.length; from += 12) {
    const group = pictures.slice(from, from + 12)
    const tiles = await Promise.all(
      group.map(async ({ file, name }, index) => {
        const picture = await sharp(file)
          .resize({ width: cell.width - 12, height: cell.height - 36, fit: 'cover', position: 'left top' })
          .toBuffer()
        const label = `<svg xmlns="http://www.w3.org/2000/svg" width="${cell.width - 12}" height="24"><text x="0" y="17" font-family="sans-serif" font-size="14" fill="#222">${name}</text></svg>`
        const left = (index % columns) * cell.width + 6
        const top = Math.floor(index / columns) * cell.height + 6
        return [
          { input: Buffer.from(label), left, top },
          { input: picture, left, top: top + 26 },
        ]
      }),
    )
    await sharp({
      create: {
        width: columns * cell.width,
        height: Math.ceil(group.length / columns) * cell.height,
        channels: 3,
        background: '#c9ced0',
      },
    })
      .composite(tiles.flat())
      .png()
      .toFile(join(out, `sheet-${variant.name}-${from / 12 + 1}.png`))
  }
}
