// The reel: one screen for each number, moved by touch, wheel, keys or code. It knows numbers, not films.
const WHEEL_PAUSE_MS = 140;
const WHEEL_STEP_PX = 30;

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export class Reel {
  #frame = 0;
  #wheel = { last: 0, armed: true, sum: 0 };

  // `onChange(number)` is called when another screen fills more than half of the stage.
  constructor(root, onChange) {
    this.root = root;
    this.onChange = onChange;
    this.numbers = [];
    this.number = null;
    root.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    root.addEventListener("wheel", (event) => this.#wheeled(event), { passive: false });
    new ResizeObserver(() => this.#settle()).observe(root);
  }

  // Lay out these numbers; `fill(slide, number)` draws the still of each. The number on show stays on show.
  lay(numbers, fill) {
    const moved = String(numbers) !== String(this.numbers);
    this.numbers = numbers;
    const known = new Map([...this.root.querySelectorAll(".slide")].map((s) => [Number(s.dataset.number), s]));
    numbers.forEach((number, row) => {
      const slide = known.get(number) ?? this.#slide(number);
      slide.style.gridRow = row + 1;
      fill(slide, number);
    });
    // Only where rows moved: else a glide that is on its way would be cut short.
    if (moved) this.#settle();
  }

  // Put a video onto the screen of a number.
  place(video, number) {
    video.style.gridRow = this.numbers.indexOf(number) + 1;
  }

  // The number so many screens away; null beyond the ends.
  beside(step) {
    return this.numbers[this.numbers.indexOf(this.number) + step] ?? null;
  }

  // Show a number: neighbours glide, others are simply there.
  go(number) {
    const row = this.numbers.indexOf(number);
    if (row < 0) return;
    const far = this.number === null || Math.abs(row - this.numbers.indexOf(this.number)) > 1;
    if (far || calm.matches) {
      this.#show(number);
      this.#settle();
    } else {
      this.root.scrollTo({ top: row * this.root.clientHeight, behavior: "smooth" });
    }
  }

  step(by) {
    const number = this.beside(by);
    if (number !== null) this.go(number);
  }

  #slide(number) {
    const slide = document.createElement("div");
    slide.className = "slide";
    slide.dataset.number = number;
    this.root.append(slide);
    return slide;
  }

  #show(number) {
    if (number === this.number) return;
    this.number = number;
    this.onChange(number);
  }

  // After a turn of the phone or a longer reel the same screen stands where it stood.
  #settle() {
    const row = this.numbers.indexOf(this.number);
    if (row >= 0) this.root.scrollTo({ top: row * this.root.clientHeight, behavior: "instant" });
  }

  #scrolled() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      const number = this.numbers[Math.round(this.root.scrollTop / this.root.clientHeight)];
      if (number !== undefined) this.#show(number);
    });
  }

  // One push of the wheel is one screen, however long a trackpad coasts.
  #wheeled(event) {
    if (event.ctrlKey) return;
    event.preventDefault();
    const wheel = this.#wheel;
    if (event.timeStamp - wheel.last > WHEEL_PAUSE_MS) Object.assign(wheel, { armed: true, sum: 0 });
    wheel.last = event.timeStamp;
    if (!wheel.armed) return;
    wheel.sum += event.deltaY;
    if (Math.abs(wheel.sum) < WHEEL_STEP_PX) return;
    wheel.armed = false;
    this.step(Math.sign(wheel.sum));
  }
}
