// Compares a file with the published hashes. The file is read here and goes nowhere: no form, no request.
const bagian = document.querySelector("[data-banding]");
const masukan = bagian.querySelector("input");
const hasil = bagian.querySelector("[data-hasil]");
const naskah = [...document.querySelectorAll("[data-sidik]")].map(({ dataset }) => dataset);

const heksa = (bita) => [...new Uint8Array(bita)].map((satu) => satu.toString(16).padStart(2, "0")).join("");

function kalimat(berkas, sidik) {
  const cocok = naskah.find((satu) => satu.sidik === sidik);
  if (!cocok) return ["error", `Tidak cocok: isi “${berkas.name}” berbeda dari dokumen yang diterbitkan. Sidiknya ${sidik}.`];
  if ("resmi" in cocok) return ["success", `Cocok: “${berkas.name}” sama persis dengan naskah resminya.`];
  return ["warning", `Cocok dengan ${cocok.sebutan}, tetapi naskah resminya adalah berkas yang lain di atas.`];
}

function katakan([peran, teks]) {
  hasil.className = `pesan ${peran} mt-3 mb-0`;
  hasil.textContent = teks;
}

async function bandingkan(berkas) {
  if (!berkas) return;
  hasil.textContent = `Menghitung sidik “${berkas.name}” …`;
  try {
    katakan(kalimat(berkas, heksa(await crypto.subtle.digest("SHA-256", await berkas.arrayBuffer()))));
  } catch {
    katakan(["error", `“${berkas.name}” tidak dapat dibaca peramban ini. Hitung sidiknya dengan cara di bawah.`]);
  }
}

// Only a secure address (https) lets a page hash; elsewhere the way by hand below is the only one.
if (globalThis.crypto?.subtle) {
  bagian.hidden = false;
  masukan.addEventListener("change", () => bandingkan(masukan.files[0]));
  // A file let fall beside the box must not be opened in place of the page.
  addEventListener("dragover", (peristiwa) => peristiwa.preventDefault());
  addEventListener("drop", (peristiwa) => {
    peristiwa.preventDefault();
    bandingkan(peristiwa.dataTransfer.files[0]);
  });
} else {
  document.querySelector("details").open = true;
}
