// The board by keyboard: arrows walk from strip to strip; enter picks up, arrows carry, enter puts down, escape lets go.
import { lane } from "shoot/rules";

export function walk(root, board) {
  let held = null; // { ids, crew, slot, order }
  const at = (node) => board.state().strips.get(Number(node.dataset.id));

  function focus(strip) {
    const node = strip && board.drawn.strips.get(strip.id);
    if (!node) return;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // The nearest strip in a direction: the same height in the next day's lane, or the next strip above or below.
  function neighbour(strip, across, down) {
    const state = board.state();
    const parts = state.parts.length;
    if (down) {
      const here = lane(state, strip.crew, strip.slot);
      const next = here[here.indexOf(strip) + down];
      if (next) return next;
      for (let slot = strip.slot + down; slot >= 0 && slot < state.slots && Math.floor(slot / parts) === Math.floor(strip.slot / parts); slot += down) {
        const there = lane(state, strip.crew, slot);
        if (there.length) return down > 0 ? there[0] : there.at(-1);
      }
      return null;
    }
    const order = lane(state, strip.crew, strip.slot).indexOf(strip);
    for (let slot = strip.slot + across * parts; slot >= 0 && slot < state.slots; slot += across * parts) {
      const there = lane(state, strip.crew, slot);
      if (there.length) return there[Math.min(order, there.length - 1)];
    }
    return null;
  }

  function carry(across, down) {
    const state = board.state();
    const parts = state.parts.length;
    if (across) {
      const slot = held.slot + across * parts;
      if (slot >= 0 && slot < state.slots) Object.assign(held, { slot, order: lane(state, held.crew, slot).length });
    } else {
      const order = held.order + down;
      const length = lane(state, held.crew, held.slot).length;
      const slot = held.slot + down;
      if (order >= 0 && order <= length) held.order = order;
      else if (slot >= 0 && slot < state.slots && Math.floor(slot / parts) === Math.floor(held.slot / parts)) Object.assign(held, { slot, order: down > 0 ? 0 : lane(state, held.crew, slot).length });
    }
    board.hover(held.crew, held.slot, held.order);
    board.drawn.lanes.get(`${held.crew}/${held.slot}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const [date] = state.days[Math.floor(held.slot / parts)];
    board.say(`${date} ${state.parts[held.slot % parts][0]}，${document.getElementById("drag-hint")?.textContent ?? ""}`);
  }

  function drop() {
    const { ids, slot, order } = held;
    held = null;
    root.classList.remove("carrying");
    board.settle(ids);
    board.moveTo(ids, slot, order);
    focus(board.state().strips.get(ids[0]));
    board.say(board.words.dropped);
  }

  function letGo() {
    const { ids } = held;
    held = null;
    root.classList.remove("carrying");
    board.settle(ids);
    board.say(board.words.cancelled);
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  root.addEventListener("focusin", (event) => {
    for (const node of root.querySelectorAll('.strip[tabindex="0"]')) node.tabIndex = -1;
    const node = event.target.closest(".strip");
    if (node) node.tabIndex = 0;
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = event.target.closest(".strip");
    const arrow = ARROWS[event.key];
    if (event.target === root && arrow) {
      event.preventDefault();
      return focus(at(root.querySelector(".strip")));
    }
    if (!node) return undefined;
    const strip = at(node);
    if (arrow) {
      event.preventDefault();
      event.stopPropagation();
      return held ? carry(...arrow) : focus(neighbour(strip, ...arrow));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (held) return drop();
      const ids = (board.drawn.picked.has(strip.id) ? [...board.drawn.picked] : [strip.id]).filter((id) => !board.state().strips.get(id).frozen && board.state().strips.get(id).crew === strip.crew);
      if (!ids.length || !board.lift(ids)) return undefined;
      held = { ids, crew: strip.crew, slot: strip.slot, order: strip.order };
      board.choose(new Set(ids));
      root.classList.add("carrying");
      board.hover(held.crew, held.slot, held.order);
      board.say(board.words.picked);
    } else if (event.key === "Escape") {
      if (held) letGo();
      else board.choose(new Set());
    } else if (event.key === " ") {
      event.preventDefault();
      const ids = new Set(board.drawn.picked);
      if (!ids.delete(strip.id)) ids.add(strip.id);
      board.choose(ids);
    } else if (event.key.toLowerCase() === "l" && board.state().editable) {
      board.lock(board.drawn.picked.has(strip.id) ? [...board.drawn.picked] : [strip.id]);
    }
    return undefined;
  });
  root.querySelector(".strip")?.setAttribute("tabindex", "0");
}
