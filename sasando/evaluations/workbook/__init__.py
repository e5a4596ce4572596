"""A stage as an Excel workbook: written, filled without a network, read again and merged cell by cell."""
