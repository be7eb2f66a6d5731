// Writing in the page. The server reads along; what is not saved yet also stays on this device.
import { turnTo } from "write/panes";

const form = document.querySelector("#writing");
const area = form.querySelector("textarea");
const where = form.querySelector(".where");
const count = document.querySelector("[data-count]");
const english = document.documentElement.lang === "en";
const key = `fangcun-draft-${form.dataset.key}`;
const given = area.value;
let saved = false;

// Text goes as a file: form fields are limited, and a file keeps its line ends.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "post") return;
  if (detail.elt === area || detail.elt === form) {
    const text = area.value;
    detail.formData.delete("text");
    detail.formData.append("text", new Blob([text], { type: "text/plain" }), "text.txt");
  }
});

document.addEventListener("htmx:afterSwap", () => {
  const figures = document.querySelector("#findings [data-problems]");
  if (count) count.textContent = figures ? figures.dataset.problems : "";
});

function tell() {
  const before = area.value.slice(0, area.selectionStart);
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  where.textContent = english ? `Line ${line}, column ${column}` : `第 ${line} 行 第 ${column} 列`;
}
for (const name of ["keyup", "click", "input", "focus"]) area.addEventListener(name, tell);

// A textarea does not know where a line stands on the screen; a copy of it does.
function heightBefore(offset) {
  const mirror = document.createElement("div");
  const style = getComputedStyle(area);
  for (const name of ["font", "lineHeight", "padding", "letterSpacing"]) mirror.style[name] = style[name];
  Object.assign(mirror.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", width: `${area.clientWidth}px` });
  mirror.textContent = area.value.slice(0, offset) + "\u200b";
  document.body.append(mirror);
  const height = mirror.scrollHeight;
  mirror.remove();
  return height;
}

function goTo(line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  turnTo("text");
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  area.scrollTop = Math.max(0, heightBefore(start) - area.clientHeight / 3);
  tell();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#findings a[data-line]");
  if (!link) return;
  event.preventDefault();
  goTo(Number(link.dataset.line));
});

area.addEventListener("input", () => {
  try {
    localStorage.setItem(key, area.value);
  } catch {
    // A full or forbidden store only costs the safety copy.
  }
});
const recovered = form.querySelector(".recovered");
const kept = localStorage.getItem(key);
if (kept !== null && kept !== given && kept.trim()) {
  recovered.hidden = false;
  form.querySelector("[data-recover]").addEventListener("click", () => {
    area.value = kept;
    recovered.hidden = true;
    htmx.trigger(area, "input");
  });
  form.querySelector("[data-forget]").addEventListener("click", () => {
    localStorage.removeItem(key);
    recovered.hidden = true;
  });
}

form.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt !== form || !detail.successful) return;
  saved = true;
  localStorage.removeItem(key);
});
addEventListener("beforeunload", (event) => {
  if (!saved && area.value !== given) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit();
  }
});
