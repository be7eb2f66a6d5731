// The script page: problems and outline jump to their place and light it up; j and k walk the scenes, n and p the problems.
import { turnTo } from "write/panes";

const parts = new URLSearchParams(location.search).get("part") ?? "1";
const scenes = [...document.querySelectorAll(".scene")];
const problems = [...document.querySelectorAll(".findings a[data-anchor]")];
const outline = new Map([...document.querySelectorAll(".outline a[data-scene]")].map((a) => [a.dataset.scene, a]));
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let at = -1;

function lightUp(target) {
  for (const old of document.querySelectorAll(".lit")) old.classList.remove("lit");
  target.classList.add("lit");
  target.scrollIntoView({ block: target.classList.contains("scene") ? "start" : "center", behavior: calm ? "auto" : "smooth" });
}

function jump(link, anchor) {
  const target = document.getElementById(anchor);
  if (!target || link.dataset.part !== parts) return false;
  turnTo("text");
  lightUp(target);
  history.replaceState(null, "", `#${anchor}`);
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".findings a[data-anchor], .outline a[data-scene]");
  if (!link) return;
  if (problems.includes(link)) at = problems.indexOf(link);
  if (jump(link, link.dataset.anchor ?? link.dataset.scene)) event.preventDefault();
});

const watch = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of outline.values()) link.removeAttribute("aria-current");
      const link = outline.get(entry.target.id);
      link?.setAttribute("aria-current", "true");
      link?.scrollIntoView({ block: "nearest" });
    }
  },
  { rootMargin: "-15% 0px -80% 0px" },
);
// Scrolling the outline along must not move the page on a phone, where it is the page.
if (matchMedia("(min-width: 1000px)").matches) for (const scene of scenes) watch.observe(scene);

function walk(step) {
  const top = scenes.findIndex((scene) => scene.getBoundingClientRect().top > 130);
  const here = top === -1 ? scenes.length - 1 : top - 1;
  const next = scenes[Math.min(scenes.length - 1, Math.max(0, step > 0 ? here + 1 : here - 1))];
  next?.scrollIntoView({ block: "start", behavior: "auto" });
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "n" || event.key === "p") {
    if (!problems.length) return;
    at = Math.min(problems.length - 1, Math.max(0, at + (event.key === "n" ? 1 : -1)));
    problems[at].click();
    problems[at].scrollIntoView({ block: "nearest" });
  }
});

const first = location.hash && document.getElementById(location.hash.slice(1));
if (first) lightUp(first);
