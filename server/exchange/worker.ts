import { answerJobs } from '../worker-pool.ts'
import { type Job, type Result, work } from './job.ts'

answerJobs<Job, Result>(work, (result) => ('workbook' in result ? [result.workbook.buffer] : []))
