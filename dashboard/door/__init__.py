"""The door of a server for many: who comes in, and which pages that one is led to."""
