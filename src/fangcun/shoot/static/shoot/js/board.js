// The stripboard: what is shown, what is chosen, what an edit does here at once and on the server a moment later.
import { Dragging } from "shoot/dragging";
import { expected, lane, leave, enter, place, read, readClash, verdict } from "shoot/rules";
import { Sending } from "shoot/sending";
import { Carrying } from "shoot/carrying";
import { Side } from "shoot/side";
import { Drawn } from "shoot/strips";
import { walk } from "shoot/walking";

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("board-words").textContent);
const bar = document.querySelector(".board-bar");
const root = $("board");
let state = read(JSON.parse($("board-data").textContent));
const drawn = new Drawn(root, state, words);
const side = new Side(words, { go: show });
const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const sending = new Sending(bar.dataset.editUrl, { token, onBusy: (busy) => ($("saved").textContent = busy ? words.saving : words.saved) });

// Which crews are shown is in the address, so that it can be sent to a colleague.
const address = new URL(location.href);
function crews() {
  const wanted = $("crew").value;
  return wanted === "all" ? state.crews.map((_, at) => at) : [Number(wanted)];
}
function fill() {
  const chooser = $("crew");
  chooser.replaceChildren(
    ...state.crews.map((crew, at) => new Option(`${crew.name} · ${crew.unit}`, String(at))),
    ...(state.crews.length > 1 ? [new Option(words.all, "all")] : []),
  );
  const asked = address.searchParams.get("crew");
  chooser.value = asked === "all" || state.crews[asked] ? asked : "0";
  const names = new Set([...state.people.map((p) => p.name), ...[...state.strips.values()].map((s) => s.placeName), ...state.places.map((p) => p.name)]);
  $("found").replaceChildren(...[...names].map((name) => new Option(name)));
}

function paint() {
  drawn.state = state;
  drawn.board(crews());
  side.all(state, crews());
  steps();
  highlight();
}

function steps() {
  for (const name of ["undo", "redo"]) {
    const button = $(name);
    button.disabled = !state.editable || !state[name];
    button.title = state[name] || "";
  }
}

function trouble(message) {
  const line = $("trouble");
  line.textContent = message;
  line.hidden = !message;
}
export const say = (text) => ($("said").textContent = text);

// Edits ---------------------------------------------------------------------------------------------------------------

async function edit(body) {
  trouble("");
  try {
    took(await sending.send(body, () => state.revision));
  } catch (error) {
    await refused(error);
  }
}

function took(answer) {
  state.revision = answer.revision;
  const lanes = new Set();
  for (const [id, slot, order, frozen] of answer.moved) {
    const strip = state.strips.get(id);
    if (!strip || (strip.slot === slot && strip.order === order && Boolean(strip.frozen) === frozen)) continue;
    lanes.add(`${strip.crew}/${strip.slot}`).add(`${strip.crew}/${slot}`);
    leave(state, strip);
    Object.assign(strip, { slot, order, frozen: Number(frozen) });
    enter(state, strip);
  }
  for (const key of lanes) state.lanes.get(key)?.sort((a, b) => a.order - b.order || a.id - b.id);
  drawn.touched(lanes);
  Object.assign(state, { clashes: answer.clashes.map(readClash), cost: answer.cost, undo: answer.undo, redo: answer.redo });
  drawn.clashes();
  side.changed(state, answer);
  carrying.show();
  steps();
}

async function refused(error) {
  const message = error.code === "offline" ? words.offline : error.message;
  let fresh = error.board;
  if (!fresh) fresh = await fetch(bar.dataset.dataUrl, { headers: { Accept: "application/json" } }).then((r) => (r.ok ? r.json() : null)).catch(() => null);
  if (fresh) {
    state = read(fresh);
    carrying.state = state;
    paint();
  } else if (before) {
    before();
    paint();
  }
  trouble(message);
}

