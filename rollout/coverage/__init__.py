"""Which districts an initiative reaches: rules, statuses, rates, and the words for them."""
