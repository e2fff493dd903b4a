// Sends chosen files one at a time in pieces (tus 1.0): a cut line costs one piece, the rest goes on by itself (UX-08).
const angka = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });
const ukuran = (bita) => (bita < 2 ** 20 ? `${angka.format(Math.ceil(bita / 2 ** 10))} KB` : `${angka.format(bita / 2 ** 20)} MB`);
const POTONGAN = 256 * 1024; // bytes: five seconds on 400 kbit/s
const TERBESAR = 1024 * 1024;
const JEDA = [1, 2, 5, 10, 20]; // seconds between tries while the line is down
const DIAM = 60; // seconds without an answer after which a piece is sent again
const TERPUTUS = "Sambungan terputus. Yang sudah terkirim tidak hilang; dilanjutkan sendiri begitu tersambung.";
const BASI = "Halaman ini sudah kedaluwarsa atau sesi Anda berakhir. Yang sudah terkirim tidak hilang: muat ulang halaman, masuk lagi bila diminta, lalu pilih berkas yang sama untuk melanjutkan.";

const form = document.getElementById("isian");
const hemat = document.querySelector("[data-hemat]");
const token = () => form.elements.namedItem("csrfmiddlewaretoken").value;
let antrean = Promise.resolve();
let berjalan = 0;

class Berhenti extends Error {}

async function tanya(tugas, metode, alamat, kepala = {}, body = undefined) {
  const kendali = new AbortController();
  const waktu = setTimeout(() => kendali.abort(), DIAM * 1000);
  tugas.batal = () => kendali.abort();
  const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...kepala };
  const jawaban = await fetch(alamat, { method: metode, headers, body, signal: kendali.signal }).finally(() => clearTimeout(waktu));
  if (jawaban.redirected || [403, 412].includes(jawaban.status)) throw new Berhenti(BASI);
  if ([502, 503, 504].includes(jawaban.status)) throw new TypeError(); // as good as no line: tried again
  if (jawaban.ok || [404, 409, 460].includes(jawaban.status)) return jawaban;
  const { pesan } = await jawaban.json().catch(() => ({}));
  throw new Berhenti(pesan ?? "Berkas tidak dapat diunggah. Coba lagi.");
}

async function mulai(tugas) {
  const { berkas, bagian, menggantikan = "", isian } = tugas;
  const daftar = await (await tanya(tugas, "GET", bagian.dataset.unggah)).json();
  const lama = daftar.unggahan.find((u) => u.nama === berkas.name && u.ukuran === berkas.size && u.menggantikan === menggantikan);
  if (lama) return lama.alamat;
  const data = [["filename", berkas.name], ["menggantikan", menggantikan], ...(menggantikan ? [] : isian)];
  const sandi = (teks) => btoa(String.fromCharCode(...new TextEncoder().encode(teks)));
  const metadata = data.filter(([, nilai]) => nilai).map(([nama, nilai]) => `${nama} ${sandi(nilai)}`).join();
  const jawaban = await tanya(tugas, "POST", bagian.dataset.unggah, { "Upload-Length": berkas.size, "Upload-Metadata": metadata });
  return jawaban.headers.get("Location");
}

