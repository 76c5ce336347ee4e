import { answerJobs } from '../worker-pool.ts'
import type { Reading } from './lines.ts'
import { type ImportFile, readImport } from './read.ts'

answerJobs<ImportFile, Reading>(readImport)
