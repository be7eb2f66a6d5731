// Picks strips up with a mouse, a pen or a finger and carries them over the lanes.

const FAR = 5; // pixels before a press becomes a drag
const LONG = 320; // milliseconds before a finger picks up instead of scrolling
const EDGE = 56; // pixels from the border at which the board scrolls along

export class Dragging {
  // `hooks`: may(strip), lift(id) → ids, over(ids, slot, order), drop(ids, slot, order), cancel()
  constructor(root, hooks) {
    Object.assign(this, { root, hooks, press: null, held: null });
    root.addEventListener("pointerdown", (event) => this.down(event));
    addEventListener("pointermove", (event) => this.move(event));
    addEventListener("pointerup", (event) => this.up(event));
    addEventListener("pointercancel", () => this.stop(true));
    addEventListener("keydown", (event) => event.key === "Escape" && this.held && this.stop(true), true);
    // A finger that holds a strip must not scroll the page under it.
    root.addEventListener("touchmove", (event) => this.held && event.preventDefault(), { passive: false });
    root.addEventListener("contextmenu", (event) => this.press?.touch && event.preventDefault());
  }

  down(event) {
    const strip = event.target.closest(".strip");
    if (!strip || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.press = { strip, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", id: event.pointerId };
    if (this.press.touch) this.press.timer = setTimeout(() => this.press && this.lift(event), LONG);
  }

  move(event) {
    if (this.held) return this.carry(event);
    if (!this.press || event.pointerId !== this.press.id) return;
    const far = Math.hypot(event.clientX - this.press.x, event.clientY - this.press.y) > FAR;
    if (!far) return;
    if (this.press.touch) this.stop(false);
    else this.lift(event);
  }

  lift(event) {
    const { strip } = this.press;
    const ids = this.hooks.lift(Number(strip.dataset.id));
    if (!ids) return this.stop(false);
    const ghost = strip.cloneNode(true);
    const box = strip.getBoundingClientRect();
    ghost.classList.add("ghost");
    ghost.removeAttribute("data-id");
    ghost.removeAttribute("role");
    ghost.style.width = `${box.width}px`;
    if (ids.length > 1) ghost.dataset.count = ids.length;
    document.body.append(ghost);
    this.held = { ids, ghost, dx: this.press.x - box.left, dy: this.press.y - box.top, touch: this.press.touch };
    document.body.classList.add("dragging");
    if (this.press.touch) navigator.vibrate?.(12);
    this.carry(event);
    return undefined;
  }

  carry(event) {
    const { ghost, dx, dy, ids } = this.held;
    this.held.at = event;
    ghost.style.transform = `translate(${event.clientX - dx}px, ${event.clientY - dy}px)`;
    const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".lane[data-slot]");
    this.scrollAlong();
    if (!lane || !this.root.contains(lane)) {
      this.held.target = null;
      return this.hooks.over(ids, null, 0);
    }
    const target = { crew: Number(lane.dataset.crew), slot: Number(lane.dataset.slot), order: orderAt(lane, event.clientY) };
    const before = this.held.target;
    if (before && before.crew === target.crew && before.slot === target.slot && before.order === target.order) return undefined;
    this.held.target = target;
    return this.hooks.over(ids, target, lane);
  }

  scrollAlong() {
    if (this.held.scrolling) return;
    const step = () => {
      if (!this.held) return;
      const { clientX: x, clientY: y } = this.held.at;
      const box = this.root.getBoundingClientRect();
      const speed = (from, to, at) => (at < from + EDGE ? at - from - EDGE : at > to - EDGE ? at - to + EDGE : 0) / 4;
      const [left, top] = [speed(box.left, box.right, x), speed(box.top, box.bottom, y)];
      const tall = this.root.scrollHeight > this.root.clientHeight + 1;
      if (left) this.root.scrollLeft += left;
      if (top && tall) this.root.scrollTop += top;
      const page = y < 96 ? y - 96 : y > innerHeight - 72 ? y - innerHeight + 72 : 0;
      if (page && !tall) scrollBy(0, page / 4);
      this.held.scrolling = requestAnimationFrame(step);
    };
    this.held.scrolling = requestAnimationFrame(step);
  }

  up(event) {
    if (!this.held) return this.stop(false);
    this.carry(event);
    const { ids, target } = this.held;
    this.finish();
    if (target) this.hooks.drop(ids, target);
    else this.hooks.cancel();
    this.dropped = performance.now(); // the click that follows a drop is no click
    return undefined;
  }

  stop(cancelled) {
    clearTimeout(this.press?.timer);
    this.press = null;
    if (this.held) {
      this.finish();
      if (cancelled) this.hooks.cancel();
    }
  }

  justDropped() {
    return performance.now() - (this.dropped ?? -1000) < 80;
  }

  finish() {
    clearTimeout(this.press?.timer);
    cancelAnimationFrame(this.held.scrolling);
    this.held.ghost.remove();
    this.held = null;
    this.press = null;
    document.body.classList.remove("dragging");
  }
}

function orderAt(lane, y) {
  const strips = [...lane.querySelectorAll(".strip")];
  const at = strips.findIndex((strip) => {
    const box = strip.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return at < 0 ? strips.length : at;
}
