"""View 2: white spots, search, profile and shortlist."""
