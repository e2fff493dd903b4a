// The switch is of no use without JavaScript, so it appears only with it.
for (const saklar of document.querySelectorAll("[data-sandi]")) {
  const kotak = saklar.querySelector("input");
  const kolom = [...saklar.closest("form").querySelectorAll("input[type=password]")];
  const tampilkan = (jenis) => kolom.forEach((masukan) => { masukan.type = jenis; });
  kotak.addEventListener("change", () => tampilkan(kotak.checked ? "text" : "password"));
  // Browsers remember what was typed into a text field.
  saklar.closest("form").addEventListener("submit", () => tampilkan("password"));
  saklar.hidden = false;
}
