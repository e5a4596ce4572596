"""Taking texts elsewhere: into the application of the ministry, and from an earlier evaluation into a new one."""
