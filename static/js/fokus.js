// What sticks to the foot of the page must not cover what has the focus, however many lines its reason takes (WCAG 2.4.11).
const bilah = document.querySelector(".actions");

if (bilah) {
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBottom = `${bilah.offsetHeight + 16}px`;
  }).observe(bilah);
  addEventListener("focusin", ({ target }) => requestAnimationFrame(() => {
    if (target.matches(":focus-visible") && !bilah.contains(target)) target.scrollIntoView({ block: "nearest" });
  }));
}
