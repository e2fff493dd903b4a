// Puts the name of a number where the cursor stands, and keeps the section in hand while somebody is at the page.
const JEDA = 60000;
const form = document.querySelector("form[data-denyut]");
const teks = form.elements.namedItem("teks");
const papan = document.querySelector("[data-simpan-keadaan]");
let disentuh = false;

for (const tombol of form.querySelectorAll("[data-sisip]")) {
  tombol.hidden = false;
  tombol.addEventListener("click", () => {
    teks.setRangeText(tombol.dataset.sisip, teks.selectionStart, teks.selectionEnd, "end");
    teks.focus();
    teks.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

for (const tanda of ["keydown", "pointermove", "pointerdown", "scroll"]) {
  addEventListener(tanda, () => { disentuh = true; }, { passive: true });
}

const detak = setInterval(async () => {
  if (!disentuh) return;
  disentuh = false;
  const isi = new URLSearchParams({ csrfmiddlewaretoken: form.elements.namedItem("csrfmiddlewaretoken").value });
  const jawaban = await fetch(form.dataset.denyut, { method: "POST", body: isi }).catch(() => null);
  if (jawaban?.status !== 409) return;
  clearInterval(detak);
  papan.textContent = (await jawaban.json()).pesan;
}, JEDA);
