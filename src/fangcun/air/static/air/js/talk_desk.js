// The desk of moderators by keyboard: j and k move, x chooses, p passes, h hides, d deletes.
const form = document.querySelector("[data-talk-desk]");
const rows = form ? [...form.querySelectorAll("li[data-key]")] : [];
let at = -1;

function go(to) {
  at = Math.min(Math.max(0, to), rows.length - 1);
  rows[at]?.focus();
}

function choose(row = rows[at]) {
  const box = row?.querySelector("input[name=item]");
  if (box) box.checked = !box.checked;
}

// Rule on what is chosen; on the one under the cursor where nothing is.
function rule(ruling) {
  const button = form.querySelector(`.act [value=${ruling}]`);
  if (!button) return;
  if (!form.querySelector("input[name=item]:checked")) choose();
  const reason = form.elements.reason;
  if (ruling !== "pass" && !reason.value.trim()) {
    reason.required = true;
    reason.reportValidity();
    reason.focus();
    return;
  }
  reason.required = false;
  form.requestSubmit(button);
}

if (form) {
  form.querySelector("[data-all]").addEventListener("change", (event) => {
    for (const box of form.querySelectorAll("input[name=item]")) box.checked = event.target.checked;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".act button");
    if (button) form.elements.reason.required = button.value !== "pass";
    const row = event.target.closest("li[data-key]");
    if (row) at = rows.indexOf(row);
  });
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const keys = { j: () => go(at + 1), k: () => go(at - 1), x: () => choose(), p: () => rule("pass"), h: () => rule("hide"), d: () => rule("delete") };
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
