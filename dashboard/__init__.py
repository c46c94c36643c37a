"""The dashboard: one map and the views around it, in German and English."""
