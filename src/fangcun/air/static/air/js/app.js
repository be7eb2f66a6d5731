// The theatre as an app: its service worker, and what was watched last for the page that shows without a line.
const QUIET_MS = 3_000;

document.addEventListener("fangcun:episode", ({ detail: { name, line, address } }) => {
  if (!address) return;
  try {
    localStorage.setItem("fangcun.last", JSON.stringify({ name, line, page: address }));
  } catch {
    // Then the offline page names nothing.
  }
});

function install() {
  navigator.serviceWorker?.register("/worker.js", { scope: "/" }).catch(() => {});
}

// The first picture has the line to itself.
const soon = () => setTimeout(install, QUIET_MS);
if (document.readyState === "complete") soon();
else window.addEventListener("load", soon, { once: true });
