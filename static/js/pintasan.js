// Single keys of the review page: they only move the focus or open a form (UX-47), and can be switched off (WCAG 2.1.4).
const KUNCI = "pintasan-mati";
const bantuan = document.querySelector("[data-pintasan]");
const sakelar = document.querySelector("#pintasan-aktif");

function simpanan(baca) {
  try {
    return baca(localStorage);
  } catch {
    return null; // private mode: the keys work, the switch lasts as long as the page
  }
}

function fokus(el) {
  if (!el) return;
  for (let induk = el.closest("details"); induk; induk = induk.parentElement.closest("details")) induk.open = true;
  // A heading takes the focus only for this moment; a field or a button has it by nature.
  if (el.tabIndex < 0) el.tabIndex = -1;
  el.focus();
  el.scrollIntoView({ block: "nearest" });
}

const isianBerubah = () =>
  [...document.querySelectorAll("main textarea, main input:not([type=hidden])")].some(
    (el) => el !== sakelar && (el.value !== el.defaultValue || el.checked !== el.defaultChecked),
  );

// What was typed would be lost on the way: then the key only leads to the link, and the person decides.
const ikuti = (tautan) => (tautan && !isianBerubah() ? tautan.click() : fokus(tautan));

function keBukti() {
  location.hash = "bukti";
  fokus(document.querySelector("#judul-bukti"));
}

// On a phone claim and evidence are two faces of one page: the claim must be the one that shows.
function keKlaim(selektor) {
  const el = document.querySelector(selektor);
  if (el && location.hash === "#bukti") location.hash = "klaim";
  fokus(el);
  return el;
}

const TINDAKAN = {
  // A button that is closed cannot take the focus; its reason can.
  t: () => keKlaim(".actions [form=naik]:enabled") || keKlaim("#alasan-naik"),
  k: () => keKlaim("#kembalikan :is(input:not([type=hidden]), select, textarea)"),
  b: keBukti,
  n: () => ikuti(document.querySelector("main a[rel=next]")),
  p: () => ikuti(document.querySelector("main a[rel=prev]")),
  "?": () => fokus(bantuan.querySelector("summary")),
};

addEventListener("keydown", (peristiwa) => {
  const mengetik = peristiwa.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (mengetik || peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey || peristiwa.isComposing) return;
  if (peristiwa.repeat || peristiwa.defaultPrevented || !sakelar.checked) return;
  const tindakan = TINDAKAN[peristiwa.key.toLowerCase()];
  if (!tindakan) return;
  peristiwa.preventDefault();
  tindakan();
});

sakelar.checked = sakelar.defaultChecked = simpanan((s) => s.getItem(KUNCI)) !== "ya";
sakelar.addEventListener("change", () => {
  simpanan((s) => (sakelar.checked ? s.removeItem(KUNCI) : s.setItem(KUNCI, "ya")));
});
bantuan.hidden = false;
