// Small conveniences of every studio page; a page works without them.
document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-fill-login]");
  if (!chip) return;
  document.querySelector("input[name=login]").value = chip.dataset.fillLogin;
  document.querySelector("input[name=password]").value = chip.dataset.fillPassword;
  document.querySelector("form.stack button").focus();
});

// Tables of work are walked with j, k and enter.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (!["j", "k", "Enter"].includes(event.key)) return;
  const rows = [...document.querySelectorAll("tr[data-href]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("at"));
  if (event.key === "Enter") {
    if (at >= 0 && !event.target.closest("a, button")) location.href = rows[at].dataset.href;
    return;
  }
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
  rows[at]?.classList.remove("at");
  next.classList.add("at");
  next.scrollIntoView({ block: "nearest" });
});
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input, label")) location.href = row.dataset.href;
});
