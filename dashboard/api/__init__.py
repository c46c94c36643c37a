"""What other programs read: features, tables and feeds, read-only, by the same rights."""
