// Danmaku over the picture: fetched in windows, run in lanes by the film's own time, above the subtitles' third.
import { Lanes, SCROLL, TOP, leftAt } from "air/lanes";

const WINDOW_S = 30;
const AHEAD_S = 10;
const STALE_MS = 60_000;
const DRIFT_S = 0.15;
const LANE_PX = 32;
const FONT_PX = 19;
const HIGHEST = 0.62; // of the picture: what lies below is the subtitles'
const BELOW_BACK_PX = 60;
const BELOW_NOTICE = 0.065; // of the picture: above it stands the notice that the film is made by AI
const KEPT = "fangcun.danmaku";
const DENSITY = { few: 0.34, half: 0.6, all: 1 };

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const ruler = document.createElement("canvas").getContext("2d");

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

export class Danmaku {
  #elements = new Map();
  #windows = new Map();
  #lines = new Map();
  #lanes = null;
  #clock = { at: 0, from: 0 };
  #frame = 0;

  // `video()` answers the film on show, or nothing; `asker` fetches windows from `address(number, window)`.
  constructor(layer, { video, asker, address, colours, words }) {
    Object.assign(this, { layer, video, asker, address, colours, words });
    this.number = null;
    this.wish = { on: true, opacity: 0.9, density: "half", ...kept() };
    new ResizeObserver(() => this.#relay()).observe(layer);
    calm.addEventListener("change", () => this.#relay());
    document.addEventListener("visibilitychange", () => this.#run());
    this.#dress();
    this.#run();
  }

  show(number) {
    if (number === this.number) return;
    this.number = number;
    this.#windows.clear();
    this.#lines.clear();
    this.#relay();
  }

  // Change what this viewer wants: {on, opacity, density}; kept in the browser.
  want(wish) {
    Object.assign(this.wish, wish);
    try {
      localStorage.setItem(KEPT, JSON.stringify(this.wish));
    } catch {
      // A browser that keeps nothing still does it for this page.
    }
    this.#dress();
    if ("density" in wish) this.#relay();
    this.#run();
  }

  get at() {
    return this.video()?.currentTime ?? 0;
  }

  // Put one's own line on the picture; answers it, to be taken away if it is refused.
  own(line) {
    const mine = this.#made({ ...line, own: true });
    this.#lines.set(mine.id, mine);
    this.#lanes?.put(mine, { must: true });
    return mine;
  }

  named(line, id) {
    this.#lines.delete(line.id);
    line.id = id;
    this.#lines.set(id, line);
  }

  remove(line) {
    this.#lines.delete(line.id);
    this.#lanes?.take(line);
    this.#drop(line);
  }

  // ---- fetching

  async #fetch(window) {
    const known = this.#windows.get(window);
    if (known !== undefined && performance.now() - known < STALE_MS) return;
    this.#windows.set(window, performance.now());
    const { number } = this;
    try {
      const answer = await this.asker.get(this.address(number, window));
      if (number !== this.number) return;
      for (const [id, at, place, colour, text, times, maker] of answer.lines) {
        if (!this.#lines.has(id)) this.#add(this.#made({ id, at: at / 1000, place, colour, text, times, maker }));
      }
    } catch {
      // Without danmaku the film goes on; it is tried again in a while.
      this.#windows.set(window, performance.now() - STALE_MS + 5_000);
    }
  }

  #made(line) {
    const made = { times: 1, maker: 0, own: false, ...line };
    ruler.font = `600 ${FONT_PX}px ${getComputedStyle(this.layer).fontFamily}`;
    const extra = (made.times > 1 ? 14 + 10 * String(made.times).length : 0) + (made.maker ? 46 : 0) + (made.own ? 18 : 0);
    made.width = Math.ceil(ruler.measureText(made.text).width) + extra;
    return made;
  }

  #add(line) {
    this.#lines.set(line.id, line);
    // Who wants no motion reads everything as lines that stand.
    if (calm.matches && line.place === SCROLL) line.place = TOP;
    this.#lanes?.put(line);
  }

  // ---- drawing

  #dress() {
    this.layer.hidden = !this.wish.on;
    this.layer.style.opacity = String(this.wish.opacity);
    if (!this.wish.on) for (const line of [...this.#elements.keys()]) this.#drop(line);
  }

  // The picture inside the stage: films stand as high as --high says.
  #picture() {
    const { clientWidth: width, clientHeight: height } = this.layer;
    const film = this.video();
    const shape = film?.videoWidth ? film.videoHeight / film.videoWidth : 16 / 9;
    const tall = Math.min(height, width * shape);
    const high = parseFloat(getComputedStyle(this.layer).getPropertyValue("--high")) || 0;
    const top = ((height - tall) * high) / 100;
    const first = Math.max(top + tall * BELOW_NOTICE, height > width * 1.5 ? BELOW_BACK_PX : 0);
    return { width, first, room: top + tall * HIGHEST - first };
  }

  #relay() {
    for (const line of [...this.#elements.keys()]) this.#drop(line);
    const { width, first, room } = this.#picture();
    this.first = first;
    const most = Math.max(1, Math.floor(room / LANE_PX));
    this.#lanes = new Lanes(width, Math.max(1, Math.round(most * (DENSITY[this.wish.density] ?? 1))));
    const lines = [...this.#lines.values()].sort((a, b) => b.own - a.own || a.at - b.at);
    for (const line of lines) {
      if (calm.matches && line.place === SCROLL) line.place = TOP;
      this.#lanes.put(line, { must: line.own });
    }
  }

  #run() {
    cancelAnimationFrame(this.#frame);
    if (this.wish.on && !document.hidden) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  // The film's time, even between two of its pictures.
  #now(film) {
    const now = performance.now();
    const guess = this.#clock.at + ((now - this.#clock.from) / 1000) * film.playbackRate;
    const good = !film.paused && !film.seeking && film.readyState > 2 && Math.abs(guess - film.currentTime) < DRIFT_S;
    this.#clock = { at: good ? guess : film.currentTime, from: now };
    return this.#clock.at;
  }

  #draw() {
    this.#run();
    const film = this.video();
    if (!film || this.number === null) return;
    const at = this.#now(film);
    const window = Math.floor(at / WINDOW_S);
    this.#fetch(window);
    if ((window + 1) * WINDOW_S - at < AHEAD_S && (window + 1) * WINDOW_S < film.duration) this.#fetch(window + 1);
    const visible = new Set(this.#lanes.visible(at));
    for (const line of [...this.#elements.keys()]) if (!visible.has(line)) this.#drop(line);
    for (const line of visible) this.#move(line, at);
  }

  #move(line, at) {
    const element = this.#elements.get(line) ?? this.#raise(line);
    const { width } = this.#lanes;
    const left = line.place === SCROLL ? leftAt(line, at, width) : Math.max(4, (width - line.width) / 2);
    element.style.transform = `translate3d(${left.toFixed(1)}px, ${this.first + line.lane * LANE_PX}px, 0)`;
  }

  #raise(line) {
    const element = document.createElement("span");
    element.className = "line";
    element.style.color = this.colours[line.colour] ?? this.colours[0];
    if (line.own) element.classList.add("own");
    if (line.maker) element.append(Object.assign(document.createElement("i"), { textContent: this.words.maker }));
    element.append(line.text);
    if (line.times > 1) element.append(Object.assign(document.createElement("b"), { textContent: `×${line.times}` }));
    this.layer.append(element);
    this.#elements.set(line, element);
    return element;
  }

  #drop(line) {
    this.#elements.get(line)?.remove();
    this.#elements.delete(line);
  }
}
