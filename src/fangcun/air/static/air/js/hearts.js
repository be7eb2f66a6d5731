// A like, told to whoever counts them, and the heart that rises where it was given.
const RISES_MS = 900;

// Tell `stage` (`fangcun:like`, bubbling; detail: x and y in pixels from its corner, the title's slug and the
// episode's number).
export function like(stage, { x, y, slug, number }) {
  stage.dispatchEvent(new CustomEvent("fangcun:like", { bubbles: true, detail: { x, y, slug, number } }));
  const heart = stage.querySelector("template.heart").content.firstElementChild.cloneNode(true);
  Object.assign(heart.style, { left: `${x}px`, top: `${y}px`, rotate: `${Math.round(Math.random() * 40 - 20)}deg` });
  stage.append(heart);
  setTimeout(() => heart.remove(), RISES_MS);
}
