// Runs before the first paint, so that a chosen theme never flashes. Its own file because of the CSP.
try {
  const { theme } = JSON.parse(localStorage.getItem("adjoin.preferences") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Unreadable preferences are as good as none.
}
