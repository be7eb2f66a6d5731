// The languages a film can be read in, and which one this viewer wants; kept in the browser for every title.
const KEPT = "fangcun.subtitles";
const OFF = "";

function kept() {
  try {
    return localStorage.getItem(KEPT) ?? OFF;
  } catch {
    return OFF;
  }
}

// The wish as it stands: a language code, empty for none.
export const wish = { subtitles: kept() };

function keep(code) {
  wish.subtitles = code;
  try {
    localStorage.setItem(KEPT, code);
  } catch {
    // A browser that keeps nothing still does it for this page.
  }
}

export class Subtitles {
  // `button` opens the sheet `root`; `onChange` is called after each choice.
  constructor(root, button, { words, onChange }) {
    Object.assign(this, { root, button, words, onChange });
    root.addEventListener("click", (event) => this.#pick(event));
  }

  // Offer these languages, [{code, name}]; nothing is shown where there are none.
  offer(languages) {
    this.button.hidden = !languages.length;
    const choices = [{ code: OFF, name: this.words.no_subtitles }, ...languages];
    this.root.querySelector("ul").replaceChildren(...choices.map(({ code, name }) => this.#choice(code, name)));
  }

  #choice(code, name) {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    if (code) button.lang = code;
    button.dataset.code = code;
    button.setAttribute("aria-pressed", String(code === wish.subtitles));
    item.append(button);
    return item;
  }

  #pick(event) {
    const button = event.target.closest("[data-code]");
    if (!button) return;
    keep(button.dataset.code);
    this.root.close();
    this.onChange();
  }
}
