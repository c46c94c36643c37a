"""Recording what was learned about a district; see `serve.py`."""
