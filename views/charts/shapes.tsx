import type { InkName } from './ink.ts'

/** A drawing as plain shapes: geometry in numbers, look by class name, so that one function serves page and paper. */
export type Shape =
  | { kind: 'rect'; ink: InkName; x: number; y: number; width: number; height: number }
  | { kind: 'path'; ink: InkName; d: string }
  | { kind: 'circle'; ink: InkName; x: number; y: number; r: number }
  | { kind: 'text'; ink: InkName; x: number; y: number; anchor: 'start' | 'middle' | 'end'; text: string }

export type Drawing = { width: number; height: number; shapes: Shape[] }

/** One decimal is finer than a pixel and keeps the markup short. */
export const tenth = (value: number): number => Math.round(value * 10) / 10

/** Enough to leave room for a text of 12 px: a Chinese character is as wide as the type is high, a letter a little over half. */
export const roughWidth = (text: string): number =>
  [...text].reduce((sum, char) => sum + (char > '\u2e80' ? 12 : 6.3), 0)

const ShapeElement = ({ shape }: { shape: Shape }) => {
  switch (shape.kind) {
    case 'rect':
      return (
        <rect
          class={shape.ink}
          x={tenth(shape.x)}
          y={tenth(shape.y)}
          width={tenth(Math.max(0, shape.width))}
          height={tenth(shape.height)}
        />
      )
    case 'path':
      return <path class={shape.ink} d={shape.d} />
    case 'circle':
      return <circle class={shape.ink} cx={tenth(shape.x)} cy={tenth(shape.y)} r={shape.r} />
    case 'text':
      return (
        <text class={shape.ink} x={tenth(shape.x)} y={tenth(shape.y)} text-anchor={shape.anchor}>
          {shape.text}
        </text>
      )
  }
}

/** A drawing in the page. With a label it is an image that says the label; without one it is decoration beside its numbers. */
export const Svg = (props: { drawing: Drawing; label?: string; class?: string }) => {
  const { width, height, shapes } = props.drawing
  const named = props.label === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': props.label }
  return (
    <svg class={props.class} width={width} height={height} viewBox={`0 0 ${width} ${height}`} {...named}>
      {shapes.map((shape) => (
        <ShapeElement shape={shape} />
      ))}
    </svg>
  )
}