// How to put strips back when the server cannot be reached at all.
let before = null;
function remember(strips) {
  const spots = strips.map((s) => [s, s.slot, s.order]);
  const clashes = state.clashes;
  before = () => {
    for (const [strip, slot, order] of spots) {
      leave(state, strip);
      Object.assign(strip, { slot, order });
      enter(state, strip);
      lane(state, strip.crew, slot).sort((a, b) => a.order - b.order);
    }
    state.clashes = clashes;
  };
}

export function moveTo(ids, slot, order) {
  const strips = ids.map((id) => state.strips.get(id)).filter((s) => !s.frozen);
  const crews = Map.groupBy ? Map.groupBy(strips, (s) => s.crew) : group(strips);
  remember(strips);
  for (const mine of crews.values()) {
    const lanes = place(state, mine, slot, order);
    state.clashes = expected(state, mine, slot, words);
    drawn.touched(lanes);
  }
  drawn.clashes();
  side.clashes(state);
  return edit({ action: "move", strips: strips.map((s) => s.id), slot, order });
}

function group(strips) {
  const found = new Map();
  for (const strip of strips) found.set(strip.crew, [...(found.get(strip.crew) ?? []), strip]);
  return found;
}

function setFrozen(ids) {
  const free = ids.some((id) => !state.strips.get(id).frozen);
  return edit({ action: free ? "freeze" : "unfreeze", strips: ids });
}

// Choosing --------------------------------------------------------------------------------------------------------------

function choose(ids) {
  drawn.pick(ids);
  side.about(state, [...ids]);
  carrying.show();
}

root.addEventListener("click", (event) => {
  if (dragging.justDropped()) return;
  const node = event.target.closest(".strip");
  if (!node) return void choose(new Set());
  const id = Number(node.dataset.id);
  const ids = new Set(event.ctrlKey || event.metaKey || event.shiftKey || carrying.touch ? drawn.picked : []);
  if (event.shiftKey && drawn.last !== undefined) for (const other of between(drawn.last, id)) ids.add(other);
  else if (ids.has(id)) ids.delete(id);
  else ids.add(id);
  drawn.last = id;
  node.focus({ preventScroll: true });
  choose(ids);
});

function between(from, to) {
  const all = [...root.querySelectorAll(".strip")].map((node) => Number(node.dataset.id));
  const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y);
  return a < 0 ? [to] : all.slice(a, b + 1);
}

// While strips are in the hand every lane of their crew says whether they fit.
let lit = [];
function light(ids) {
  const strips = ids.map((id) => state.strips.get(id));
  const homes = strips.map((s) => s.slot);
  for (const strip of strips) leave(state, strip);
  const verdicts = new Map();
  const crew = strips[0].crew;
  const mine = strips.filter((s) => s.crew === crew);
  for (let slot = 0; slot < state.slots; slot += 1) {
    const found = verdict(state, mine, slot, words);
    verdicts.set(slot, found);
    const box = drawn.lanes.get(`${crew}/${slot}`);
    if (!box) continue;
    box.classList.add(found.length ? "unfit" : "fit");
    lit.push(box);
  }
  strips.forEach((strip, at) => {
    strip.slot = homes[at];
    if (strip.slot >= 0) enter(state, strip);
  });
  for (const strip of strips) state.lanes.get(`${strip.crew}/${strip.slot}`)?.sort((a, b) => a.order - b.order || a.id - b.id);
  return verdicts;
}
function unlight() {
  for (const box of lit) box.classList.remove("fit", "unfit", "under");
  lit = [];
  root.querySelector(".slit")?.remove();
  side.hint("");
}

const slit = document.createElement("div");
slit.className = "slit";
let verdicts = new Map();
let under = null;

export function hover(target, box) {
  under?.classList.remove("under");
  under = box ?? null;
  if (!target || !box) {
    slit.remove();
    side.hint("");
    return;
  }
  box.classList.add("under");
  const before = [...box.querySelectorAll(".strip")][target.order];
  box.insertBefore(slit, before ?? box.querySelector(".load"));
  side.hint((verdicts.get(target.slot) ?? []).map((c) => c.message).join("；") || words.fits, Boolean(verdicts.get(target.slot)?.length));
}

