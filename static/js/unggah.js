// Says the name and size of a chosen file, and warns before a slow line carries one that will be refused (UX-09).
const angka = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });
const ukuran = (bita) => (bita < 1e6 ? `${angka.format(Math.ceil(bita / 1e3))} kB` : `${angka.format(bita / 1e6)} MB`);

function kalimat(berkas, batas) {
  if (berkas.size <= batas) return `${berkas.name}, ${ukuran(berkas.size)}`;
  return `${berkas.name} berukuran ${ukuran(berkas.size)}, melebihi batas ${ukuran(batas)}. Pilih berkas yang lebih kecil.`;
}

function keterangan(masukan) {
  const daftar = document.createElement("div");
  daftar.className = "form-text";
  daftar.setAttribute("role", "status");
  masukan.after(daftar);
  return daftar;
}

for (const masukan of document.querySelectorAll("input[type=file]")) {
  const batas = Number(masukan.dataset.batas) || Infinity;
  const daftar = keterangan(masukan);
  masukan.addEventListener("change", () => {
    daftar.replaceChildren(...[...masukan.files].map((berkas) => {
      const butir = document.createElement("div");
      butir.textContent = kalimat(berkas, batas);
      butir.classList.toggle("melebihi", berkas.size > batas);
      return butir;
    }));
  });
}
