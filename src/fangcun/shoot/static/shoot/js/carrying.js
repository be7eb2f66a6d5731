// The bar at the thumb: what is chosen, where it may go, lock and let go. Fingers choose by tapping.
import { element } from "shoot/strips";

const $ = (id) => document.getElementById(id);

export class Carrying {
  constructor(words, hooks) {
    Object.assign(this, { words, hooks, touch: matchMedia("(pointer: coarse)").matches });
    const { days, parts } = hooks.state();
    $("to-day").replaceChildren(...days.map(([date, weekday], at) => new Option(`${date} ${weekday}`, String(at))));
    $("to-part").replaceChildren(...parts.map(([part], at) => new Option(part, String(at))));
    $("go").addEventListener("click", () => hooks.move(this.slot()));
    $("lock").addEventListener("click", () => hooks.lock());
    $("leave").addEventListener("click", () => hooks.leave());
    for (const id of ["to-day", "to-part"]) $(id).addEventListener("change", () => this.tell());
  }

  slot() {
    return Number($("to-day").value) * this.hooks.state().parts.length + Number($("to-part").value);
  }

  show() {
    const ids = this.hooks.ids();
    const state = this.hooks.state();
    $("carry").hidden = !ids.length || !state.editable;
    if ($("carry").hidden) return;
    const strips = ids.map((id) => state.strips.get(id));
    $("carry-what").textContent = strips.length === 1 ? strips[0].key : `${this.words.selected} ${strips.length} ${this.words.scenes}`;
    const slot = Math.max(0, strips[0].slot);
    $("to-day").value = String(Math.floor(slot / state.parts.length));
    $("to-part").value = String(slot % state.parts.length);
    $("lock").setAttribute("aria-pressed", String(strips.every((s) => s.frozen)));
    $("carry-fit").textContent = "";
  }

  tell() {
    const ids = this.hooks.ids();
    this.hooks.light(ids);
    const against = this.hooks.verdict(this.slot());
    const line = $("carry-fit");
    line.replaceChildren(element("span", { class: against.length ? "bad" : "good" }, against.map((c) => c.message).join("；") || this.words.fits));
  }
}
