// The lists of episodes (beside the stage, in the sheet) and the sheets themselves.
export function say(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export class EpisodeLists {
  constructor(root, { words, onPick }) {
    this.words = words;
    this.grids = [...root.querySelectorAll(".grid")];
    this.counts = [...root.querySelectorAll(".count")];
    for (const grid of this.grids) {
      grid.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-number]");
        if (button) onPick(Number(button.dataset.number));
      });
    }
  }

  draw(feed, current) {
    const done = feed.episodes.size;
    const all = feed.numbers.length;
    const count = done < all ? say(this.words.of_episodes, { done, all }) : say(this.words.all_episodes, { n: all });
    for (const place of this.counts) place.textContent = count;
    for (const grid of this.grids) this.#fill(grid, feed, current);
  }

  #fill(grid, feed, current) {
    feed.numbers.forEach((number, i) => {
      const item = grid.children[i] ?? grid.appendChild(document.createElement("li"));
      const button = item.firstElementChild ?? item.appendChild(document.createElement("button"));
      const episode = feed.episodes.get(number);
      button.type = "button";
      button.dataset.number = number;
      button.textContent = number;
      button.classList.toggle("making", !episode);
      button.classList.toggle("locked", Boolean(episode?.locked));
      const name = say(episode ? this.words[episode.locked ? "episode_locked" : "episode"] : this.words.making, { n: number });
      button.setAttribute("aria-label", episode?.name ? `${name} ${episode.name}` : name);
      button.title = episode?.name || name;
      if (number === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }
}

// Open a sheet; it closes by its button, by Escape, by a tap beside it.
export function openSheet(sheet) {
  if (!sheet.dataset.ready) {
    sheet.dataset.ready = "yes";
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet || event.target.closest(".close")) sheet.close();
    });
  }
  sheet.showModal();
  sheet.querySelector("[aria-current], [aria-pressed=true]")?.focus();
}
