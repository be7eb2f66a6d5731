// The reviewer's desk: findings are walked by keyboard, text and cards point at each other, chosen words get a remark.
const desk = document.querySelector("[data-desk]");

const cards = () => [...desk.querySelectorAll(".findings .finding")];
const beside = matchMedia("(min-width: 961px)");
const current = () => desk.querySelector(".finding.at");

function go(card, { scroll = true } = {}) {
  if (!card) return;
  desk.querySelectorAll(".at").forEach((el) => el.classList.remove("at"));
  card.classList.add("at");
  if (scroll) card.scrollIntoView({ block: "nearest" });
  const marks = desk.querySelectorAll(`mark[data-for="${card.dataset.finding}"]`);
  marks.forEach((mark) => mark.classList.add("at"));
  if (marks[0]) {
    marks[0].closest("details").open = true;
    // On a phone the text lies below the cards: whoever works through the cards is not carried away from them.
    if (scroll && beside.matches) marks[0].scrollIntoView({ block: "center" });
  }
  document.dispatchEvent(new CustomEvent("finding", { detail: card.dataset.finding }));
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  go(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextOpen() {
  const all = cards();
  const from = all.indexOf(current()) + 1;
  return [...all.slice(from), ...all.slice(0, from)].find((c) => c.matches(".r-open:not(.s-note)"));
}

/** Press the card's own button, so that the form and its checks are the same by mouse and by key. */
function press(ruling) {
  const card = current();
  const button = card?.querySelector(`button[value="${ruling}"]`);
  if (!button) return;
  const words = card.querySelector("input[name=words]");
  if (!words.value.trim()) {
    words.focus();
    words.placeholder = words.placeholder.split("：")[0] + "：";
    return;
  }
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const keys = { j: () => step(1), k: () => step(-1), n: () => go(nextOpen()), u: () => press("upheld"), d: () => press("dismissed") };
  if (!keys[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key]();
}, true);

desk.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-for]");
  if (mark) return go(document.getElementById(`f${mark.dataset.for}`));
  const phrase = event.target.closest(".phrases .chip");
  if (phrase) {
    const form = phrase.closest("form");
    form.querySelector("input[name=words]").value = phrase.textContent.trim();
    form.querySelector(`button[value="${phrase.dataset.ruling}"]`).click();
    return;
  }
  const card = event.target.closest(".finding");
  if (card && event.target.closest("blockquote")) {
    go(card);
    desk.querySelector(`mark[data-for="${card.dataset.finding}"]`)?.scrollIntoView({ block: "center" });
  } else if (card && card !== current()) {
    go(card, { scroll: beside.matches });
  }
});

// A ruled card comes back from the server: its marks take its look, and the next open one is shown.
document.addEventListener("htmx:afterSwap", (event) => {
  const card = event.detail.target?.id?.startsWith("f") ? document.getElementById(event.detail.target.id) : null;
  if (!card || !desk.contains(card)) return;
  const look = [...card.classList].filter((name) => /^[sr]-/.test(name));
  desk.querySelectorAll(`mark[data-for="${card.dataset.finding}"]`).forEach((mark) => { mark.className = look.join(" "); });
  if (card.querySelector(".problem")) return go(card);
  card.classList.add("at");
  go(nextOpen() ?? card);
});

// Chosen words of the script get a remark. Offsets count characters, as the server does; the page counts UTF-16.
const float = document.querySelector("[data-add]");
const remark = document.querySelector("[data-remark]");

const length = (text) => [...text].length;

function offsetOf(node, within) {
  const run = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
  return run ? Number(run.dataset.at) + length(node.textContent.slice(0, within)) : null;
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!desk.querySelector(".script").contains(range.commonAncestorContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start !== null && end !== null && end > start ? { start, end, text: selection.toString(), box: range.getBoundingClientRect() } : null;
}

if (desk.dataset.mayAdd) {
  document.addEventListener("selectionchange", () => {
    const found = chosen();
    float.hidden = !found;
    if (!found) return;
    float.style.left = `${Math.min(found.box.left + scrollX, innerWidth - 140)}px`;
    float.style.top = `${found.box.bottom + scrollY + 6}px`;
  });
  float.addEventListener("mousedown", (event) => event.preventDefault());
  float.addEventListener("click", () => open(chosen()));
}

function open(found) {
  if (!found) return;
  const form = remark.querySelector("form");
  for (const name of ["start", "end", "episode", "at_ms"]) form.elements[name].value = found[name] ?? "";
  remark.querySelector("[data-quote]").textContent = found.text;
  float.hidden = true;
  remark.showModal();
  form.elements.message.focus();
}

remark.querySelector("[data-close]").addEventListener("click", () => remark.close());
document.addEventListener("remark", (event) => open(event.detail));

go(nextOpen() ?? cards()[0], { scroll: false });
