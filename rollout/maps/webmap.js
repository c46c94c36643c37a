(function (map, layers, seats, words) {
  "use strict";
  var shown = null;
  var chosen = "";
  var texts = JSON.parse(document.getElementById("texts").textContent);
  var home = map.getBounds();
  var list = document.getElementById("district");
  var showsNames = document.getElementById("names");
  var parts = Array.from(document.querySelectorAll("[data-layer]"));
  var radios = Array.from(document.querySelectorAll("input[name=layer]"));
  var written = L.layerGroup().addTo(map);

  // --- which map

  function showLayer(key) {
    if (!Object.keys(layers).includes(key)) { key = radios[0].value; }
    if (key === shown) { return; }
    if (shown) { map.removeLayer(layers[shown]); }
    shown = key;
    map.addLayer(layers[key]);
    parts.forEach(function (part) { part.hidden = part.dataset.layer !== key; });
    radios.forEach(function (radio) { radio.checked = radio.value === key; });
    document.title = document.querySelector("[data-layer]:not([hidden]) h1").textContent;
    drawSeats();
    light();
    write();
  }

  // Seats would hide the small regions of a plan, and say nothing of it.
  function drawSeats() {
    if (!seats) { return; }
    var box = document.getElementById("seats");
    box.disabled = Boolean(texts.pins[shown]);
    var drawn = box.checked && !box.disabled;
    if (drawn) { map.addLayer(seats); } else { map.removeLayer(seats); }
    document.getElementById("seat-legend").hidden = !drawn;
  }

  function pathOf(ags) {
    return layers[shown].getLayers().find(function (path) { return path.feature.id === ags; });
  }

  function light() {
    document.querySelectorAll(".chosen").forEach(function (path) {
      path.classList.remove("chosen");
    });
    var path = pathOf(chosen);
    if (path) { path.bringToFront(); path.getElement().classList.add("chosen"); }
    if (seats) { seats.bringToFront(); }
  }

  function choose(ags, moves) {
    var path = pathOf(ags);
    chosen = path ? ags : "";
    list.value = chosen;
    light();
    if (!path) { map.closePopup(); return; }
    if (moves) { map.fitBounds(path.getBounds(), {maxZoom: 9, animate: false}); }
    // The popup belongs to the layer: it opens where the click of a district arrives.
    if (moves) { path.fire("click", {latlng: path.getBounds().getCenter()}, true); }
  }

  // --- the address of what is seen

  function keep() {
    var address = "#layer=" + shown + (chosen ? "&district=" + chosen : "");
    try { history.replaceState(null, "", address); } catch (error) { location.replace(address); }
  }

  function restore() {
    var said = new URLSearchParams(location.hash.slice(1));
    showLayer(said.get("layer") || radios[0].value);
    if (said.get("district") !== chosen) { choose(said.get("district") || "", true); }
  }

  // --- names where they have room, numbers of target regions always

  function label(place, text, kind, title) {
    var box = document.createElement("span");
    box.textContent = text;
    if (title) { box.title = title; }
    var icon = L.divIcon({className: "name name-" + kind, html: box, iconSize: null});
    return L.marker([place[0], place[1]],
      {icon: icon, pane: "names", interactive: false, keyboard: false});
  }

  function meets(one, other) {
    return one.left < other.right && other.left < one.right &&
      one.top < other.bottom && other.top < one.bottom;
  }

  function write() {
    written.clearLayers();
    var frame = map.getContainer().getBoundingClientRect();
    var taken = [];
    (texts.pins[shown] || []).forEach(function (pin) {
      var marker = label(pin, String(pin[2]), "pin", pin[3]).addTo(written);
      taken.push(marker.getElement().firstChild.getBoundingClientRect());
    });
    if (!showsNames.checked) { return; }
    var kinds = map.getZoom() < 7.5 ? ["town", "land"] : ["town", "district"];
    var view = map.getBounds();
    texts.names.forEach(function (name) {
      if (kinds.indexOf(name[3]) < 0 || !view.contains([name[0], name[1]])) { return; }
      var marker = label(name, name[2], name[3]).addTo(written);
      var box = marker.getElement().firstChild.getBoundingClientRect();
      var outside = box.left < frame.left || box.right > frame.right ||
        box.top < frame.top || box.bottom > frame.bottom;
      if (outside || taken.some(function (other) { return meets(box, other); })) {
        written.removeLayer(marker);
      } else { taken.push(box); }
    });
  }

  function resize(prints) {
    var seen = map.getBounds();
    document.body.classList.toggle("printing", prints);
    map.invalidateSize({animate: false});
    map.fitBounds(seen, {animate: false});
  }

  // --- what the reader does

  Object.keys(layers).forEach(function (key) {
    layers[key].on("click", function (event) {
      choose(event.propagatedFrom.feature.id, false);
      keep();
    });
  });
  radios.forEach(function (radio) {
    radio.addEventListener("change", function () { showLayer(radio.value); keep(); });
  });
  list.addEventListener("change", function () { choose(list.value, true); keep(); });
  showsNames.addEventListener("change", write);
  if (seats) { document.getElementById("seats").addEventListener("change", drawSeats); }
  document.getElementById("reset").addEventListener("click", function () {
    choose("", false);
    map.fitBounds(home, {animate: false});
    keep();
  });
  addEventListener("hashchange", restore);
  // The map takes the size it has on paper before it is printed: styles alone would cut it off.
  addEventListener("beforeprint", function () { resize(true); });
  addEventListener("afterprint", function () { resize(false); });
  map.on("moveend", write);
  map.on("popupopen", function (event) {
    var close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) { close.setAttribute("aria-label", words.close); close.title = words.close; }
  });
  [[".leaflet-control-zoom-in", words.zoomIn], [".leaflet-control-zoom-out", words.zoomOut]]
    .forEach(function (pair) {
      var button = document.querySelector(pair[0]);
      if (button) { button.title = pair[1]; button.setAttribute("aria-label", pair[1]); }
    });
  map.getContainer().setAttribute("aria-label", words.map);
  map.getContainer().setAttribute("role", "region");
  restore();
})
