// The sheet of choices: quality, saving data, going on by itself, and the screens the film can have.
import { openSheet } from "air/episodes";
import { keepPref, prefs } from "air/prefs";
import { canFloat, toggleFloat, toggleFullscreen } from "air/screens";

export class Settings {
  #lines = [];

  // `button` opens the sheet `root`.
  constructor(root, button, { words, player }) {
    Object.assign(this, { root, button, words, player });
    this.list = root.querySelector(".qualities");
    button.addEventListener("click", () => this.open());
    root.addEventListener("click", (event) => this.#picked(event));
    root.querySelector(".float").hidden = !canFloat();
    this.#draw();
  }

  open() {
    this.#draw();
    openSheet(this.root);
  }

  // The sizes there are, as lines of the short side; `now` is the one on show.
  offer(lines) {
    this.#lines = [...new Set(lines)].filter(Boolean);
    if (this.#lines.length < 2) this.#lines = [];
    this.#draw();
  }

  #draw() {
    const now = this.player.lines;
    const chosen = this.#lines.includes(Number(prefs.quality)) ? String(prefs.quality) : "auto";
    const auto = now && chosen === "auto" ? `${this.words.auto} · ${now}P` : this.words.auto;
    const choices = [["auto", auto], ...[...this.#lines].sort((a, b) => b - a).map((n) => [String(n), `${n}P`])];
    this.list.replaceChildren(...choices.map(([value, name]) => this.#choice(value, name, value === chosen)));
    for (const box of this.root.querySelectorAll("[role=switch]")) box.setAttribute("aria-checked", String(prefs[box.dataset.pref]));
  }

  #choice(value, name, chosen) {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    button.dataset.quality = value;
    button.setAttribute("aria-pressed", String(chosen));
    item.append(button);
    return item;
  }

  #picked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { quality, pref } = button.dataset;
    if (quality) keepPref("quality", quality === "auto" ? "auto" : Number(quality));
    if (pref) keepPref(pref, !prefs[pref]);
    if (quality || pref === "saving") this.player.requality();
    if (quality || pref) this.#draw();
    if (quality) this.root.close();
    if (button.matches(".float")) this.#leaveFor(() => toggleFloat(this.player.video));
    if (button.matches(".full")) this.#leaveFor(() => toggleFullscreen(this.player.screen));
  }

  #leaveFor(act) {
    this.root.close();
    act();
  }
}
