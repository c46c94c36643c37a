"""Files for other programs: CSV, GeoJSON, GeoPackage, spreadsheet, manifest."""
