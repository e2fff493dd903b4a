// The server refuses a repeated POST by its token; this only spares people the refusal (UX-07).
// A form whose answer is a download stays on the page: mark it data-berulang.
const terkirim = new Set();

const tombolKirim = (form) => [...form.elements].filter((el) => el.type === "submit");

addEventListener("submit", (peristiwa) => {
  const form = peristiwa.target;
  if (peristiwa.defaultPrevented || form.method !== "post" || "berulang" in form.dataset) return;
  if (terkirim.has(form)) return peristiwa.preventDefault();
  terkirim.add(form);
  // A button disabled before the browser has read the form would lose its own name and value.
  setTimeout(() => tombolKirim(form).filter((t) => !t.disabled).forEach((tombol) => {
    tombol.disabled = true;
    tombol.dataset.terkirim = "";
  }));
});

// "Back" may show this very page from the browser's memory, with its buttons still disabled.
addEventListener("pageshow", () => {
  terkirim.clear();
  document.querySelectorAll("[data-terkirim]").forEach((tombol) => {
    tombol.disabled = false;
    delete tombol.dataset.terkirim;
  });
});
