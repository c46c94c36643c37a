"""Files written whole or not at all, and downloads that trust nobody."""
