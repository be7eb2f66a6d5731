// The breakdown: rows open a drawer by click, enter or j/k; the address always says what is shown.
import "write/panes";

const drawer = document.querySelector("#drawer");
const filters = document.querySelector("#filters");
const rows = () => [...document.querySelectorAll("tr[data-open]")];

function select(row) {
  for (const old of document.querySelectorAll("tr.at")) old.classList.remove("at");
  row?.classList.add("at");
}

function openRow(row) {
  select(row);
  row.querySelector("a[hx-get]").click();
}

function shut() {
  if (!drawer.firstElementChild) return;
  drawer.replaceChildren();
  remember(null);
  document.querySelector("tr.at a")?.focus({ preventScroll: true });
}

function remember(scene) {
  const address = new URL(location.href);
  if (scene) address.searchParams.set("scene", scene);
  else address.searchParams.delete("scene");
  history.replaceState(history.state, "", address);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) return shut();
  const row = event.target.closest("tr[data-open]");
  if (!row) return;
  if (event.target.closest("a")) select(row);
  else if (!getSelection()?.toString()) openRow(row);
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== drawer) return;
  const row = document.querySelector("tr.at");
  if (row) remember(row.dataset.open);
});

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "Escape") return shut();
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    filters.querySelector("[name=q]").focus();
  }
  const all = rows();
  const at = all.findIndex((row) => row.classList.contains("at"));
  if (event.key === "Enter" && at >= 0 && !event.target.closest("a, button")) openRow(all[at]);
  if (event.key !== "j" && event.key !== "k") return;
  const next = all[Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
  if (!next) return;
  next.scrollIntoView({ block: "nearest" });
  if (drawer.firstElementChild) openRow(next);
  else select(next);
});

// Empty filters stay out of the address.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt !== filters) return;
  for (const [name, value] of [...detail.formData.entries()]) if (!value) detail.formData.delete(name);
});
