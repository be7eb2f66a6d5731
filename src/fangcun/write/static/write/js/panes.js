// On a phone one pane shows at a time; the bar at the thumb switches. Wide screens show them all.
const desk = document.querySelector(".desk");
const buttons = [...document.querySelectorAll(".thumb [data-to]")];

export function turnTo(pane) {
  if (!desk) return;
  desk.dataset.pane = pane;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.to === pane));
}

for (const button of buttons) button.addEventListener("click", () => turnTo(button.dataset.to));

// The chips over the problems hide and show them by severity.
document.addEventListener("change", (event) => {
  const severity = event.target.dataset?.show;
  if (!severity) return;
  const list = event.target.closest("aside").querySelector(".findings");
  list.classList.toggle(`without-${severity}`, !event.target.checked);
});
