"""Who is named: one actor for all mentions of a person, organisation or place, found again whatever people type."""
