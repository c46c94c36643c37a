"""A plan kept and followed: what was approved, what has become of it, what changed between two."""
