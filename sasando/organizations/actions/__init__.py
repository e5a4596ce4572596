"""Everything that changes the directory, and who belongs where."""
