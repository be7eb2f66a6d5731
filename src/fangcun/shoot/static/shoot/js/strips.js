// Draws the board: crews, days, lanes, strips. Only what changed is drawn again.
import { lane, laneKey, loadOf } from "shoot/rules";

export const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("data-") || key.startsWith("aria-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...inside.filter((node) => node !== null && node !== ""));
  return made;
};

export const money = (fen) => `${fen < 0 ? "−" : ""}¥${Math.round(Math.abs(fen) / 100).toLocaleString("zh-CN")}`;

export class Drawn {
  constructor(root, state, words) {
    Object.assign(this, { root, state, words, lanes: new Map(), heads: new Map(), strips: new Map(), marked: new Map() });
    this.picked = new Set();
  }

  board(crews) {
    this.lanes.clear();
    this.heads.clear();
    this.strips.clear();
    this.marked.clear();
    this.root.replaceChildren(...crews.map((crew) => this.crew(crew)));
    this.root.classList.toggle("base-view", crews.length > 1);
    this.clashes();
  }

  crew(crew) {
    const { days, parts } = this.state;
    const { name, unit } = this.state.crews[crew];
    const section = element("section", { class: "crew-board", "data-crew": crew, "aria-label": name });
    section.style.setProperty("--parts", parts.length);
    section.style.setProperty("--days", days.length);
    const labels = element("div", { class: "labels" }, element("div", { class: "corner" }, element("b", {}, name), element("small", {}, unit)));
    for (const [part, start] of parts) {
      const clock = `${String(Math.floor(start / 60) % 24).padStart(2, "0")}:${String(start % 60).padStart(2, "0")}`;
      labels.append(element("div", { class: "part-name" }, element("b", {}, part), element("small", {}, clock)));
    }
    section.append(labels);
    const loose = [...this.state.strips.values()].filter((s) => s.crew === crew && s.slot < 0);
    if (loose.length) section.append(element("div", { class: "day loose" }, element("header", { class: "day-head" }, element("b", {}, this.words.unplaced)), element("div", { class: "lane" }, ...loose.map((s) => this.strip(s)))));
    days.forEach(([date, weekday], day) => {
      const column = element("div", { class: "day", "data-day": day });
      const head = element("header", { class: "day-head" });
      head.append(element("b", {}, date), element("span", { class: "weekday" }, weekday), element("span", { class: "day-clashes" }), element("small", { class: "day-sum" }));
      this.heads.set(`${crew}/${day}`, head);
      column.append(head);
      parts.forEach(([part, , , , dark], at) => {
        const slot = day * parts.length + at;
        const away = this.state.crews[crew].away.has(slot);
        const box = element("div", { class: `lane${dark ? " dark" : ""}${away ? " away" : ""}`, "data-crew": crew, "data-slot": slot, "data-part": part, role: "group", "aria-label": `${date} ${part}` });
        this.lanes.set(laneKey(crew, slot), box);
        column.append(box);
        this.lane(crew, slot);
      });
      section.append(column);
      this.head(crew, day);
    });
    return section;
  }

  strip(strip) {
    const known = this.strips.get(strip.id);
    const made = element("div", { class: `strip strip-${strip.light}`, role: "option", tabIndex: -1, "data-id": strip.id, "aria-selected": "false" });
    made.append(
      element("b", {}, strip.key),
      element("span", { class: "marks" }, strip.frozen ? "●" : ""),
      element("span", { class: "n" }, `${strip.minutes}′`),
      element("span", { class: "where" }, strip.placeName),
      element("span", { class: "who-plays" }, strip.cast.join(" ")),
    );
    made.classList.toggle("frozen", Boolean(strip.frozen));
    if (this.picked.has(strip.id)) made.classList.add("picked");
    this.strips.set(strip.id, made);
    this.mark(strip.id, this.marked.get(strip.id));
    if (known?.classList.contains("dim")) made.classList.add("dim");
    return made;
  }

