"""Files of the statistical publishers, read as the publishers write them."""
