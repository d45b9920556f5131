/** Figures as files: an SVG that stands by itself, and a PNG of it. */

const COPIED = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'display', 'visibility'];

/** A piece of a drawing, made so that a name from a report can be nothing but text. */
export function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** A copy of a drawing with every style written into its elements, on the ground that it has on the page. */
export function standalone(svg: SVGSVGElement, caption: string): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    const target = to[i]!;
    for (const name of COPIED) {
      const value = style.getPropertyValue(name);
      if (value) target.setAttribute(name, value);
    }
    target.removeAttribute('class');
    target.removeAttribute('style');
    target.removeAttribute('tabindex');
  });
  const box = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  if (box.width) {
    copy.setAttribute('width', String(Math.round(box.width)));
    copy.setAttribute('height', String(Math.round(box.height)));
  }
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${Math.round(box.width)} ${Math.round(box.height)}`);
  const view = copy.viewBox.baseVal;
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: view.x, y: view.y, width: view.width, height: view.height })) ground.setAttribute(name, String(value));
  ground.setAttribute('fill', getComputedStyle(document.documentElement).backgroundColor || '#fff');
  copy.prepend(ground);
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = caption;
  copy.prepend(title);
  return copy;
}

export function svgText(svg: SVGSVGElement, caption: string): string {
  return new XMLSerializer().serializeToString(standalone(svg, caption));
}

/** Offers a file for download. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveSvg(svg: SVGSVGElement, name: string, caption: string): void {
  save(`${name}.svg`, new Blob([svgText(svg, caption)], { type: 'image/svg+xml' }));
}

/** Draws at twice the size on the page, so that it prints well. */
export async function savePng(svg: SVGSVGElement, name: string, caption: string): Promise<void> {
  const copy = standalone(svg, caption);
  const width = Number(copy.getAttribute('width')) * 2;
  const height = Number(copy.getAttribute('height')) * 2;
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')!.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (blob) save(`${name}.png`, blob);
  } finally {
    URL.revokeObjectURL(address);
  }
}
