"""Reading the files a user has: register, indicators, reference tables."""
