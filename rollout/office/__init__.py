"""Files of the office programs that people go on writing in: slides and letters."""
