"""The founding potential: from indicators to scores, ranks, bands and the look back."""
