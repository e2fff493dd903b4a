// Who listens or types meets the errors first, not the top of the page (UX-03).
document.querySelector("[data-galat]")?.focus();
