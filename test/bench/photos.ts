import sharp from 'sharp'
import { photoSet } from '../support/report-fixture.ts'

/** Photos with the grain of real ones, by their hash. The product shuts the decoder of the drawings in them. */
export const drawPhotos = (count: number): Promise<Map<string, Buffer>> => {
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] })
  return photoSet(count)
}