async function kirim(tugas) {
  const { berkas } = tugas;
  tugas.alamat ??= await mulai(tugas);
  let letak = null;
  let besar = POTONGAN;
  for (;;) {
    if (letak === null) {
      const kini = await tanya(tugas, "HEAD", tugas.alamat);
      if (kini.status === 404) throw new Berhenti("Unggahan ini sudah dibatalkan atau kedaluwarsa. Pilih lagi berkasnya.");
      letak = Number(kini.headers.get("Upload-Offset"));
    }
    tugas.maju(letak);
    const isi = await berkas.slice(letak, letak + besar).arrayBuffer();
    const kepala = { "Upload-Offset": letak, "Content-Type": "application/offset+octet-stream" };
    // Without HTTPS the browser cannot hash; the server then relies on the line alone.
    if (crypto.subtle) kepala["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", isi))))}`;
    const awal = Date.now();
    const jawaban = await tanya(tugas, "PATCH", tugas.alamat, kepala, isi);
    letak = jawaban.ok ? Number(jawaban.headers.get("Upload-Offset")) : null;
    tugas.gagal = 0;
    if (letak >= berkas.size && letak !== null) return;
    if (Date.now() - awal < 1000) besar = Math.min(besar * 2, TERBESAR);
  }
}

const tunggu = (tugas) => new Promise((lanjut) => {
  const waktu = setTimeout(lanjut, JEDA[Math.min(tugas.gagal++, JEDA.length - 1)] * 1000);
  tugas.lanjut = () => { clearTimeout(waktu); lanjut(); };
  addEventListener("online", tugas.lanjut, { once: true });
});

async function jalankan(tugas) {
  while (!tugas.dibatalkan) {
    try {
      await kirim(tugas);
      return await selesai(tugas);
    } catch (galat) {
      if (tugas.dibatalkan) return;
      if (galat instanceof Berhenti) return tugas.tolak(galat.message);
      tugas.kabari(TERPUTUS, true);
      await tunggu(tugas);
    }
  }
}

async function selesai(tugas) {
  const { bagian } = tugas;
  const jawaban = await fetch(bagian.dataset.slot);
  if (!jawaban.ok || jawaban.redirected) return tugas.tolak("Berkas sudah tersimpan. Muat ulang halaman untuk melihatnya.");
  const cetakan = document.createElement("template");
  cetakan.innerHTML = await jawaban.text();
  const baru = cetakan.content.querySelector("section");
  for (const satu of baru.querySelectorAll("[data-segar]")) {
    const lama = document.getElementById(satu.id);
    // A reason that is being typed stays.
    if (![...lama.querySelectorAll("textarea")].some((el) => el.value) || satu.querySelector("textarea") === null) lama.replaceWith(satu);
  }
  const daftar = bagian.querySelector("ul[id^=daftar-]");
  const segar = [...baru.querySelectorAll("ul[id^=daftar-] > li")];
  for (const li of [...daftar.children]) if (!segar.some((satu) => satu.id === li.id)) li.remove();
  // Documents that stood before keep what is being typed into their fields.
  for (const li of segar) {
    if (document.getElementById(li.id)) continue;
    daftar.append(li);
    if (!tugas.menggantikan) pindahkan(tugas, li);
  }
  tugas.kabari(`${tugas.berkas.name} tersimpan.`);
  tugas.tutup();
}

const keterangan = (bagian) => [...bagian.querySelectorAll("[data-keterangan] input")];
const namaKolom = (el) => el.name.split("-").pop();

// What was typed while the file was on its way belongs to the document that has just arrived.
function pindahkan({ bagian, isian }, li) {
  const terkirim = Object.fromEntries(isian);
  for (const el of keterangan(bagian)) {
    const kolom = li.querySelector(`[name$="-${namaKolom(el)}"]`);
    if (el.value !== terkirim[namaKolom(el)]) kolom.value = el.value;
    el.value = "";
  }
  form.dispatchEvent(new Event("input")); // the draft is saved with it
}

const tombol = (kata, nama, kerja) => {
  const el = document.createElement("button");
  Object.assign(el, { type: "button", className: "btn btn-link me-3", textContent: kata, onclick: kerja });
  el.setAttribute("aria-label", `${kata} ${nama}`);
  return el;
};

function tampilkan(tugas) {
  const butir = document.createElement("li");
  const kabar = document.createElement("p");
  const kemajuan = document.createElement("progress");
  const { name: nama, size } = tugas.berkas;
  kabar.setAttribute("role", "status");
  kemajuan.max = size;
  kemajuan.value = 0;
  kemajuan.setAttribute("aria-label", `Kemajuan unggahan ${nama}`);
  const lagi = tombol("Coba lagi", nama, () => (tugas.lanjut ? tugas.lanjut() : antrekan(tugas)));
  const batalkan = tombol("Batalkan", nama, () => {
    tugas.dibatalkan = true;
    tugas.batal?.();
    tugas.lanjut?.();
    if (tugas.alamat) tanya({}, "DELETE", tugas.alamat).catch(() => {});
    butir.remove();
  });
  butir.append(kabar, kemajuan, lagi, batalkan);
  tugas.kabari = (kalimat, bisaLagi = false) => { kabar.textContent = kalimat; lagi.hidden = !bisaLagi; };
  tugas.maju = (letak) => {
    kemajuan.value = letak;
    kabar.className = "";
    tugas.kabari(`${nama}${tugas.asal ? `, diperkecil dari ${ukuran(tugas.asal)}` : ""}: ${ukuran(letak)} dari ${ukuran(size)} terkirim`);
  };
  tugas.tolak = (kalimat) => { kabar.className = "melebihi"; tugas.lanjut = null; tugas.kabari(`${nama}: ${kalimat}`, true); };
  tugas.tutup = () => { kemajuan.remove(); lagi.remove(); batalkan.remove(); };
  tugas.bagian.querySelector("[data-antrean]").append(butir);
  tugas.kabari(`${nama}, ${ukuran(size)}: menunggu giliran`);
}

function antrekan(tugas) {
  berjalan += 1;
  antrean = antrean.then(() => jalankan(tugas)).finally(() => { berjalan -= 1; });
}

async function pilih(masukan, bagian) {
  const semua = [...masukan.files];
  const { batas, menggantikan } = masukan.dataset;
  const isian = keterangan(bagian).map((el) => [namaKolom(el), el.value]);
  masukan.value = ""; // or the form would carry the same files again
  for (const asli of semua) {
    const berkas = hemat.querySelector("input").checked ? await (await import(hemat.dataset.hemat)).perkecil(asli) : asli;
    const tugas = { berkas, bagian, menggantikan, isian, gagal: 0, asal: berkas === asli ? 0 : asli.size };
    tampilkan(tugas);
    if (berkas.size > (Number(batas) || Infinity)) tugas.tolak(`berukuran ${ukuran(berkas.size)}, melebihi batas ${ukuran(Number(batas))}. Pilih berkas yang lebih kecil.`);
    else antrekan(tugas);
  }
}

function kamera(bagian) {
  const masukan = document.createElement("input");
  Object.assign(masukan, { type: "file", accept: "image/*", capture: "environment", onchange: () => pilih(masukan, bagian) });
  masukan.dataset.batas = bagian.querySelector("input[type=file]").dataset.batas;
  masukan.click();
}

form.addEventListener("change", ({ target }) => {
  const bagian = target.closest("[data-unggah]");
  if (target.type === "file" && bagian && target.files.length) pilih(target, bagian);
});
form.addEventListener("click", ({ target }) => {
  const bagian = target.closest("[data-unggah]");
  if (target.closest("[data-kamera]")) kamera(bagian);
  const batal = target.closest("[data-batalkan]");
  if (batal) tanya({}, "DELETE", batal.dataset.batalkan).then(() => batal.closest("p").remove(), () => {});
});
// Leaving now would cut the file: the form goes on its way as soon as the queue is empty.
form.addEventListener("submit", (peristiwa) => {
  if (!berjalan) return;
  peristiwa.preventDefault();
  peristiwa.stopImmediatePropagation();
  document.querySelector("[data-simpan-keadaan]").textContent = "Berkas masih dikirim. Isian disimpan begitu selesai.";
  antrean.then(() => form.requestSubmit(peristiwa.submitter));
});
if (matchMedia("(pointer: coarse)").matches) document.querySelectorAll("[data-kamera]").forEach((el) => { el.hidden = false; });
document.querySelectorAll("[data-batalkan]").forEach((el) => { el.hidden = false; });
hemat.hidden = !window.createImageBitmap;
