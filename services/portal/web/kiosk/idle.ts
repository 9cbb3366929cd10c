// Someone who walks away leaves nothing on the screen: a warning first, then everything typed is wiped.

export class IdleWatch {
  private timer: number | undefined;

  constructor(
    private readonly idleMs: number,
    private readonly warningMs: number,
    private readonly warn: () => void,
    private readonly reset: () => void,
  ) {
    for (const event of ["pointerdown", "keydown", "input"]) document.addEventListener(event, () => this.touch(), { passive: true });
  }

  private running = false;

  start(): void {
    this.running = true;
    this.touch();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  touch(): void {
    if (!this.running) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.warn();
      this.timer = window.setTimeout(this.reset, this.warningMs);
    }, this.idleMs);
  }
}
