// Asks how a job is going after 1, 2, 5 and then every 10 seconds, never in a hidden tab (UX-32).
const JEDA = [1, 2, 5, 10];
let giliran = 0;
let pengatur;

const wilayah = () => document.querySelector("[data-kemajuan]");

function jadwalkan() {
  clearTimeout(pengatur);
  if (!wilayah() || document.hidden) return;
  pengatur = setTimeout(tanyakan, JEDA[Math.min(giliran, JEDA.length - 1)] * 1000);
  giliran += 1;
}

async function tanyakan() {
  const lama = wilayah();
  const jawaban = await fetch(lama.dataset.kemajuan).catch(() => null);
  // A redirect means that the session has ended: the whole page must show the way to log in.
  if (jawaban?.redirected) return location.reload();
  if (jawaban?.ok) {
    const cetakan = document.createElement("template");
    cetakan.innerHTML = await jawaban.text();
    lama.replaceWith(cetakan.content);
  }
  jadwalkan();
}

document.addEventListener("visibilitychange", () => {
  giliran = 0;
  jadwalkan();
});
jadwalkan();
