"""The public edition: a folder of pages that need no server and hold what anybody may read."""
