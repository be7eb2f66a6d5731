// Beside the board: conflicts with their ways to the strips, what is chosen, the cost, the cast's numbers.
import { element, money } from "shoot/strips";

const $ = (id) => document.getElementById(id);
const MOST = 60; // conflicts listed; the rest is counted

export class Side {
  constructor(words, { go }) {
    Object.assign(this, { words, go });
    $("clashes").addEventListener("click", (event) => {
      const link = event.target.closest("[data-strip]");
      if (link) this.go(Number(link.dataset.strip));
    });
  }

  all(state, crews) {
    this.clashes(state);
    this.cost(state, 0);
    this.cast(state, crews);
    this.about(state, []);
  }

  changed(state, answer) {
    this.clashes(state);
    this.cost(state, answer.delta);
    const parts = [answer.appeared ? `${this.words.made} ${answer.appeared} ${this.words.conflicts}` : "", answer.vanished ? `${this.words.solved} ${answer.vanished} ${this.words.conflicts}` : ""];
    $("said").textContent = [answer.words, ...parts].filter(Boolean).join("，");
  }

  clashes(state) {
    const { clashes } = state;
    const tally = $("tally");
    tally.textContent = clashes.length ? `${clashes.length} ${this.words.conflicts}` : this.words.sound;
    tally.classList.toggle("bad", clashes.length > 0);
    const rows = clashes.slice(0, MOST).map((clash) => this.clash(state, clash));
    if (clashes.length > MOST) rows.push(element("li", { class: "hint" }, `+ ${clashes.length - MOST}`));
    if (!rows.length) rows.push(element("li", { class: "hint" }, this.words.sound));
    $("clashes").replaceChildren(...rows);
  }

  clash(state, clash) {
    const crews = [...new Set(clash.crews)].map((crew) => state.crews[crew]?.name).filter(Boolean);
    const parts = state.parts;
    const when = clash.slot === null || clash.slot === undefined ? "" : `${state.days[Math.floor(clash.slot / parts.length)]?.[0]} ${parts[clash.slot % parts.length][0]}`;
    const strips = clash.strips.map((id) => state.strips.get(id)).filter(Boolean).slice(0, 6);
    const links = strips.map((strip) => element("button", { type: "button", class: `key strip-${strip.light}`, "data-strip": strip.id, title: state.crews[strip.crew].name }, strip.key));
    return element("li", {}, element("small", {}, [when, crews.length > 1 ? crews.join(" × ") : crews[0]].filter(Boolean).join(" · ")), element("span", {}, clash.message), element("span", { class: "keys-of" }, ...links));
  }

  cost(state, delta) {
    $("cost").textContent = money(state.cost.total);
    const line = $("delta");
    line.textContent = delta ? `${delta > 0 ? "+" : "−"}${money(Math.abs(delta))}` : "";
    line.classList.toggle("bad", delta > 0);
    $("parts").replaceChildren(...state.cost.parts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, money(value))]));
  }

  cast(state, crews) {
    $("cast").hidden = crews.length !== 1;
    if (crews.length !== 1) return;
    const rows = state.crews[crews[0]].cast.map(([number, role, person]) => element("li", { value: number }, element("b", {}, role), element("small", {}, person === null ? "–" : state.people[person].name)));
    $("cast-list").replaceChildren(...rows);
  }

  about(state, ids) {
    $("chosen").hidden = !ids.length;
    if (!ids.length) return;
    const rows = ids.slice(0, 4).map((id) => {
      const strip = state.strips.get(id);
      const cast = state.crews[strip.crew].cast.filter(([number]) => strip.cast.includes(number)).map(([number, role]) => `${number} ${role}`);
      return element("div", { class: "about-strip" }, element("b", {}, `${strip.key} ${strip.placeName}`), element("small", {}, `${strip.minutes} ${this.words.minutes} · ${cast.join("，")}`), element("p", {}, strip.synopsis));
    });
    if (ids.length > 4) rows.push(element("p", { class: "hint" }, `${this.words.selected} ${ids.length} ${this.words.scenes}`));
    $("about").replaceChildren(...rows);
  }

  hint(text, bad = false) {
    let line = $("drag-hint");
    if (!line) {
      line = element("p", { id: "drag-hint", class: "drag-hint", role: "status" });
      document.body.append(line);
    }
    line.textContent = text;
    line.hidden = !text;
    line.classList.toggle("bad", bad);
  }
}
