// What fingers say on the picture: a tap, two quick ones, one that stays, one that draws sideways. Up and down belong to
// the reel. A mouse says the same.
const AGAIN_MS = 260;
const STAYS_MS = 420;
const STILL_PX = 10;

export class Gestures {
  #down = null;
  #mode = "";
  #stay = 0;
  #single = 0;
  #lastTap = 0;

  // `hear` has tap(), twice(x, y), hold(on), drag(share), drop(share or null): shares are of the picture's width.
  constructor(root, hear) {
    Object.assign(this, { root, hear });
    root.addEventListener("pointerdown", (event) => this.#press(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", (event) => this.#lift(event));
    root.addEventListener("pointercancel", () => this.#end(null));
    // A finger that stays would open the browser's menu.
    root.addEventListener("contextmenu", (event) => { if (this.#down?.touch || this.#mode) event.preventDefault(); });
    root.addEventListener("dragstart", (event) => event.preventDefault());
    window.addEventListener("blur", () => this.#end(null));
  }

  #press(event) {
    if (!event.isPrimary || event.button) return this.#end(null);
    const { left, top, width } = this.root.getBoundingClientRect();
    this.#down = { id: event.pointerId, x: event.clientX, y: event.clientY, left, top, width, touch: event.pointerType !== "mouse" };
    this.#mode = "";
    this.#stay = setTimeout(() => { this.#mode = "hold"; this.hear.hold(true); }, STAYS_MS);
    return undefined;
  }

  #move(event) {
    const down = this.#down;
    if (!down || event.pointerId !== down.id || this.#mode === "hold") return;
    const [dx, dy] = [event.clientX - down.x, event.clientY - down.y];
    if (!this.#mode && Math.hypot(dx, dy) < STILL_PX) return;
    clearTimeout(this.#stay);
    if (!this.#mode) {
      this.#mode = Math.abs(dx) > Math.abs(dy) ? "drag" : "scroll";
      if (this.#mode === "drag") this.root.setPointerCapture(down.id);
    }
    if (this.#mode === "drag") this.hear.drag(dx / down.width);
  }

  #lift(event) {
    const down = this.#down;
    if (!down || event.pointerId !== down.id) return;
    const mode = this.#mode;
    this.#end((event.clientX - down.x) / down.width);
    if (!mode) this.#tapped(event.clientX - down.left, event.clientY - down.top, event.timeStamp);
  }

  // The first of two taps waits until it is clear that it stays alone; every further quick one counts as well.
  #tapped(x, y, at) {
    const quick = at - this.#lastTap < AGAIN_MS;
    this.#lastTap = at;
    clearTimeout(this.#single);
    if (quick) this.hear.twice(x, y);
    else this.#single = setTimeout(() => this.hear.tap(), AGAIN_MS);
  }

  #end(share) {
    clearTimeout(this.#stay);
    if (this.#mode === "hold") this.hear.hold(false);
    if (this.#mode === "drag") this.hear.drop(share);
    this.#down = null;
    this.#mode = "";
  }
}
