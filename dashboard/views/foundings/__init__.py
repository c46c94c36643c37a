"""Second page of view 4: foundings."""