const dragging = new Dragging(root, {
  lift(id) {
    if (!state.editable) return null;
    const strip = state.strips.get(id);
    const ids = drawn.picked.has(id) ? [...drawn.picked].filter((other) => state.strips.get(other).crew === strip.crew) : [id];
    if (ids.every((other) => state.strips.get(other).frozen)) {
      side.hint(words.locked, true);
      return null;
    }
    const movable = ids.filter((other) => !state.strips.get(other).frozen);
    choose(new Set(movable));
    for (const other of movable) drawn.strips.get(other)?.classList.add("lifted");
    verdicts = light(movable);
    return movable;
  },
  over: (ids, target, box) => hover(target && target.crew === state.strips.get(ids[0]).crew ? target : null, box),
  drop(ids, target) {
    settle(ids);
    if (target.crew === state.strips.get(ids[0]).crew) moveTo(ids, target.slot, target.order);
  },
  cancel() {
    settle([...drawn.picked]);
  },
});

function settle(ids) {
  slit.remove();
  unlight();
  for (const id of ids) drawn.strips.get(id)?.classList.remove("lifted");
}

const carrying = new Carrying(words, {
  state: () => state,
  ids: () => [...drawn.picked],
  move: (slot) => moveTo([...drawn.picked], slot, lane(state, state.strips.get([...drawn.picked][0]).crew, slot).length),
  lock: () => setFrozen([...drawn.picked]),
  leave: () => choose(new Set()),
  light: (ids) => (verdicts = light(ids)) && unlight(),
  verdict: (slot) => verdicts.get(slot) ?? [],
});

walk(root, {
  state: () => state,
  drawn,
  words,
  say,
  choose,
  lift(ids) {
    if (!state.editable) return false;
    verdicts = light(ids);
    return true;
  },
  hover: (crew, slot, order) => hover({ crew, slot, order }, drawn.lanes.get(`${crew}/${slot}`)),
  settle,
  moveTo,
  lock: setFrozen,
});

// The bar ---------------------------------------------------------------------------------------------------------------

$("undo").addEventListener("click", () => edit({ action: "undo" }));
$("redo").addEventListener("click", () => edit({ action: "redo" }));
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  const button = $(event.shiftKey ? "redo" : "undo");
  if (!button.disabled) button.click();
});
$("crew").addEventListener("change", () => {
  address.searchParams.set("crew", $("crew").value);
  history.replaceState(null, "", address);
  choose(new Set());
  paint();
});

function highlight() {
  const wanted = $("find").value.trim();
  const people = new Set(state.people.flatMap((p, at) => (wanted && p.name.includes(wanted) ? [at] : [])));
  const hit = (s) => s.placeName.includes(wanted) || state.places[s.place].name.includes(wanted) || s.people.some((p) => people.has(p)) || s.key === wanted;
  for (const [id, node] of drawn.strips) node.classList.toggle("dim", Boolean(wanted) && !hit(state.strips.get(id)));
}
$("find").addEventListener("input", highlight);

// Shows a strip that a conflict names, whichever crew it is of.
function show(id) {
  const strip = state.strips.get(id);
  if (!strip) return;
  if (!crews().includes(strip.crew)) {
    $("crew").value = String(strip.crew);
    paint();
  }
  const node = drawn.strips.get(id);
  node.scrollIntoView({ block: "center", inline: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.focus({ preventScroll: true });
  choose(new Set([id]));
}

fill();
paint();
const day = address.searchParams.get("day");
const asked = Number(address.searchParams.get("strip"));
if (asked) show(asked);
else if (day !== null) root.querySelector(`.day[data-day="${Number(day)}"]`)?.scrollIntoView({ inline: "center", block: "nearest" });
root.dataset.ready = "1";
