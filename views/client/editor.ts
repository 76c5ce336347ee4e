import { startRows } from './editor/rows.ts'

startRows()
