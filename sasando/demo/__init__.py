"""Kabupaten Contoh: a sample agency, loaded by `sasando demo` alone."""
