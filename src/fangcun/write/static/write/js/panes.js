// On a phone one pane shows at a time; the bar at the thumb switches. Wide screens show them all.
const desk = document.querySelector(".desk");
const buttons = [...document.querySelectorAll(".thumb [data-to]")];

const narrow = matchMedia("(max-width: 999px)");
const scrolled = {};

export function turnTo(pane) {
  if (!desk || desk.dataset.pane === pane) return;
  scrolled[desk.dataset.pane] = scrollY;
  desk.dataset.pane = pane;
  // Each pane comes back where it was left; one that is new begins at its top.
  if (narrow.matches) scrollTo(0, scrolled[pane] ?? Math.min(scrollY, desk.offsetTop - 72));
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
