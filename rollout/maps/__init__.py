"""Maps of the results: SVG pages and one self-contained HTML map."""
