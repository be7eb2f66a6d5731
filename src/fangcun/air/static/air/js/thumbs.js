// Small pictures for scrubbing: which part of which sheet stands for a time. They are fetched when somebody first
// reaches for the progress bar, not before.
const CUE = /([\d:.]+)\s+-->[^\n]*\n([^\s#]+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;

function seconds(stamp) {
  return stamp.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

function readCues(text, address) {
  return [...text.matchAll(CUE)].map(([, start, sheet, ...box]) => {
    const [x, y, width, height] = box.map(Number);
    return { start: seconds(start), sheet: new URL(sheet, address).href, x, y, width, height };
  });
}

export class Thumbs {
  #address = "";
  #cues = [];
  #wanted = null;

  // `root` is the element that shows the small picture, placed within its parent.
  constructor(root) {
    this.root = root;
  }

  // The pictures of this episode from now on (null: of none); nothing is asked for yet.
  set(episode) {
    const address = episode?.thumbs ? new URL(episode.prefix + episode.thumbs, location.href).href : "";
    if (address === this.#address) return;
    this.#address = address;
    this.#cues = null;
    this.hide();
  }

  // Show the picture of a time (seconds, in words `caption`), its middle at `middle` pixels from the parent's left.
  show(at, caption, middle) {
    this.#wanted = { at, caption, middle };
    if (this.#cues === null) this.#fetch();
    else this.#draw();
  }

  hide() {
    this.#wanted = null;
    this.root.hidden = true;
  }

  #draw() {
    const cue = this.#wanted && this.#cues.findLast(({ start }) => start <= this.#wanted.at);
    if (!cue) return;
    const left = Math.min(Math.max(0, this.#wanted.middle - cue.width / 2), this.root.parentElement.clientWidth - cue.width);
    Object.assign(this.root.style, {
      left: `${left}px`, width: `${cue.width}px`, height: `${cue.height}px`,
      backgroundImage: `url("${cue.sheet}")`, backgroundPosition: `${-cue.x}px ${-cue.y}px`,
    });
    this.root.replaceChildren(Object.assign(document.createElement("span"), { textContent: this.#wanted.caption }));
    this.root.hidden = false;
  }

  async #fetch() {
    const address = this.#address;
    this.#cues = [];
    if (!address) return;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || address !== this.#address) return;
    this.#cues = readCues(await answer.text(), address);
    this.#draw();
  }
}
