// Films under review: a timeline of findings, steps of one frame, exact jumps, remarks at the frame that is shown.
const films = [...document.querySelectorAll("[data-film]")];
let current = films[0];

const video = (film) => film.querySelector("video");
const frame = (film) => Number(film.dataset.frame);

/** Show the frame that stands at a moment: the middle of it, so that rounding never shows its neighbour. */
function jump(film, ms) {
  current = film;
  const at = Math.floor(ms / frame(film) + 1e-6);
  video(film).pause();
  video(film).currentTime = ((at + 0.5) * frame(film)) / 1000;
}

function step(film, by) {
  const at = Math.floor((video(film).currentTime * 1000) / frame(film) + 1e-6);
  jump(film, Math.max(0, at + by) * frame(film));
}

function clock(seconds) {
  const ms = Math.floor(seconds * 1000);
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  return `${two(ms / 3600000)}:${two((ms / 60000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, "0")}`;
}

function remark(film) {
  const at = Math.floor((video(film).currentTime * 1000) / frame(film) + 1e-6) * frame(film);
  const detail = { episode: film.dataset.episode, at_ms: Math.round(at), text: `${film.querySelector("h2").textContent.trim()} ${clock(at / 1000)}` };
  document.dispatchEvent(new CustomEvent("remark", { detail }));
}

/** The box of a finding on the picture, as long as it is looked at. */
function box(film, mark) {
  const boxes = film.querySelector("[data-boxes]");
  boxes.replaceChildren();
  if (!mark?.dataset.box) return;
  const [x, y, w, h] = mark.dataset.box.split(",").map(Number);
  const place = document.createElement("i");
  Object.assign(place.style, { left: `${x * 100}%`, top: `${y * 100}%`, width: `${w * 100}%`, height: `${h * 100}%` });
  boxes.append(place);
}

for (const film of films) {
  const [shown, head, time] = [video(film), film.querySelector("[data-head]"), film.querySelector("[data-clock]")];
  const tell = () => {
    time.textContent = clock(shown.currentTime);
    head.style.left = `${shown.duration ? (100 * shown.currentTime) / shown.duration : 0}%`;
  };
  for (const name of ["timeupdate", "seeked", "loadedmetadata"]) shown.addEventListener(name, tell);
  shown.addEventListener("play", () => { current = film; box(film, null); });
  film.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-ms]");
    const by = event.target.closest("[data-step]");
    if (mark) {
      document.getElementById(`f${mark.dataset.for}`)?.click();
      jump(film, Number(mark.dataset.ms));
      box(film, mark);
    } else if (by) step(film, Number(by.dataset.step));
    else if (event.target.closest("[data-remark-here]")) remark(film);
    else if (event.target.closest("[data-timeline]") && shown.duration) {
      const line = film.querySelector("[data-timeline]").getBoundingClientRect();
      jump(film, (shown.duration * 1000 * (event.clientX - line.left)) / line.width);
    }
  });
}

// A finding that is walked to shows its frame.
document.addEventListener("finding", (event) => {
  const mark = document.querySelector(`[data-ms][data-for="${event.detail}"]`);
  const film = mark?.closest("[data-film]");
  if (!film) return;
  jump(film, Number(mark.dataset.ms));
  box(film, mark);
  if (matchMedia("(min-width: 961px)").matches) film.scrollIntoView({ block: "nearest" });
});

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || !current) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  const keys = { ",": () => step(current, -1), ".": () => step(current, 1), c: () => current.querySelector("[data-remark-here]") && remark(current) };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
