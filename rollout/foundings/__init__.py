"""Courses of foundings: how long they take, and which have stalled."""
