// The list follows what is typed, and a click on the map opens the page of a district.
const field = document.querySelector("#search");
const rows = [...document.querySelectorAll("tbody [data-ags]")];
const shapes = new Map();
for (const shape of document.querySelectorAll("path[data-ags]"))
  shapes.set(shape.getAttribute("data-ags"), shape);

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

function follow() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const isFound = words.every((word) => plain(row.textContent).includes(word));
    row.hidden = !isFound;
    count += isFound;
    shapes.get(row.dataset.ags)?.classList.toggle("found", isFound && words.length > 0);
  }
  document.querySelector("#count").textContent = `${count} ${field.dataset.found}`;
}

if (field) {
  field.closest(".search").hidden = false;
  field.addEventListener("input", follow);
}
document.querySelector(".map")?.addEventListener("click", ({ target }) => {
  const ags = target.getAttribute("data-ags");
  const folder = document.body.dataset.districts;
  if (ags && folder) location.assign(`${folder}${ags}.html`);
});
