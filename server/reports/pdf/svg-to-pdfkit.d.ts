declare module 'svg-to-pdfkit' {
  /** Draws SVG markup into a pdfkit document at a place, as vectors. */
  export default function svgToPdf(
    doc: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options?: {
      width?: number
      height?: number
      assumePt?: boolean
      fontCallback?: (family: string, bold: boolean, italic: boolean) => string
      warningCallback?: (message: string) => void
    },
  ): void
}
