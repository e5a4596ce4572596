"""SQLite as Django speaks to it, which `ENGINE` names by this package."""
