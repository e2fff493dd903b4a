// Saves a draft 2 s after the last change, when a field is left, and every 20 s; offline it stays on this device (UX-05, UX-44).
const TANPA_SAMBUNGAN = "Tidak ada sambungan — isian disimpan di HP ini";
const SESI_BERAKHIR = "Sesi Anda berakhir — isian disimpan di HP ini. Muat ulang halaman untuk masuk lagi.";
const BEDA_VERSI = "Isian yang tersimpan di HP ini tidak dipakai karena isian di sistem sudah berubah.";
const TAK_DISALIN = ["csrfmiddlewaretoken", "versi"];

function jaga(form) {
  const kunci = `draf:${form.dataset.simpan}`;
  const versi = form.elements.namedItem("versi");
  const papan = document.querySelector("[data-simpan-keadaan]");
  let berubah = false;
  let berhenti = false;
  let kiriman = null;
  let jeda;

  const kabari = (pesan) => { if (papan && pesan) papan.textContent = pesan; };
  const isian = () => [...new FormData(form)].filter(([, nilai]) => typeof nilai === "string");

  function salinKePerangkat() {
    const nilai = isian().filter(([nama]) => !TAK_DISALIN.includes(nama));
    try {
      localStorage.setItem(kunci, JSON.stringify({ versi: versi?.value, nilai }));
    } catch {
      return; // private mode or a full store: the server copy is all there is
    }
  }

  function isiKembali(nilai) {
    const dicentang = (el) => nilai.some(([nama, isi]) => nama === el.name && isi === el.value);
    for (const el of form.elements) {
      if (el.type === "radio" || el.type === "checkbox") el.checked = dicentang(el);
    }
    for (const [nama, isi] of nilai) {
      const el = form.elements.namedItem(nama);
      if (el instanceof Element && !["radio", "checkbox", "file", "submit"].includes(el.type)) el.value = isi;
    }
  }

  function pulihkan() {
    const salinan = JSON.parse(localStorage.getItem(kunci) ?? "null");
    if (!salinan) return;
    if (salinan.versi !== versi?.value) {
      localStorage.removeItem(kunci);
      return kabari(BEDA_VERSI);
    }
    isiKembali(salinan.nilai);
    tandai();
  }

  function gagal(pesan) {
    berubah = true;
    salinKePerangkat();
    kabari(pesan);
  }

  async function terima(jawaban) {
    if (jawaban.redirected) return gagal(SESI_BERAKHIR);
    const { pesan, versi: baru, nilai = {} } = await jawaban.json().catch(() => ({}));
    berhenti = jawaban.status === 409;
    if (!jawaban.ok) return gagal(pesan ?? "Isian belum tersimpan. Salinannya ada di HP ini.");
    if (versi && baru !== undefined) versi.value = baru;
    for (const [nama, isi] of Object.entries(nilai)) form.elements.namedItem(nama)?.setAttribute("value", isi);
    if (berubah) salinKePerangkat();
    else localStorage.removeItem(kunci);
    kabari(pesan);
  }

  function simpan() {
    clearTimeout(jeda);
    if (!berubah || berhenti || kiriman) return;
    berubah = false;
    // keepalive: the last words must arrive although the page is being closed.
    kiriman = fetch(form.dataset.simpan, { method: "POST", body: new URLSearchParams(isian()), keepalive: true })
      .then(terima, () => gagal(TANPA_SAMBUNGAN))
      .finally(() => { kiriman = null; });
  }

  function tandai() {
    berubah = true;
    clearTimeout(jeda);
    jeda = setTimeout(simpan, 2000);
  }

  form.addEventListener("input", tandai);
  form.addEventListener("focusout", (peristiwa) => {
    // Sending this very form saves it; a button of another form (withdrawing a document) does not.
    const tujuan = peristiwa.relatedTarget;
    if (tujuan?.type !== "submit" || tujuan.form !== form) simpan();
  });
  form.addEventListener("submit", (peristiwa) => {
    clearTimeout(jeda);
    if (!navigator.onLine) {
      peristiwa.preventDefault();
      return gagal(TANPA_SAMBUNGAN);
    }
    if (kiriman) {
      // The save in flight raises `versi`; sending the old one would look like a second author.
      peristiwa.preventDefault();
      kiriman.then(() => form.requestSubmit(peristiwa.submitter));
      return;
    }
    berubah = false;
    localStorage.removeItem(kunci);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) simpan(); });
  addEventListener("online", simpan);
  addEventListener("offline", () => gagal(TANPA_SAMBUNGAN));
  setInterval(simpan, 20000);
  pulihkan();
}

document.querySelectorAll("form[data-simpan]").forEach(jaga);
