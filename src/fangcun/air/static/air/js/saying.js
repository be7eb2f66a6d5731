// The sheet of danmaku: what to say, in which colour and where, and how much of it to see.
import { markPlaces } from "air/comments";

export class Saying {
  constructor(root, { asker, data, danmaku, onSwitch, toast }) {
    Object.assign(this, { root, asker, data, danmaku, onSwitch, toast, number: null });
    this.form = root.querySelector("form");
    this.refused = root.querySelector(".refused");
    this.guest = root.querySelector(".why-not");
    this.form.addEventListener("submit", (event) => this.#send(event));
    this.form.elements.text.addEventListener("input", () => { this.refused.hidden = true; });
    const { on, opacity, density } = danmaku.wish;
    const wish = root.querySelector(".wish");
    wish.querySelector("[name=on]").checked = on;
    wish.querySelector("[name=opacity]").value = String(Math.round(opacity * 100));
    (wish.querySelector(`[name=density][value=${density}]`) ?? wish.querySelector("[name=density]")).checked = true;
    wish.addEventListener("input", (event) => this.#want(event.target));
    root.addEventListener("focusin", () => { wish.querySelector("[name=on]").checked = this.danmaku.wish.on; });
  }

  show(number) {
    this.number = number;
  }

  allow({ why_not: why }) {
    this.form.hidden = Boolean(why);
    this.guest.hidden = !why;
    if (!why) return;
    this.guest.querySelector("p").textContent = why.message;
    this.guest.querySelector("a").hidden = why.code !== "talk.sign_in";
    this.guest.querySelector("a").href = `${this.data.sign_in}?next=${encodeURIComponent(location.pathname)}`;
  }

  #want({ name, value, checked }) {
    if (name === "on") this.danmaku.want({ on: checked });
    if (name === "opacity") this.danmaku.want({ opacity: Number(value) / 100 });
    if (name === "density") this.danmaku.want({ density: value });
    this.onSwitch();
  }

  async #send(event) {
    event.preventDefault();
    const { text, colour, place } = this.form.elements;
    const words = text.value.trim();
    if (!words) return text.focus();
    const given = { text: words, at_ms: Math.round(this.danmaku.at * 1000), colour: Number(colour.value), place: Number(place.value) };
    const mine = this.danmaku.own({ id: `own-${Date.now()}`, at: given.at_ms / 1000, place: given.place, colour: given.colour, text: words });
    text.value = "";
    this.root.close();
    try {
      const said = await this.asker.send("POST", `${this.data.address}/${this.number}/danmaku`, given);
      this.danmaku.named(mine, said.id);
      if (said.waiting) this.toast(this.data.words.waiting_line);
    } catch (error) {
      this.danmaku.remove(mine);
      text.value = words;
      if (!this.root.open) this.root.showModal();
      markPlaces(this.refused, error);
      text.focus();
    }
    return null;
  }
}
