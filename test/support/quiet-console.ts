import { afterEach, beforeEach, expect, vi } from 'vitest'

// A test that prints to console.error fails: a warning nobody reads is a defect nobody sees.
beforeEach(() => {
  vi.spyOn(console, 'error')
})
afterEach(() => {
  expect(vi.mocked(console.error).mock.calls).toEqual([])
  vi.mocked(console.error).mockRestore()
})
