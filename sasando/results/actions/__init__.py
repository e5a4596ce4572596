"""Everything that changes what is published: only additions, and revisions that supersede."""
