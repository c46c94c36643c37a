"""Printed documents: plain data from an analysis, laid out by Typst templates."""
