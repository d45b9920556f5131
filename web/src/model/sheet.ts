/**
 * A canvas that follows the pointer however much is on it. While it is moved, the last picture is moved; a new one is drawn behind it, a
 * slice in each frame, and takes its place when it is whole.
 */

/** What is at (x, y) is seen at (x k + view.x, y k + view.y). */
export interface View {
  k: number;
  x: number;
  y: number;
}

/** Draws what is seen, and pauses now and then. */
export type Paint = (context: CanvasRenderingContext2D, view: View) => Generator<void>;

/** How long one slice may take, in milliseconds: what a frame has room for beside all else. */
const SLICE = 8;

/** From where a picture was drawn to where it is seen now. */
export function moved(from: View, to: View): View {
  const k = to.k / from.k;
  return { k, x: to.x - from.x * k, y: to.y - from.y * k };
}

export class Sheet {
  private readonly seen: CanvasRenderingContext2D;
  private front = page();
  private back = page();
  private view: View = { k: 1, x: 0, y: 0 };
  private drawnFor: View = this.view;
  private underWay: { picture: Generator<void>; view: View } | undefined;
  private stale = true;
  private frame = 0;
  private width = 0;
  private height = 0;

  /** `over` draws what stands on top of the picture at all times. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly paint: Paint,
    private readonly over: (context: CanvasRenderingContext2D, view: View) => void = () => {},
  ) {
    this.seen = canvas.getContext('2d')!;
  }

  resize(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    for (const canvas of [this.canvas, this.front.canvas, this.back.canvas]) {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
    }
    this.again();
  }

  /** Looks from somewhere else. */
  look(view: View): void {
    this.view = view;
    this.again();
  }

  /** What is on it has changed. */
  again(): void {
    this.stale = true;
    this.refresh();
  }

  /** What stands on top has changed. */
  refresh(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.underWay = undefined;
  }

  private draw(): void {
    if (!this.width || !this.height) return;
    const start = performance.now();
    if (!this.underWay && this.stale) {
      this.stale = false;
      this.underWay = { picture: this.paint(blank(this.back), this.view), view: this.view };
    }
    while (this.underWay && performance.now() - start < SLICE) {
      // Reading a pixel makes the browser draw now what it would else put off to one long stretch of work.
      const whole = this.underWay.picture.next().done;
      this.back.getImageData(0, 0, 1, 1);
      if (!whole) continue;
      [this.front, this.back] = [this.back, this.front];
      this.drawnFor = this.underWay.view;
      this.underWay = undefined;
    }
    const { k, x, y } = moved(this.drawnFor, this.view);
    blank(this.seen).drawImage(this.front.canvas, x, y, this.width * k, this.height * k);
    this.over(this.seen, this.view);
    if (this.underWay || this.stale) this.refresh();
  }
}

/** A canvas that nobody sees. */
function page(): CanvasRenderingContext2D {
  return document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
}

/** An empty page, in pixels of the page whatever the screen's are. */
function blank(context: CanvasRenderingContext2D): CanvasRenderingContext2D {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return context;
}

/** A colour of the page as a canvas takes it: a canvas knows no variables. */
export function colour(name: string, at: HTMLElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  at.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
