"""The web server: state of the app, answers, sessions, workers, files."""
