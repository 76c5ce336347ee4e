/**
 * Brings an element in line with new markup and touches only what differs, so that focus, caret and scroll stay where they are.
 * Children with an id are the same child wherever they stand. A field that has the focus keeps what is typed in it.
 */
export const morph = (from: Element, markup: string): void => {
  const template = document.createElement('template')
  template.innerHTML = markup
  const to = template.content.firstElementChild
  if (to) blend(from, to)
}

function blend(from: Element, to: Element): void {
  for (const { name } of [...from.attributes]) {
    // What somebody unfolded stays unfolded.
    const isUnfolded = name === 'open' && from instanceof HTMLDetailsElement
    if (!to.hasAttribute(name) && !isUnfolded) from.removeAttribute(name)
  }
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value)
  if (from instanceof HTMLTextAreaElement) {
    if (from !== document.activeElement) setValue(from, to.textContent ?? '')
    return
  }
  if (from instanceof HTMLInputElement) {
    if (from.type === 'checkbox') from.checked = to.hasAttribute('checked')
    else if (from.type !== 'file' && from !== document.activeElement) setValue(from, to.getAttribute('value') ?? '')
    return
  }
  blendChildren(from, to)
}

function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (field.value !== value) field.value = value
}

function blendChildren(from: Element, to: Element): void {
  let at: ChildNode | null = from.firstChild
  for (const next of [...to.childNodes]) {
    const same = at && isSame(at, next) ? at : findById(from, next)
    if (!same) {
      from.insertBefore(next, at)
      continue
    }
    if (same === at) at = at.nextSibling
    else from.insertBefore(same, at)
    if (same instanceof Element && next instanceof Element) blend(same, next)
    else if (same.nodeValue !== next.nodeValue) same.nodeValue = next.nodeValue
  }
  while (at) {
    const gone: ChildNode = at
    at = at.nextSibling
    gone.remove()
  }
}

const idOf = (node: ChildNode): string => (node instanceof Element ? node.id : '')

const isSame = (a: ChildNode, b: ChildNode): boolean =>
  a.nodeType === b.nodeType && a.nodeName === b.nodeName && idOf(a) === idOf(b)

function findById(parent: Element, node: ChildNode): ChildNode | null {
  const id = idOf(node)
  if (id === '') return null
  return [...parent.children].find((child) => child.id === id && child.nodeName === node.nodeName) ?? null
}