  lane(crew, slot) {
    const box = this.lanes.get(laneKey(crew, slot));
    if (!box) return;
    const strips = lane(this.state, crew, slot);
    const [, , minutes, overtime] = this.state.parts[slot % this.state.parts.length];
    const load = loadOf(this.state, strips);
    const bar = element("div", { class: `load${load > minutes + overtime ? " full" : load > minutes ? " over" : ""}`, title: `${load} / ${minutes} ${this.words.minutes}` });
    const fill = element("i");
    fill.style.width = `${Math.min(100, (load / (minutes + overtime)) * 100)}%`;
    bar.append(fill);
    box.replaceChildren(...strips.map((s) => this.strip(s)), bar);
    box.classList.toggle("bare", !strips.length);
  }

  head(crew, day) {
    const head = this.heads.get(`${crew}/${day}`);
    if (!head) return;
    const parts = this.state.parts;
    let [scenes, minutes, over, moves] = [0, 0, 0, 0];
    parts.forEach(([, , regular], at) => {
      const strips = lane(this.state, crew, day * parts.length + at);
      const load = loadOf(this.state, strips);
      scenes += strips.length;
      minutes += load;
      over += Math.max(0, load - regular);
      moves += new Set(strips.map((s) => s.place)).size;
    });
    const sum = scenes ? `${scenes} ${this.words.scenes} · ${minutes}′ · ${moves} ${this.words.move_of_sets}` : this.words.empty;
    head.querySelector(".day-sum").replaceChildren(sum, over ? element("em", {}, ` ${this.words.over} ${over}′`) : "");
  }

  touched(keys) {
    const days = new Set();
    for (const key of keys) {
      const [crew, slot] = key.split("/").map(Number);
      this.lane(crew, slot);
      days.add(`${crew}/${Math.floor(slot / this.state.parts.length)}`);
    }
    for (const key of days) this.head(...key.split("/").map(Number));
  }

  mark(id, clashes) {
    const strip = this.strips.get(id);
    if (!strip) return;
    const bad = Boolean(clashes?.length);
    strip.classList.toggle("clash", bad);
    const { key, placeName, minutes, synopsis, frozen } = this.state.strips.get(id);
    const says = bad ? clashes.map((c) => c.message).join("；") : "";
    strip.setAttribute("aria-label", [key, placeName, `${minutes} ${this.words.minutes}`, frozen ? this.words.locked : "", says].filter(Boolean).join(" "));
    strip.title = says || synopsis;
  }

  // Only strips whose conflicts changed are touched.
  clashes() {
    const marked = new Map();
    const days = new Map();
    for (const clash of this.state.clashes) {
      const seen = new Set();
      for (const id of clash.strips) {
        if (!marked.has(id)) marked.set(id, []);
        marked.get(id).push(clash);
        const strip = this.state.strips.get(id);
        if (!strip || strip.slot < 0) continue;
        const key = `${strip.crew}/${Math.floor(strip.slot / this.state.parts.length)}`;
        if (!seen.has(key)) days.set(key, (days.get(key) ?? 0) + 1);
        seen.add(key);
      }
    }
    for (const id of new Set([...this.marked.keys(), ...marked.keys()])) this.mark(id, marked.get(id));
    this.marked = marked;
    for (const [key, head] of this.heads) {
      const count = days.get(key) ?? 0;
      const badge = head.querySelector(".day-clashes");
      const says = count ? `${count} ${this.words.conflicts}` : "";
      if (badge.textContent !== says) badge.textContent = says;
      head.classList.toggle("clash", count > 0);
    }
  }

  pick(ids) {
    for (const id of this.picked) if (!ids.has(id)) this.select(id, false);
    for (const id of ids) this.select(id, true);
    this.picked = new Set(ids);
  }

  select(id, on) {
    const strip = this.strips.get(id);
    strip?.classList.toggle("picked", on);
    strip?.setAttribute("aria-selected", String(on));
  }
}
