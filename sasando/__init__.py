"""Sasando: how a regional government stands in electronic government, and what improves it."""
