/** Import and export as files: what the workbook says, and what is wrong with a file. */
export const exchange = {
  'exchange.problem.one_name_two_things': [
    '“{name}”在本检查表中有两种不同的定义，请先改名再导出。',
    'In this checklist “{name}” means two different things. Rename one of them, then export.',
  ],
} as const satisfies Record<`exchange.${string}`, readonly [zh: string, en: string]>
