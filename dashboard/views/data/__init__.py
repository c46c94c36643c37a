"""View 5: data and method, own files."""
