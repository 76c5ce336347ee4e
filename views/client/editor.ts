import { startKeys } from './editor/keys.ts'
import { startOffers } from './editor/offers.ts'
import { startOutline } from './editor/outline.ts'
import { startRows } from './editor/rows.ts'
import { startShown } from './editor/shown.ts'

startRows()
startShown()
startOffers()
startOutline()
startKeys()
