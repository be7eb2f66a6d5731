// The lock over an episode: what opens it, the advertisement in its frame, and the way back to playing.
import { say } from "air/episodes";

const ASK_EVERY_MS = 500;
const ASK_FOR_MS = 20_000;
const OPENED_AFTER_MS = 1_000;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export class Gate {
  #busy = false;

  // `onOpen(number)` is called when an episode has become open, `onPick` when another one is wanted.
  constructor(root, { addresses, csrf, words, onOpen, onPick }) {
    Object.assign(this, { addresses, csrf, words, onOpen, onPick });
    this.root = root.querySelector(".gate");
    this.icon = root.querySelector("template.keyhole");
    this.dialog = root.querySelector(".showing");
    this.dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.#askToLeave(); });
    this.dialog.querySelector("button").addEventListener("click", () => this.#askToLeave());
    window.addEventListener("message", (event) => this.#hear(event));
  }

  hide() {
    this.number = null;
    this.root.hidden = true;
  }

  // Stand before a locked episode of a title.
  async meet(slug, number) {
    Object.assign(this, { slug, number });
    this.root.hidden = false;
    this.root.replaceChildren(this.#keyhole(), element("h2", { textContent: say(this.words.locked, { n: number }) }));
    const offer = await this.#get(`offers/${encodeURIComponent(slug)}/${number}`);
    if (this.number !== number) return;
    if (offer.open) {
      // It was opened elsewhere, or costs nothing any more; the feed may hear of that some seconds later.
      setTimeout(() => { if (this.number === number) this.onOpen(number); }, OPENED_AFTER_MS);
      return;
    }
    this.#draw(offer);
  }

  #draw(offer) {
    if (offer.error) return void this.root.append(this.#wrong(offer.error.message), this.#again());
    if (offer.minors) return void this.root.append(element("p", { textContent: this.words.minors }));
    const ways = element("div", { className: "ways" });
    if (offer.ad_opens) ways.append(this.#way("first", say(this.words.by_ad, { n: offer.ad_opens }), "", () => this.#watchAd()));
    const enough = offer.balance >= offer.coins;
    ways.append(this.#way(
      offer.ad_opens ? "gold" : "first gold", say(this.words.by_coins, { n: offer.coins }), say(this.words.balance, { n: offer.balance }),
      () => this.#buy(this.number, offer.coins), !enough,
    ));
    if (offer.whole) {
      ways.append(this.#way("", say(this.words.whole, { n: offer.whole }), "", () => this.#buy(0, offer.whole), offer.balance < offer.whole));
    }
    const pick = element("button", { type: "button", textContent: this.words.pick });
    pick.addEventListener("click", () => this.onPick());
    const coins = element("a", { href: this.addresses.coins, textContent: enough ? this.words.wallet : this.words.earn });
    this.root.append(ways, element("p", { className: "links" }, coins, pick));
    // Where there is a keyboard, Enter takes the first way.
    if (matchMedia("(hover: hover)").matches) ways.querySelector("button:not([disabled])")?.focus({ preventScroll: true });
  }

  #keyhole() {
    const hole = element("div", { className: "keyhole" });
    hole.append(this.icon.content.cloneNode(true));
    return hole;
  }

  #way(className, text, note, act, off = false) {
    const button = element("button", { type: "button", className, disabled: off }, element("span", { textContent: text }));
    if (note) button.append(element("small", { textContent: note }));
    button.addEventListener("click", async () => {
      if (this.#busy) return;
      this.#busy = true;
      button.disabled = true;
      try {
        await act();
      } finally {
        this.#busy = false;
        button.disabled = false;
      }
    });
    return button;
  }

  #again() {
    const { slug, number } = this;
    return this.#way("first", this.words.again, "", () => this.meet(slug, number));
  }

  #wrong(message) {
    this.root.querySelector(".wrong")?.remove();
    return element("p", { className: "wrong", role: "alert", textContent: message });
  }

  #say(message) {
    this.root.querySelector("h2").after(this.#wrong(message));
  }

  async #buy(number, price) {
    const answer = await this.#post("unlocks", { slug: this.slug, number, price });
    if (!answer.error) return this.onOpen(this.number);
    // The price may have changed: the new one is shown before anybody pays it.
    if (answer.error.code === "air.price") await this.meet(this.slug, this.number);
    return this.#say(answer.error.message);
  }

  // ---- the advertisement

  async #watchAd() {
    const showing = await this.#post("ads", { slug: this.slug, number: this.number });
    if (showing.error) return this.#say(showing.error.message);
    this.showing = { ...showing, number: this.number };
    const frame = element("iframe", { src: showing.address, title: this.words.ad, referrerPolicy: "no-referrer" });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups");
    this.dialog.querySelector("iframe")?.remove();
    this.dialog.prepend(frame);
    this.#left(showing.seconds);
    this.dialog.showModal();
    return new Promise((resolve) => { this.showing.resolve = resolve; });
  }

  #hear(event) {
    const frame = this.dialog.querySelector("iframe");
    if (!this.showing || !frame || event.source !== frame.contentWindow) return;
    if (event.data?.ad === "left") this.#left(event.data.seconds);
    if (event.data?.ad === "done") this.#confirm();
    if (event.data?.ad === "failed") this.#end(this.words.ad_failed);
  }

  #left(seconds) {
    this.dialog.querySelector("header span").textContent = seconds > 0 ? say(this.words.seconds_left, { n: seconds }) : this.words.checking;
  }

  // The network has been told; what counts is what it tells the server.
  async #confirm() {
    const { nonce, number } = this.showing;
    const until = performance.now() + ASK_FOR_MS;
    while (performance.now() < until) {
      const found = await this.#get(`ads/${nonce}`);
      if (found.state === "opened") {
        this.#end();
        return this.onOpen(number);
      }
      if (found.state === "refused") return this.#end(found.why);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    return this.#end(this.words.ad_failed);
  }

  #askToLeave() {
    if (window.confirm(this.words.leave_ad)) this.#end();
  }

  #end(message = "") {
    const { resolve } = this.showing ?? {};
    this.showing = null;
    this.dialog.querySelector("iframe")?.remove();
    this.dialog.close();
    if (message) this.#say(message);
    resolve?.();
  }

  // ---- the server

  async #get(path) {
    return this.#answer(fetch(this.addresses.till + path, { headers: { Accept: "application/json" }, cache: "no-store" }));
  }

  async #post(path, body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    return this.#answer(fetch(this.addresses.till + path, { method: "POST", headers, body: JSON.stringify(body) }));
  }

  async #answer(asked) {
    try {
      const answer = await asked;
      return await answer.json();
    } catch {
      return { error: { code: "offline", message: this.words.offline } };
    }
  }
}
